"""What the search finds on pages from data."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_osai.index import Grade
from mkdocs_osai.views.search_entries import model_entries
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_model, an_index


def test_notes_on_criteria_are_found_but_not_the_addresses_of_evidence() -> None:
    link = "https://example.org/papers/2306.02707"
    grades = {"paper": Grade("open", (link,), "A preprint."), "code": Grade("open", (link,))}
    model = replace(a_model("a"), grades=grades)
    index = an_index(model)

    entries = {one.anchor: one.text for one in model_entries(index, model, page_urls(index))}

    assert "A preprint." in entries["criteria"]
    assert not any("2306" in text for text in entries.values())
