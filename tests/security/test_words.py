"""Escaping of single names, colours, cells and addresses."""

from __future__ import annotations

import csv
import io
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import load
from mkdocs_osai.sanitize import (
    MOST_IN_HEAD,
    WORD_JOINER,
    EscapedText,
    escape_markdown,
    html_attribute,
    meta_content,
    plain_line,
    web_address,
)
from mkdocs_osai.stats import to_csv
from mkdocs_osai.stats.dimensions.dimension import Dimension
from mkdocs_osai.stats.dimensions.registry import _dimension
from mkdocs_osai.stats.dimensions.schema import DimensionEntry
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_file, a_model, an_index
from tests.security.reading import of_html, scheme
from tests.security.test_published import runs
from tests.security.texts import ALIASES, IDS, LINKS, NO_LINKS, RUNS, TEXTS

COLORS = (
    "red;background:url(//evil.example)",
    f'"><script>{RUNS}</script>',
    "url(javascript:x)",
    "expression(alert(1))",
    "</style><script>",
    "#f00",
    "var(--x)",
)
REFS = (*IDS[:12], "__proto__", "a" * 61, "system", "org", "aliases", "code\n", "a.b", "1a", "")


def sources(*names: str) -> list[str]:
    return [*page_urls(an_index(*(a_model(name) for name in names))).models.values()]


def test_two_ids_never_share_an_address() -> None:
    shared = ["a b", "a-b", "A-B", "Case", "case", "con", "CON", "x" * 130, "x" * 131]
    found = [source.casefold() for source in sources(*IDS, *shared)]

    assert len(found) == len(set(found)) == len({*IDS, *shared})


def test_an_id_that_looks_like_the_digest_of_another_has_an_address_of_its_own() -> None:
    taken = [source.removeprefix("models/").removesuffix(".md") for source in sources("a b", "a-b")]

    found = [source.casefold() for source in sources("a b", "a-b", *taken, taken[0].upper())]

    assert len(found) == len(set(found))


def test_an_id_keeps_its_address_whatever_else_there_is() -> None:
    assert sources("bloomz") == ["models/bloomz.md"]
    assert "models/bloomz.md" in sources("bloomz", *IDS)


def test_a_former_name_of_a_model_leads_from_no_page_of_another() -> None:
    index = an_index(a_model("a", aliases=(*ALIASES, *IDS, "b", "B", "a")), a_model("b"))
    where = page_urls(index)

    assert {*where.redirects.values()} == {"models/a.md"}
    assert {"models/b.md", "models/a.md"}.isdisjoint(map(str.casefold, where.redirects))


@pytest.mark.parametrize("color", COLORS)
def test_a_colour_is_one_of_the_palette_or_a_problem(tmp_path: Path, color: str) -> None:
    own = {"loud": {"field": "origin", "colors": {"France": color}}}
    (tmp_path / "_dimensions.yml").write_text(yaml.safe_dump(own), "utf-8")
    (tmp_path / "a.yaml").write_text(a_file(origin="France"), "utf-8")

    index = load(tmp_path)

    assert [p for p in index.problems if p.path.endswith("_dimensions.yml")]
    assert "loud" not in index.registry


@pytest.mark.parametrize("ref", REFS)
def test_a_key_of_a_criterion_is_a_word_or_a_problem(tmp_path: Path, ref: str) -> None:
    groups = [{"name": "All", "params": [{"ref": ref, "name": "It"}]}]
    (tmp_path / "_parameters.yml").write_text(yaml.safe_dump(groups), "utf-8")
    (tmp_path / "a.yaml").write_text(a_file(), "utf-8")

    index = load(tmp_path)

    told = [p for p in index.problems if p.path.endswith("_parameters.yml")]
    assert told or [c.ref for c in index.criteria] == [ref.strip()]


@pytest.mark.parametrize("link", [*LINKS, *NO_LINKS])
def test_a_link_of_the_data_is_a_web_address_or_no_link(link: str) -> None:
    href = web_address(link)

    assert href is None or scheme(href) in ("http", "https")
    assert href is None or not set(href) & set("\"'<>\\`{}|^ ") - {"'"}


@given(st.text(max_size=60) | st.sampled_from(TEXTS))
def test_any_text_is_one_line_without_control_characters(text: str) -> None:
    for found in (
        plain_line(text),
        "".join(of_html(escape_markdown(text)).words).replace(WORD_JOINER, ""),
    ):
        assert found.isprintable()
        assert "\n" not in found
        assert not of_html(escape_markdown(text)).shapes


@given(st.text("<>&;/!?# ltamp60", max_size=30) | st.sampled_from(TEXTS))
def test_any_text_is_text_when_a_script_reads_it_again_as_html_and_once_more(text: str) -> None:
    for made in (escape_markdown(text), meta_content(text), html_attribute(text)):
        told = unescape(made)
        assert told.replace(WORD_JOINER, "") == plain_line(text)
        for _ in range(3):
            assert of_html(told).shapes == []
            told = unescape(told)


@pytest.mark.parametrize("text", ["a < b", "B & C", "AT&T", "<3", "->", "x <= y", "R&D"])
def test_a_text_without_markup_gets_no_additional_character(text: str) -> None:
    assert unescape(escape_markdown(text)) == text


@given(st.text(max_size=900))
def test_a_text_in_the_head_of_a_page_is_short(text: str) -> None:
    found = unescape(meta_content(text)).replace(WORD_JOINER, "")

    assert len(found) <= MOST_IN_HEAD
    assert plain_line(text).startswith(found.removesuffix("…"))


@given(st.sampled_from(TEXTS) | st.text(max_size=40))
def test_escaping_twice_has_the_same_result(text: str) -> None:
    assert escape_markdown(EscapedText(text)) == escape_markdown(text)


def test_a_category_that_a_macro_names_is_told_as_it_is_written() -> None:
    index = an_index(a_model("a", origin=TEXTS[0]), a_model("b", origin="France"))

    share = index.share("national_origins", EscapedText(TEXTS[0]))

    assert share.what == f"national origin {TEXTS[0]}"
    assert index.select(origin=EscapedText(TEXTS[0])).words == f"national origin: {TEXTS[0]}"


@given(st.lists(st.lists(st.sampled_from(TEXTS) | st.text(max_size=30), min_size=2, max_size=2)))
def test_no_cell_of_a_csv_runs_and_none_is_lost(rows: list[list[str]]) -> None:
    found = [*csv.reader(io.StringIO(to_csv(["a", "b"], rows), newline=""))]

    assert len(found) == len(rows) + 1
    for row in found:
        assert len(row) == 2
        assert not [cell for cell in row if runs(cell, ";")]


@pytest.mark.parametrize("cell", ["a;=1", "a; =1", 'a;"=1";b', "a;\t@x", "\u200b=1", "\ufeff+1"])
def test_a_cell_that_some_spreadsheet_would_run_has_a_mark(cell: str) -> None:
    [_, [found]] = csv.reader(io.StringIO(to_csv(["a"], [[cell]]), newline=""))

    assert found.count("'") == 1
    assert not runs(found, ";")


@pytest.mark.parametrize(
    "cell", ["2024-07", "CC-BY-4.0", "a = b", "a; b", "https://a.org/?a=1;b=2"]
)
def test_a_cell_that_no_spreadsheet_runs_stays_as_it_is(cell: str) -> None:
    assert to_csv(["a"], [[cell]]) == f"a\n{cell}\n"


@given(
    st.lists(st.text("ab*", max_size=4), min_size=1, max_size=3).map("*".join),
    st.text("ab", max_size=8),
)
def test_a_star_of_a_dimension_stands_for_any_text(pattern: str, text: str) -> None:
    told = {"field": "origin", "groups": {"in": [pattern]}, "rest": "out"}
    entry = DimensionEntry.model_validate(told).spec()
    dimension: Dimension = _dimension("one", entry, {})

    found = dimension.categories_of(a_model(origin=text or None))

    if text:
        assert found == (("in",) if _matches(pattern, text) else ("out",))


def _matches(pattern: str, text: str) -> bool:
    """The same by trying every way to cut the text."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return any(_matches(pattern[1:], text[cut:]) for cut in range(len(text) + 1))
    return text[:1] == pattern[0] and _matches(pattern[1:], text[1:])


def test_the_texts_tried_are_all_different() -> None:
    for tried in (TEXTS, IDS, LINKS, NO_LINKS, ALIASES):
        assert all(a != b for a, b in pairwise(sorted(tried)))
