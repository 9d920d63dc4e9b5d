"""Hostile texts and models."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mkdocs_osai.index import TYPES
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.stats import Index
from tests.builders import a_model, an_index

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "javascript:alert(1)",
    "](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "[x]: https://evil.example",
    "| a | b |\n|---|---|",
    "\n\n# Title\n\n",
    "<< osai.n() >>",
    "{{ 7*7 }}",
    "<% if x %>",
    "<# x #>",
    "{: onclick=alert(1) }",
    "{ onclick=alert(1) }",
    "]]><svg onload=alert(1)>",
    "&lt;script&gt;",
    "&#60;script&#62;",
    "--><script>",
    "</title><script>",
    "</table></figure>",
    "`` ` ``",
    "```\n~~~",
    "\\`*_{}[]()#+-.!|",
    "=cmd|'/c calc'!A0",
    "+1-1@SUM(A1)",
    "\t=1",
    "../../etc/passwd",
    "..\\..\\x",
    "/absolute",
    "index",
    "CON",
    ".",
    "-",
    "\u202eevil\u202c",
    "\u2066a\u2069",
    "a\0b",
    "\x1b[31mred",
    "\x85\u2028\u2029",
    "\ufeff",
    "e\u0301" + "\u0301" * 40,
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\u0130\u0131\u1e9e\ufb01",
    "x" * 300,
    "x " * 150,
    "\u4e2d\u6587" * 100,
    "https://a.org/x) [y](javascript:z",
    "https://[::1",
    "https://user:pass@host:99999/",
    "%00%2e%2e%2f",
    "None",
    "Other",
    "Undisclosed",
    "true",
    "*" * 40,
    "a" * 30 + "!",
    "",
    " ",
)

TEXTS = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(max_size=20),
    st.builds("".join, st.lists(st.sampled_from(PAYLOADS), max_size=3)),
    st.sampled_from(("China", "France", "A lab", "Academic", "Non-academic (Company)")),
)

_MAYBE = st.one_of(st.none(), TEXTS)

MODELS = st.fixed_dictionaries(
    {"id": TEXTS},
    optional={
        "name": TEXTS,
        "origin": _MAYBE,
        "organization": _MAYBE,
        "contributor": _MAYBE,
        "license": _MAYBE,
        "base_model": _MAYBE,
        "end_model": _MAYBE,
        "links": st.lists(TEXTS, max_size=2).map(tuple),
        "organization_links": st.lists(TEXTS, max_size=2).map(tuple),
        "aliases": st.lists(TEXTS, max_size=2).map(tuple),
        "types": st.lists(st.sampled_from(TYPES), unique=True).map(tuple),
        "performance_class": st.sampled_from((None, "full", "latest", "limited")),
        "released": st.sampled_from(
            (None, "1000", "2024", "2024-07", "2024-07-31", "2023-12", "2999-12-31", "2025-01-01")
        ),
        "classes": st.dictionaries(
            st.sampled_from([c.ref for c in BUILT_IN]),
            st.sampled_from((None, "open", "partial", "closed")),
            max_size=4,
        ),
    },
)
"""The words of `a_model`."""


def index_of(models: list[dict[str, Any]]) -> Index:
    """An index of such models; of those with one id the first counts, as in a folder."""
    by_id: dict[str, dict[str, Any]] = {}
    for model in models:
        by_id.setdefault(model["id"], model)
    return an_index(*(a_model(**model) for model in by_id.values()))
