"""Addresses of models and categories: on the site, each by itself, and always the same."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import unquote

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_osai.sanitize import (
    WORD_JOINER,
    EscapedText,
    escape_markdown,
    file_name,
    markdown_address,
    strip_html,
)
from mkdocs_osai.views.urls import SCHEME, badge_file, link, page_urls
from tests.builders import a_model, an_index
from tests.fuzz.hostile import MODELS, TEXTS, index_of
from tests.fuzz.settings import tries, within

_IDS = st.one_of(
    st.sampled_from(("a", "A", "\u212a", "k", "K")),
    TEXTS,
    st.sampled_from(("a", "A", "a-", "index", "README", "a b", "a/b", "\u212a")),
)


@tries(200)
@given(st.lists(st.one_of(st.fixed_dictionaries({"id": _IDS}), MODELS), max_size=8))
@example([{"id": "a"}, {"id": "A"}])
@example([{"id": "x" * 300}])
@example([{"id": "a", "organization": "x" * 20_000}])
@within(2)
def test_address(models: list[dict[str, Any]]) -> None:
    """No page takes another's place, leaves its folder, or moves when models come or go."""
    index = index_of(models)
    found = page_urls(index)

    sources = [*found.models.values(), *found.categories.values(), *found.redirects]
    folded = [source.casefold() for source in sources]
    assert len({*folded}) == len(folded)
    assert set(found.models) == {m.id for m in index.models}
    for source in [*sources, *found.overviews.values(), *map(badge_file, found.models.values())]:
        check_source(source)
    again = page_urls(index_of([*reversed(models)]))
    assert sorted(again.models) == sorted(found.models)
    for model in index.models:
        alone = page_urls(an_index(a_model(model.id))).models[model.id]
        source = found.models[model.id]
        assert alone == source or source.startswith(alone.removesuffix(".md"))
        assert again.models[model.id] == source
        assert found.model(model) == link(source)
    assert all(target in folded for target in map(str.casefold, found.redirects.values()))


@tries(300)
@given(TEXTS)
@within(2)
def test_text(raw: str) -> None:
    """A text of the data is inert, and a part of a file's name or an address is only that."""
    shown = escape_markdown(raw)
    assert not set("<>&\"'[](){}`*_|\\!~^=$%@:") & set(shown.replace("&#", "").replace(";", "")), (
        shown
    )
    assert shown.replace(WORD_JOINER, "").isprintable()
    assert not re.search("<[a-z/!?]", html.unescape(html.unescape(shown)), re.IGNORECASE)
    assert escape_markdown(strip_html(shown)) == " ".join(shown.split())
    assert EscapedText(raw) == raw
    assert set(file_name(raw)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
    address = markdown_address(raw.strip())
    assert address == "#" or address.startswith(("http://", "https://"))
    assert not set("<>\"'()[]{} `\\|") & set(address), address
    assert unquote(link(raw).removeprefix(SCHEME)) == raw.encode("utf-8", "replace").decode()


def check_source(source: str) -> None:
    """A path inside the site, of a file that any file system can hold."""
    parts = source.split("/")
    assert source.isascii()
    assert source.isprintable()
    assert all(part and part not in (".", "..") for part in parts), source
    assert not set(source) & set('\\:*?"<>|%#& '), source
    assert all(len(part) <= 255 for part in parts), source
