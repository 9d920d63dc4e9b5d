"""The tags that public files keep in the comments above their first key."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TAG = re.compile(
    r"#[ \t]*(?:-[ \t]*)?(national origin|contributor type)[ \t]*:(.*)",
    re.IGNORECASE,
)
_KEYS = {"national origin": "origin", "contributor type": "contributor"}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag in a comment: the key of `org` it stands for, its value, its line from 1."""

    key: str
    value: str
    line: int


def tags_in_comments(text: str) -> list[Tag]:
    r"""The tags in the comments before the first key of a file.

    Args:
        text: the whole file, with `\n` at the end of its lines.

    Returns:
        A tag for each comment that has a value, in the order of the file.

    Example:
        >>> tags_in_comments("---\n# - National origin: China\nsystem:")
        [Tag(key='origin', value='China', line=2)]
    """
    tags = []
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped and not stripped.startswith(("#", "---", "%")):
            break
        match = _TAG.fullmatch(stripped)
        if match and match[2].strip():
            tags.append(Tag(_KEYS[match[1].casefold()], match[2].strip(), number))
    return tags
