"""What all metadata files have in common, such as `_dimensions.yml`: how they are read and bounded.

How much they may say is in `bounds`, and the types of their texts are in `schema`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from mkdocs_osai.index.bounds import CONTROL
from mkdocs_osai.index.diagnostics import FileDiagnostics, Place, quoted
from mkdocs_osai.index.rules import Rule
from mkdocs_osai.index.yaml_document import Tree
from mkdocs_osai.problems import Level, suggestion

if TYPE_CHECKING:
    from pydantic import ValidationError

V = TypeVar("V")

_CONTROL = re.compile(CONTROL)


def tree_of(findings: FileDiagnostics, rule: Rule) -> Tree:
    """What a metadata file says, with a space for each control character, which is reported.

    Args:
        findings: the file; gets the reports.
        rule: what the file is held to.
    """

    def clean(value: Tree, place: Place) -> Tree:
        if isinstance(value, str):
            return text(value, place) or None
        if isinstance(value, list):
            return [clean(one, (*place, number)) for number, one in enumerate(value)]
        if isinstance(value, dict):
            return {text(key, (*place, key)): clean(v, (*place, key)) for key, v in value.items()}
        return value

    def text(value: str, place: Place) -> str:
        if not _CONTROL.search(value):
            return value
        what = f"{quoted(value)} holds control characters"
        findings.add(rule, what, "take them out", place, Level.WARNING)
        return _CONTROL.sub(" ", value).strip()

    return clean(findings.document.tree, ()) if findings.document else None


def first(
    findings: FileDiagnostics, rule: Rule, entries: Mapping[str, V], most: int, called: str
) -> dict[str, V]:
    """The entries of a metadata file, as many as are read; that there are more is reported.

    Args:
        findings: the file; gets the report.
        rule: what the file is held to.
        entries: all of them.
        most: how many are read.
        called: what they are, such as "dimensions".
    """
    if len(entries) > most:
        what = f"{len(entries):,} {called}, of which the first {most} are read"
        findings.add(rule, what, f"keep at most {most}", ([*entries][most],))
    return dict(islice(entries.items(), most))


def report(
    findings: FileDiagnostics,
    error: ValidationError,
    rule: Rule,
    within: Place = (),
    known: Mapping[str, object] | None = None,
) -> set[str | int]:
    """Report what does not fit in a metadata file.

    Args:
        findings: the file; gets the reports.
        error: what does not fit.
        rule: what the file is held to.
        within: the place of what was validated.
        known: the keys there are, for the nearest one.

    Returns:
        The first key of each place.
    """
    wrong = error.errors(include_url=False)
    for one in wrong:
        place = tuple(key for key in one["loc"] if key != "[key]")  # pydantic's word for a key
        what, hint = _complaint(one)
        if one["type"] == "extra_forbidden" and known:
            hint = suggestion(str(place[-1]), known)
        findings.add(rule, what, hint, (*within, *place))
    return {one["loc"][0] for one in wrong if one["loc"]}


def _complaint(error: Any) -> tuple[str, str]:
    """What is wrong, by what pydantic says of it, and what to do."""
    value, context = quoted(error["input"]), error.get("ctx", {})
    if error["type"] == "string_too_long":
        return f"{value} is too long a text", f"write at most {context['max_length']:,} characters"
    if error["type"] == "too_long":
        return f"{len(error['input']):,} entries", f"keep at most {context['max_length']:,}"
    expected = {"model_type": "keys", "dict_type": "keys", "list_type": "a list"}
    if error["type"] in expected:
        return f"{value} stands where {expected[error['type']]} should", ""
    plain = {"extra_forbidden": "nothing reads this", "missing": "the key is missing"}
    return plain.get(error["type"], f"{value}: {error['msg']}"), ""
