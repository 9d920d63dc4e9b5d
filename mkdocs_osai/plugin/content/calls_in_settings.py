"""Calls where no template is run: in mkdocs.yml, and in the front matter of pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_osai.macros.templates.escaping import mentions
from mkdocs_osai.problems import quote

KEYS = ("site_name", "site_description", "site_author", "copyright", "nav", "extra")
"""The keys of mkdocs.yml that themes print."""

HINT = "write it in the text of a page"

Complain = Callable[[int, str, str], str]
"""(line from 1, problem, hint) → the text to show instead."""


def without_calls_in_site(site: MkDocsConfig, delimiters: tuple[str, str], fail: Complain) -> None:
    """Replace the calls in what themes print of mkdocs.yml, and report each."""
    source = ""
    for key in KEYS:
        value = site.get(key)
        if not mentions(str(value)):
            continue
        if not source:
            with suppress(OSError, ValueError):
                source = Path(site.config_file_path).read_text("utf-8")
        if isinstance(value, MutableMapping):  # `extra`, which is a part of the configuration
            for name, one in value.items():
                value[name] = _without(one, key, source, delimiters, fail)
        else:
            site[key] = _without(value, key, source, delimiters, fail)


def without_calls_in_meta(
    meta: dict[str, Any], source: str, delimiters: tuple[str, str], fail: Complain
) -> dict[str, Any]:
    """Front matter without the calls in it, each of which is reported."""
    found = {key: value for key, value in meta.items() if mentions(str(value))}
    return {
        **meta,
        **{key: _without(value, key, source, delimiters, fail) for key, value in found.items()},
    }


def _without(value: Any, key: str, source: str, delimiters: tuple[str, str], fail: Complain) -> Any:
    """A value without its calls."""
    if isinstance(value, dict):
        return {  # in `nav`, a title is the key of a path
            _without(k, key, source, delimiters, fail): _without(v, key, source, delimiters, fail)
            for k, v in value.items()
        }
    if isinstance(value, list):
        return [_without(one, key, source, delimiters, fail) for one in value]
    if not isinstance(value, str):
        return value
    for call in dict.fromkeys(_calls(value, delimiters)):
        start = max(source.find(f"\n{key}"), 0)
        place = source.find(call, start)
        line = source.count("\n", 0, place if place >= 0 else start + 1) + 1
        value = value.replace(call, fail(line, f"{quote(call)} is not run in {quote(key)}", HINT))
    return value


def _calls(text: str, delimiters: tuple[str, str]) -> Iterator[str]:
    for start, end in dict.fromkeys((delimiters, ("<<", ">>"))):
        for found in re.finditer(rf"{re.escape(start)}[-+]?\s{{0,9}}osai\s{{0,9}}\.", text):
            last = text.find(end, found.end())
            if last < 0:
                break
            yield text[found.start() : last + len(end)]
