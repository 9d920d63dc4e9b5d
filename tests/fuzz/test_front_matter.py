"""Front matter of any kind: it sets what it says, or is complained of at its line."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from mkdocs_osai.macros.byline import read_date, with_byline
from mkdocs_osai.plugin.content.front_matter import FrontMatter, with_date
from tests.fuzz.hostile import PAYLOADS, TEXTS
from tests.fuzz.settings import tries, within
from tests.fuzz.test_macros import check_html

_KEYS = st.sampled_from(("osai", "title", "date", "author", "status", "description", "x", "as_of"))
_DATES = st.sampled_from(
    ("2025-06-09", "05-11-2024", "9 June 2025", "2025-13-01", "31.2.2024", "0000-00-00", "9" * 400)
)
_VALUES = st.one_of(
    TEXTS,
    _DATES,
    TEXTS.map(repr),
    st.sampled_from(("", "~", "{latest: true}", "[1, 2]", "{1: 2, a: *x}", "2025-06-09 25:00:00")),
    st.sampled_from(
        ("!!python/object/apply:os.system [x]", "&a [*a]", "1_0", "0x1", "|\n  a\n  b")
    ),
)
_BODIES = st.lists(
    st.one_of(
        st.sampled_from(("# Title\n", "Title\n===\n", "<author></author>", "<date/>", "`<date/>`")),
        st.sampled_from(("<author :author='x'>", "\n", "```\n", "Text ", "<!-- ", " -->")),
        st.sampled_from(PAYLOADS),
    ),
    max_size=5,
).map("".join)


@tries(250)
@given(st.tuples(st.lists(st.tuples(_KEYS, _VALUES), max_size=4), _BODIES))
@within(2)
def test_front_matter(post: tuple[list[tuple[str, str]], str]) -> None:
    """What a post sets is text or a selection, and what it cannot set is told in a line."""
    keys, body = post
    source = "\n".join(("---", *(f"{key}: {value}" for key, value in keys), "---", body))
    markdown, meta = get_data(source)
    told: list[tuple[int, str]] = []

    def complain(line: int, what: str, hint: str) -> str:
        told.append((line, f"{what}; {hint}"))
        return ""

    made: dict[str, Any] = {str(key): value for key, value in meta.items()}
    defaults = FrontMatter(made, source, complain).defaults()
    assert all(isinstance(key, str) for key in defaults)
    assert "osai" not in made
    lines = source.count("\n") + 1
    assert all(1 <= line <= lines and what.isprintable() for line, what in told), told
    date = read_date(made.get("date"))
    assert with_date(source, dt.date(2025, 6, 9)).count("\n") == source.count("\n")
    page = with_byline(markdown, made)
    if not markdown.strip():
        check_html(page)
    assert date is None or isinstance(date, dt.date)
