"""Macros with arbitrary arguments return a result or a problem, and never data as markup."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import markdown as python_markdown
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Undefined

from mkdocs_osai.index import Model
from mkdocs_osai.macros import Figure, FigureRenderer, Missing, Osai, PageContext, macro_names
from mkdocs_osai.macros.evidence import Evidence
from mkdocs_osai.macros.inline_html import printing
from mkdocs_osai.macros.page_number import mark
from mkdocs_osai.macros.statements import Kind, Statement
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index, Quantity
from mkdocs_osai.stats.over_time import history_series
from mkdocs_osai.stats.results.history_series import HistorySeries
from mkdocs_osai.views.urls import page_urls
from tests.agreement.worlds import faults_raised
from tests.builders import a_model, an_index
from tests.charts.samples import earlier, history
from tests.fuzz.hostile import PAYLOADS, TEXTS
from tests.fuzz.settings import tries, within

MOST_SIGNS = 400_000
EXTENSIONS = ("attr_list", "md_in_html", "tables", "def_list", "admonition")

_BAD = [p for p in PAYLOADS if p.strip(" -./")]
INDEX = an_index(
    *(
        a_model(
            f"m{i}",
            name=payload,
            organization=_BAD[-i],
            origin=(payload, "China", "France", None)[i % 4],
            license=_BAD[i - 7],
            links=(_BAD[i - 3],),
            aliases=(f"{payload}{payload}",),
            released=("2024", "2024-07", "2023-12-31", None)[i % 4],
            types=(("text",), ("text", "code"), ("video",), ())[i % 4],
            classes={"code": ("open", "partial", "closed", None)[i % 4]},
        )
        for i, payload in enumerate(_BAD)
    ),
    date=dt.date(2026, 6, 12),
)
"""Models whose names, makers and licences are somebody's attempts."""

EARLIER, HISTORY, ADDRESSES = earlier(INDEX), history(INDEX), page_urls(INDEX)

THINGS: Mapping[str, object] = {
    "undefined": Undefined(name="x"),
    "missing": Missing("MARK"),
    "an object": object(),
    "a class": int,
    "a function": len,
    "nan": float("nan"),
    "infinity": float("inf"),
    "a huge number": 10**400,
    "a decimal": Decimal("0.1"),
    "a fraction": Fraction(1, 3),
    "a day": dt.date(2025, 6, 17),
    "the first day": dt.date.min,
    "a moment": dt.datetime(2025, 6, 17, tzinfo=dt.UTC),
    "bytes": b"\xff",
    "a set": {"a"},
    "a range": range(3),
    "a generator": (i for i in range(3)),
    "an exception": ValueError("x"),
    "a complex": 1j,
    "no": Quantity("count", 0, 9, what="models"),
    "a count": Quantity("count", 3, 9, what="models"),
    "a share": Quantity("share", 3, 9, what="models"),
    "a share of none": Quantity("share", 0, 9, what="models"),
    "a rank": Quantity("rank", 2, 9),
    "a score": Quantity("score", 2, number=Fraction(1, 2), basis_text="it"),
    "a comparison": Quantity("score", 2, number=Fraction(1, 2), basis_text="it") > 0.3,
}
"""Values that no text says, by a name; `Thing` stands for one."""

_NAMES = sorted({*INDEX.registry, *INDEX.registry.filters, "latest", "since", "until", "models"})
_WORDS = st.one_of(
    st.sampled_from(_NAMES),
    st.sampled_from(("min_score", "max_score", "exclude", "as_of", "m0", "m1", "China", "France")),
    st.sampled_from(("quarter", "month", "history", "openness", "share", "grid", "open", "Other")),
    st.sampled_from(("2024", "2024-07", "2025-06-17", "HEAD", "--upload-pack=x", "fig-1", "half")),
    TEXTS,
)
_ONE = st.one_of(
    _WORDS,
    _WORDS,
    st.none(),
    st.booleans(),
    st.integers(-3, 20),
    st.floats(),
    st.sampled_from(sorted(THINGS)).map(lambda name: ("thing", name)),
)
_ANY = st.one_of(
    _ONE,
    _ONE,
    st.recursive(
        _ONE,
        lambda inner: st.one_of(
            st.lists(inner, max_size=3), st.dictionaries(_WORDS, inner, max_size=2)
        ),
        max_leaves=5,
    ),
)
_KEYWORDS = st.one_of(
    st.sampled_from(
        (
            *(
                "words",
                "decimals",
                "groups",
                "other",
                "top",
                "order",
                "title",
                "caption",
                "alt",
                "id",
                "by",
            ),
            *("normalize", "most", "unit", "over", "measure", "cumulative", "since", "as_of"),
            *("view", "limit", "above", "below", "at_least", "at_most", "equals", "kind", "sort"),
            *("columns", "dimension", "model", "k", "name", "self", "x", "class"),
        )
    ),
    st.sampled_from(_NAMES),
)
_CALLS = st.tuples(
    st.sampled_from([*macro_names(Osai), "unknown"]),
    st.lists(_ANY, max_size=3),
    st.dictionaries(_KEYWORDS, _ANY, max_size=3),
    st.one_of(st.just({}), st.dictionaries(_KEYWORDS, _ANY, max_size=2)),
)
"""A macro, its arguments by place and by name, and what the page sets for all its calls."""


class FakePage(PageContext):
    """A page of a site that holds what is published and complained of."""

    def __init__(self, defaults: Mapping[str, object]) -> None:
        self.defaults = defaults
        self.complaints: list[tuple[str, str]] = []

    def index(self, as_of: object = None) -> Index:
        if as_of is None:
            return INDEX
        if isinstance(as_of, str | dt.date):
            return EARLIER
        raise AuthorError("no such day", "")

    def over_history(self, unit: str, as_of: object = None, **words: Any) -> HistorySeries:
        if unit != "quarter":
            raise AuthorError("no such unit", "")
        return history_series(HISTORY if as_of is None else HISTORY[:-1], unit, **words)

    def figure(self, figure: Figure) -> str:
        numbered = replace(figure, number=1)
        return FigureRenderer(("light", "dark")).render(numbered, lambda path, _: path)

    def address(self, model: Model) -> str | None:
        return ADDRESSES.model(model)

    def evidence(self, evidence: Evidence) -> str | None:
        return evidence.path

    def note(self, kind: Kind, state: Callable[[], Statement]) -> None:
        assert state().kind == kind

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:
        self.complaints.append((what, hint))
        return mark(what, hint) if instead is None else instead

    def advise(self, what: str, hint: str, *, of_past: bool = False) -> None:  # noqa: ARG002
        self.complaints.append((what, hint))


@tries(400)
@given(_CALLS)
@example(("model", [None], {}, {}))
@example(("rank", [0.0], {}, {}))
@example(("score", [[]], {}, {}))
@example(("compare", [("thing", "a set"), "m1"], {}, {}))
@example(("models", [None], {}, {}))
@example(("models", [[[]]], {}, {}))
@example(("models", ["origin"], {"sort": 1}, {}))
@example(("models", ["origin"], {"limit": "x"}, {}))
@example(("line", [[]], {}, {}))
@example(("database", [], {"view": []}, {}))
@example(("unknown", [], {"self": "x"}, {}))
@example(("count", ["national_origins"], {}, {}))
@example(("largest", ["types"], {"k": 2}, {}))
@example(("largest", ["types"], {}, {"dimension": "types"}))
@example(("pie", ["types"], {}, {"top": 3}))
@within(4)
def test_macros(call: tuple[str, list[Any], dict[str, Any], dict[str, Any]]) -> None:
    """Any call returns a result or a problem of one line, and escapes data."""
    name, arguments, keywords, defaults = call
    page = FakePage({word: _made(value) for word, value in defaults.items()})
    osai = Osai(lambda: page)
    with faults_raised():
        answer = getattr(osai, name)(
            *(_made(value) for value in arguments),
            **{word: _made(value) for word, value in keywords.items()},
        )
        printed = str(printing(lambda: page)(answer))

    for what, hint in page.complaints:
        assert what.isprintable(), what
        assert hint.isprintable(), hint
        assert len(what) + len(hint) < 2_000
    assert len(printed) < MOST_SIGNS
    if name not in ("claim", "ref"):  # whose words are the author's own
        _check_text(printed)


def _made(value: Any) -> Any:
    if isinstance(value, tuple):
        return THINGS[value[1]]
    if isinstance(value, list):
        return [_made(one) for one in value]
    if isinstance(value, dict):
        return {key: _made(one) for key, one in value.items()}
    return value


def _check_text(printed: str) -> None:
    """No payload stands in the Markdown as it is, and the HTML holds only what macros write."""
    printed.encode()
    for payload in PAYLOADS:
        if re.search(r"[<>\[\]{}`|\\*=]", payload) and not payload.isalnum():
            assert payload not in printed, payload
    if len(printed) < 20_000:
        check_html(printed)


def check_html(markdown: str) -> None:
    """The page holds no element, attribute or address that no macro writes."""
    _Checking().feed(python_markdown.markdown(markdown, extensions=[*EXTENSIONS]))


class _Checking(HTMLParser):
    """Raises for an element, an attribute or an address that no macro writes."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ELEMENTS, tag
        for name, value in attrs:
            assert name in _ATTRIBUTES or name.startswith(("data-", "aria-")), name
            if name in ("href", "src"):
                scheme = urlsplit(html.unescape(value or "")).scheme
                assert scheme in ("", "http", "https", "osai"), value


_ELEMENTS = frozenset(
    (
        *("p", "a", "img", "figure", "figcaption", "details", "summary", "table", "caption"),
        *("thead", "tbody", "tr", "th", "td", "strong", "em", "small", "span", "data", "time"),
        *("ul", "ol", "li", "h2", "h3", "code", "div", "br", "abbr", "dl", "dt", "dd", "i"),
        *("picture", "source"),
    )
)
_ATTRIBUTES = frozenset(
    (
        *("class", "id", "href", "src", "alt", "width", "height", "loading", "scope", "title"),
        *("value", "datetime", "role", "download", "colspan", "style", "tabindex", "markdown"),
        *("media", "srcset"),
    )
)
