"""The pages of definitions, and what the page of a model says about them."""

from __future__ import annotations

import re
from dataclasses import replace

from mkdocs_osai.index import FileDiagnostics
from mkdocs_osai.stats import Index
from mkdocs_osai.views.definition_pages import definition_page, definitions_page, met_by
from mkdocs_osai.views.model_page import model_page
from mkdocs_osai.views.pages import OtherPages, SiteContext, pages
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_model, an_index

OWN = b"""
mine:
  name: Mine & <yours>
  about: It asks for <b>code</b>.
  source: https://example.org/?a&b
  date: 2026-11
  version: "2"
  gaps: [It says <nothing> of data.]
  all: [{code: open}, {paper: open}, {not_assessed: Good <manners>}]
done: {name: Done, all: [{code: open}]}
"""


def some() -> Index:
    index = an_index(
        a_model("all", name="All <i>"),
        a_model("near", name="Near", classes={"paper": "partial"}),
        a_model("none", name="None", classes={"paper": "closed", "code": "closed"}),
    )
    findings = FileDiagnostics("models/_definitions.yml", OWN)
    return Index(replace(index.snapshot, definitions=findings))


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_the_page_of_a_definition_says_who_meets_it_who_nearly_does_and_what_it_asks_for() -> None:
    index = some()
    where = page_urls(index)
    text = text_of(definition_page(index, "mine", where))

    assert "0 of 3 models meet it for certain, 0.0%" in text
    assert "1 may meet it: the index does not say enough" in text
    assert "2 do not meet it, 1 of them by one requirement" in text
    assert "Code Documentation: open 2 1 0" in text
    assert "Paper: open 1 2 0" in text
    assert "Good &lt;manners&gt; not assessed by the index" in text
    assert "It says &lt;nothing&gt; of data." in text
    assert "https://example.org/?a&amp;b , November 2026, version 2." in text
    assert "Near Paper: open partial" in text
    assert "No model meets it for certain." in text


def test_a_definition_that_is_met_lists_its_models_with_links() -> None:
    index = some()
    where = page_urls(index)
    page = definition_page(index, "done", where)

    for model in ("all", "near"):
        assert f'<a href="{where.model(index.model(model))}">' in page
    assert "All &lt;i&gt;" in page
    assert "Who may meet it" not in page


def test_all_definitions_are_side_by_side_with_the_numbers_of_their_pages() -> None:
    index = some()
    where = page_urls(index)
    page = definitions_page(index, where)

    assert "Mine &amp; &lt;yours&gt; 0 1 2 1" in text_of(page)
    assert "Done 2 0 1 1" in text_of(page)
    assert f'<a href="{where.definition("osaid")}">OSAID 1.0</a>' in page


def test_the_page_of_a_model_says_what_it_meets_and_what_is_missing() -> None:
    index = some()
    where = page_urls(index)
    model = index.model("near")
    found = {one.definition.text: one for one in met_by(index, model, where)}

    assert (found["Done"].answer, found["Done"].missing) == ("meets it", ())
    mine = found["Mine & <yours>"]
    assert mine.answer == "does not meet it"
    assert [(one.requirement, one.found) for one in mine.missing] == [("Paper: open", "partial")]
    page = model_page(index, model, where, ())
    assert "Mine &amp; &lt;yours&gt;" in page
    assert '<li>Paper: open <span class="osai-aside">(partial)</span></li>' in page


def test_each_definition_has_a_page_and_what_the_search_finds() -> None:
    index = some()
    made = {p.source: p for p in pages(index, SiteContext(page_urls(index)))}

    assert {s for s in made if "definitions" in s} == {
        f"database/definitions/{name}.md"
        for name in ("index", "osaid", "mof-1", "mof-2", "mof-3", "mine", "done")
    }
    page = made["database/definitions/done.md"]
    assert page.title == "Done (definition)"
    assert page.entries is not None
    assert [entry.text for entry in page.entries(OtherPages())][2] == "All <i>; Near"
