"""The facts that the public files keep in comments: tags of the organisation, training compute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_osai.index.diagnostics import FileDiagnostics, Rule
from mkdocs_osai.problems import Level, quote

_TAG = re.compile(r"#[ \t]*(?:-[ \t]*)?([A-Za-z][A-Za-z \t]{0,60})[ \t]*:(.*)")
_PLACES = {
    "national origin": ("org", "origin"),
    "contributor type": ("org", "contributor"),
    "base model training compute": ("compute", "basemodel"),
    "end model training compute": ("compute", "endmodel"),
}
"""The name of a tag → the section and the key that it sets."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in a comment: the section and the key that it sets, its value, its line from 1."""

    section: str
    key: str
    value: str
    line: int


def tags_in_comments(text: str) -> list[Tag]:
    r"""The tags with a value in the comments before the first key, in their order.

    Example:
        >>> tags_in_comments("---\n# - National origin: China\nsystem:")
        [Tag(section='org', key='origin', value='China', line=2)]
    """
    tags = []
    for number, line in _head(text):
        match = _TAG.fullmatch(line)
        place = _PLACES.get(" ".join(match[1].split()).casefold()) if match else None
        if match and place and match[2].strip():
            tags.append(Tag(*place, match[2].strip(), number))
    return tags


def line_in_comments(text: str, place: tuple[str | int, ...]) -> int | None:
    r"""The line of the comment that sets a key, given as section and key; None if there is none.

    Example:
        >>> line_in_comments("---\n# - National origin: China\n", ("org", "origin"))
        2
    """
    tags = tags_in_comments(text)
    return next((tag.line for tag in tags if (tag.section, tag.key) == place), None)


def lost_in_comments(text: str) -> list[int]:
    r"""The lines of comments that look like training compute, and are not read as such.

    Example:
        >>> lost_in_comments("# Base compute: 1e23\nsystem:\n  # End model training compute: 2e21")
        [1, 3]
    """
    if "#" not in text:
        return []
    read = {tag.line for tag in tags_in_comments(text)}
    lines = ((n, line.strip()) for n, line in enumerate(text.split("\n"), 1) if "#" in line)
    return [n for n, line in lines if n not in read and _looks_like_compute(line)]


def _looks_like_compute(line: str) -> bool:
    """Whether a line is a comment that has the word, a colon and then a digit."""
    if not line.startswith("#"):
        return False
    name, _, value = line.partition(":")
    words = name.removeprefix("#").casefold().split()
    return "compute" in words and any(c.isdigit() for c in value)


def report_contradiction(findings: FileDiagnostics, tag: Tag, counts: str) -> None:
    """Report that a comment says something else than what counts."""
    what = f"the comment says {quote(tag.value)}, but {quote(counts)} counts"
    place = (tag.section, tag.key)
    findings.add(Rule.TAGS, what, "keep one of them", place, Level.WARNING, line=tag.line)


def _head(text: str) -> Iterator[tuple[int, str]]:
    """The lines before the first key, with their numbers, without spaces around them."""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith(("#", "---", "%")):
            return
        yield number, stripped
