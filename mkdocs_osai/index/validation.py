"""The values of a file held to its schema, each one that does not fit reported."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from mkdocs_osai.index import normalizers
from mkdocs_osai.index.bounds import MOST_ALIASES, MOST_LINKS, MOST_NAME, MOST_TEXT
from mkdocs_osai.index.compute import NotUnderstood, read_compute
from mkdocs_osai.index.diagnostics import FileDiagnostics, Place, Rule, quoted
from mkdocs_osai.index.schema import ModelFile
from mkdocs_osai.index.yaml_document import Tree
from mkdocs_osai.problems import Level, nearest, suggestion

_KINDS = {
    "class": ("a class", "; it counts as not open"),
    "type": ("a type", ""),
    "performanceclass": ("a performance class", ""),
    "releasedate": ("a release date", ""),
    "link": ("a web address", ""),
    "basemodel": ("a figure of training compute", ""),
    "endmodel": ("a figure of training compute", ""),
}


def validated(tree: Mapping[str, Tree], findings: FileDiagnostics) -> ModelFile:
    """Validate a file; values that are not valid are normalized or left out, and reported."""
    try:
        return ModelFile.model_validate(tree)
    except ValidationError as error:
        places = {_value_at(one["loc"]) for one in error.errors(include_url=False)}
    fitting: dict[str, Any] = {
        name: {**keys} if isinstance(keys, dict) else keys for name, keys in tree.items()
    }
    for place in sorted(places, key=str):
        name, *key = map(str, place)
        section = fitting[name]
        if key and isinstance(section, dict):
            section[key[0]] = _normalized(place, section[key[0]], findings)
        elif place == ("aliases",) and isinstance(section, list):
            fitting[name] = _good_aliases(section, findings)
        else:
            findings.add(Rule.VALUE, *_complaint(place, section), place)
            fitting[name] = None
    return ModelFile.model_validate(fitting)


def _good_aliases(names: Sequence[Tree], findings: FileDiagnostics) -> list[Tree]:
    """The valid earlier names, at most `MOST_ALIASES`."""
    good: list[Tree] = []
    for name in names:
        if name and _fits(("aliases",), [name]):
            good.append(name)
        else:
            what, hint = f"{quoted(name)} is no name", "write letters or other visible characters"
            if isinstance(name, str) and len(name) > MOST_NAME:
                what, hint = _complaint(("aliases", ""), name)
            findings.add(Rule.VALUE, what, hint, ("aliases",))
    if len(good) > MOST_ALIASES:
        what, hint = f"{len(good):,} earlier names of one model", f"keep {MOST_ALIASES}"
        findings.add(Rule.VALUE, what, hint, ("aliases",))
    return good[:MOST_ALIASES]


def _value_at(loc: tuple[int | str, ...]) -> Place:
    """The section, or the key of a section, whose value is wrong."""
    return tuple(loc[:2]) if len(loc) > 1 and isinstance(loc[1], str) else tuple(loc[:1])


def _normalized(place: Place, value: Tree, findings: FileDiagnostics) -> Tree:
    """The valid form of a value, or of the valid parts of a list; None if there is none."""
    normalize = normalizers.NORMALIZERS.get(str(place[-1]), normalizers.text)
    right, wrong = normalize(value), [] if _fits(place, normalize(value)) else [value]
    parts = _parts(place, value)
    if wrong and 0 < len(parts) <= MOST_LINKS:
        found = [(part, normalize([part])) for part in parts]
        right = [m[0] for _, m in found if isinstance(m, list) and m and _fits(place, m)]
        wrong = [part for part, m in found if not m or not _fits(place, m)]
    if not wrong and right != _as_listed(place, value):
        read_as = quoted(right[0] if isinstance(right, list) and len(right) == 1 else right)
        what, how = f"{quoted(value)} is read as {read_as}", "write it like that"
        if quoted(value) == read_as:  # what differs cannot be seen
            what, how = f"{read_as} contains control characters", "remove them"
        findings.add(Rule.SPELLING, what, how, place, Level.WARNING)
        findings.read_as[place] = right
    for one in wrong:
        findings.add(Rule.VALUE, *_complaint(place, one), place)
    return right if _fits(place, right) else None


def _parts(place: Place, value: Tree) -> list[Tree]:
    """The items of a list of types or web addresses, which may be one text with commas."""
    if place[-1] not in ("type", "link"):
        return []
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return [part for part in value if part] if isinstance(value, list) else []


def _fits(place: Place, value: Tree) -> bool:
    tree = value
    for key in reversed(place):
        tree = {str(key): tree}
    try:
        ModelFile.model_validate(tree)
    except ValidationError:
        return False
    return value is not None


def _as_listed(place: Place, value: Tree) -> Tree:
    """The value, as a list if it is a text of web addresses with commas between them."""
    commas = place[-1] == "link" and isinstance(value, str) and "," in value
    return [*normalizers.separate_links(str(value))] if commas else value


def complaint_about_compute(text: str) -> str:
    """Why a text is no training compute, naming the part that was not understood."""
    try:
        read_compute(text)
    except NotUnderstood as error:
        return f"{quoted(text)} is not a figure of training compute: {error.what}"
    return f"{quoted(text)} is too long a text"


def _complaint(place: Place, value: Tree) -> tuple[str, str]:
    """The message for a value that is not valid, and the allowed values."""
    key = str(place[-1])
    if place == ("aliases",):
        return f"{quoted(value)} is not a list of names", "write them in brackets"
    if len(place) == 1:
        return f"{quoted(value)} is not a section", "write its keys below it"
    if key not in _KINDS and isinstance(value, str):
        most = MOST_TEXT if key == "notes" else MOST_NAME
        return f"{quoted(value)} is too long a text", f"write at most {most:,} characters"
    if isinstance(value, str) and key in ("basemodel", "endmodel"):
        return complaint_about_compute(value), normalizers.ALLOWED[key]
    kind, effect = _KINDS.get(key, ("a text", ""))
    what = f"{quoted(value)} is not {kind}{effect}"
    allowed = normalizers.ALLOWED.get(key, "write one text")
    words = re.findall(r"'(\w+)'", allowed)
    if isinstance(value, str) and words and nearest(value, words):
        return what, f"{suggestion(value, words)} {allowed}"
    return what, allowed
