"""Regular expressions and parsers take linear time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from mkdocs_osai.charts.layout.text import wrap
from mkdocs_osai.claims.parser import parse_claim
from mkdocs_osai.claims.tokens import plain
from mkdocs_osai.history.git import entries
from mkdocs_osai.index import normalizers
from mkdocs_osai.index.comments import lost_in_comments, tags_in_comments
from mkdocs_osai.index.diagnostics import one_line
from mkdocs_osai.index.license_parts import LicensePart, parts_of
from mkdocs_osai.index.yaml_document import UnreadableFile, parse
from mkdocs_osai.macros.byline import read_date, under_title, with_byline
from mkdocs_osai.macros.templates.code_regions import _spans, code_regions
from mkdocs_osai.macros.templates.escaping import escape_templates
from mkdocs_osai.macros.templates.plain_places import CALL, plain_places
from mkdocs_osai.plugin.content.front_matter import _plain
from mkdocs_osai.plugin.content.internal_markup import without_internal_markup
from mkdocs_osai.plugin.macros_adapter import from_error_page
from mkdocs_osai.problems import AuthorError, nearest
from mkdocs_osai.quality.advice import doubt
from mkdocs_osai.quality.new_model import id_from
from mkdocs_osai.sanitize import (
    chart_label,
    escape_markdown,
    file_name,
    github_markdown,
    terminal_line,
)
from mkdocs_osai.stats.results.result import to_csv
from mkdocs_osai.views.urls import _stem
from mkdocs_osai.website.page_html import with_blocks
from mkdocs_osai.website.social_cards import _META_NAME
from mkdocs_osai.zensical.page import _anchors, _lines_above
from tests.security.regexes import SIGNS, Expression, expressions, slow_text

EXPRESSIONS = expressions()


def test_all_regular_expressions_are_tested() -> None:
    places = {one.place for one in EXPRESSIONS}

    assert len(EXPRESSIONS) > 80
    assert {
        "byline._TAG",
        "social_cards._META_NAME",
        "schema._ADDRESS",
        "markdown._DATA",
    } < places


@pytest.mark.parametrize("one", EXPRESSIONS, ids=str)
def test_an_expression_takes_no_longer_than_its_text(one: Expression) -> None:
    assert slow_text(one) is None


@pytest.mark.parametrize(
    "pattern",
    [
        r"<!--.*?-->",
        r"\s*x",
        r"(a+)+$",
        r"<meta\s[^>]*name=",
        r"(\w+)=\"([^\"]*)\"",
        r"<p>(class=\"x\".*?</p>)</p>",
        r"\*\*(.*)\*\*$",
    ],
)
def test_a_slow_expression_is_found(pattern: str) -> None:
    looking = Expression("here", re.compile(pattern, re.DOTALL), frozenset(("search",)))

    assert slow_text(looking, 22 if "+)+" in pattern else SIGNS) is not None


_OLD_SPAN = re.compile(
    r"(?<![\\`])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)", re.DOTALL
)
"""A code span as one regular expression, which is slow."""


@given(
    st.lists(
        st.sampled_from(["`", "``", "```", "\\", "a", "\n", "\t", " ", "x\n\n", "`a"]), max_size=30
    )
)
def test_code_spans_are_those_of_one_slow_expression(pieces: list[str]) -> None:
    text = "".join(pieces)

    assert [*_spans(text)] == [match.span() for match in _OLD_SPAN.finditer(text)]


LONG = 100_000
PUMPS = (
    *("a", " ", "\n", "\t", "1", ".", "-", "=", "*", "`", "<", ">", "(", "[", "{", '"', "'", "\\"),
    *("<!--", "<!-- `", "` `` ", "`a\n\n", "``a`", "```\n", "~~~\n```\n", "<author ", "<date>"),
    *('<author :author="author"></author>', '<date :date="date">\n', "# \n", "#  ", "a\n==\n"),
    *("<meta ", '<meta name="og:title" ', "<data ", "</time", '<data value="" title="">'),
    *(
        "<a>",
        f"<a>{CALL}",
        f"<a>{CALL}</a>",
        f'<i title="{CALL}">',
        f"<script>{CALL}",
        f"[{CALL}](x)",
    ),
    *('<p><figure class="osai-figure"', '<p><table class="osai-table"', "<p></figure></p>"),
    *("<% ", "<% raw %>", "<% raw ", "<# ", "%>", "#>", "<% if osai %>", "<%-\n", "{{ osai . "),
    *("- ", "1. ", "> ", "# - National origin:", "https://", "h", "https://a.org, ", "a.", "a,"),
    *("**a", "_Line 1 in", "_E_: ", "osai.pie(", "osai.pie(id=", "osai.pie(()", "---\n", "2024-"),
    *("\u0301", "\u200b", "&#64;", "x=", 'x="', "a: ", "- a\n", "? ", "%", "! ", "#\n", "=1;", ";"),
)


def _guarded(text: str) -> None:
    env = Environment(  # noqa: S701 - Markdown
        *("<%", "%>", "<<", ">>", "<#", "#>")
    )
    escape_templates(text, env, {"osai"}, lambda *_: "")


def _parsed(text: str) -> None:
    with suppress(UnreadableFile):
        parse(text.encode())


def _read(text: str) -> None:
    with suppress(AuthorError):
        parse_claim(text)


READERS: dict[str, Callable[[str], object]] = {
    "code": code_regions,
    "guard": _guarded,
    "plain places": lambda text: plain_places(f"{CALL}{text}{CALL}", [0, len(text) + 1]),
    "plain places of calls": lambda text: plain_places(
        text + CALL, [*range(0, len(text), 20), len(text)]
    ),
    "byline": lambda text: with_byline(text, {"author": "A", "date": "2024-01-01"}),
    "byline of tags": lambda text: with_byline(text + '<author :author="author"/>', {}),
    "line under a title": lambda text: under_title(text, "line"),
    "title": lambda text: under_title(f"x\n\n{text}\n# A", "line"),
    "internal markup": lambda text: without_internal_markup(text, lambda *_: ""),
    "cards": _META_NAME.findall,
    "front matter": _plain,
    "figures": with_blocks,
    "dates": read_date,
    "error pages": from_error_page,
    "anchors": _anchors,
    "lines above": _lines_above,
    "lines of front matter": lambda text: _lines_above(f"---\n{text}"),
    "YAML": _parsed,
    "tags": tags_in_comments,
    "tags below a comment": lambda text: tags_in_comments(f"# {text}"),
    "tags that are lost": lambda text: lost_in_comments(f"# training compute {text}"),
    "training compute": normalizers.compute,
    "remarks on training compute": lambda text: normalizers.compute(f"1e+23 FLOP ({text}"),
    "licences by part": lambda text: [*parts_of(f"Weights: {text}")],
    "state of a licence": lambda text: LicensePart(text).state,
    "links": normalizers.links,
    "link": normalizers.link,
    "dates of files": normalizers.release_date,
    "types": normalizers.types,
    "texts": normalizers.text,
    "dead links": lambda text: doubt(f"https://a.org/{text}"),
    "one line": one_line,
    "id": id_from,
    "trees of git": lambda text: entries(text.encode(), 20),
    "claims": _read,
    "words": lambda text: plain(text[:200]),
    "Markdown": escape_markdown,
    "comments": github_markdown,
    "terminal": terminal_line,
    "anchors of names": file_name,
    "addresses": _stem,
    "CSV": lambda text: to_csv(["a"], [[text]]),
    "labels": lambda text: wrap(chart_label(text), 100, 11),
    "suggestions": lambda text: nearest(text, ["osai", "a" * 60]),
}
"""Functions that read a text of any length."""


@pytest.mark.parametrize("reader", READERS)
def test_a_long_text_is_parsed_quickly(reader: str) -> None:
    slow = {}
    for pump in PUMPS:
        text = pump * (LONG // len(pump))
        began = time.process_time()
        READERS[reader](text)
        took: Any = time.process_time() - began
        if took > 2:
            slow[pump] = round(took, 1)

    assert slow == {}
