"""Normalize values whose meaning is clear, such as `Open`, `2024 NOV` or `hhttps://…`.

The files of the public index have many of them. Each function takes one value and returns the form
that the schema accepts, or None if the meaning is not clear. The reader reports each such value.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mkdocs_osai.index.bounds import CONTROL, MOST_LINK
from mkdocs_osai.index.compute import NotUnderstood, canonical
from mkdocs_osai.index.criteria import CLASSES, PERFORMANCE_CLASSES, TYPES
from mkdocs_osai.index.yaml_document import Tree

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def one_of(*allowed: str) -> Callable[[Tree], Tree]:
    """Normalize the case of a word and the spaces around it."""

    def normalize(value: Tree) -> Tree:
        folded = value.strip().casefold() if isinstance(value, str) else None
        return folded if folded in allowed else None

    return normalize


def types(value: Tree) -> Tree:
    """Normalize a list of types: case, spaces, empty items, repetitions.

    Example:
        >>> types("Text, code,"), types("text, txet")
        (['text', 'code'], None)
    """
    places = value.split(",") if isinstance(value, str) else value
    if not isinstance(places, list):
        return None
    words = [p.strip().casefold() if isinstance(p, str) else p for p in places if p]
    known = [t for t in TYPES if t in words]
    return [*known] if known and all(w in TYPES for w in words if w) else None


def link(value: Tree) -> Tree:
    """Normalize a web address: `hhttps://` and a missing scheme.

    Example:
        >>> link("hhttps://tilde.ai"), link("tilde.ai/x"), link("see the paper")
        ('https://tilde.ai', 'https://tilde.ai/x', None)
    """
    if not isinstance(value, str) or len(value) > MOST_LINK:
        return None
    text = value.strip()
    if match := re.fullmatch(r"h*t+ps?(s?):/+([^\s/:]\S*)", text, re.IGNORECASE):
        secure = text.casefold().partition(":")[0].endswith("s")
        return f"http{'s' if secure else ''}://{match[2]}"
    if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}(/\S*)?", text, re.IGNORECASE):
        return f"https://{text}"
    return None


def links(value: Tree) -> Tree:
    """Normalize a list of web addresses, or a text of several with commas between them.

    Example:
        >>> links("https://a.org, https://b.org")
        ['https://a.org', 'https://b.org']
    """
    places = [*separate_links(value)] if isinstance(value, str) else value
    if not isinstance(places, list):
        return None
    read_as = [link(v) for v in places if v]
    return None if None in read_as else read_as


def separate_links(text: str) -> list[str]:
    """The web addresses in a text, with commas or spaces between them.

    Example:
        >>> separate_links("https://a.org/x,y, https://b.org")
        ['https://a.org/x,y', 'https://b.org']
    """
    return [part.strip(", \n") for part in re.split(r"(?<=[,\s])(?=h?https?://)", text)]


def release_date(value: Tree) -> Tree:
    """Normalize a date: the English name of a month, a month or day without leading zero.

    Example:
        >>> release_date("2024 NOV"), release_date("2024-7"), release_date("2025-012")
        ('2024-11', '2024-07', None)
    """
    if not isinstance(value, str):
        return None
    if match := re.fullmatch(r"([0-9]{4})[-/. ]([0-9]{1,2})(?:[-/. ]([0-9]{1,2}))?", value):
        return "-".join(part.zfill(2) for part in match.groups() if part)
    by_name = re.fullmatch(
        r"(?:([0-9]{4})[ ,-]+)?([a-z]{3,9})\.?(?:[ ,-]+([0-9]{4}))?", value.casefold()
    )
    if by_name and bool(by_name[1]) != bool(by_name[3]) and by_name[2][:3] in MONTHS:
        return f"{by_name[1] or by_name[3]}-{MONTHS.index(by_name[2][:3]) + 1:02}"
    return None


def text(value: Tree) -> Tree:
    r"""Normalize a text: a list is joined, control characters become spaces.

    Example:
        >>> text(["Apache 2.0", "MIT"]), text("a\0b")
        ('Apache 2.0, MIT', 'a b')
    """
    if isinstance(value, list) and value and all(isinstance(v, str) for v in value):
        value = ", ".join(str(v) for v in value)
    return re.sub(CONTROL, " ", value).strip() or None if isinstance(value, str) else None


def compute(value: Tree) -> Tree:
    """Normalize a text of training compute: the unit, exponents, words for signs.

    Example:
        >>> compute("at least 1.2e022"), compute("a lot")
        ('>= 1.2e+22 FLOP', None)
    """
    try:
        return canonical(" ".join(value.split())) if isinstance(value, str) else None
    except NotUnderstood:
        return None


NORMALIZERS: dict[str, Callable[[Tree], Tree]] = {
    "class": one_of(*CLASSES),
    "performanceclass": one_of(*PERFORMANCE_CLASSES),
    "type": types,
    "link": links,
    "releasedate": release_date,
    "basemodel": compute,
    "endmodel": compute,
}
"""Key → the function that normalizes its values; the values of other keys are texts."""

OTHER_KEYS = {("system", "endmodel license"): "endmodellicense"}
"""(section, key) → the right key."""

_OTHER_SECTIONS = {"project": "system"}
"""Section → its right name; the first commits of the public database have the other one."""


def other_section(name: str) -> str | None:
    """The section with this other name.

    Example:
        >>> other_section("Project"), other_section("system")
        ('system', None)
    """
    return _OTHER_SECTIONS.get(" ".join(name.split()).casefold())


COMPUTE_ALLOWED = (
    "write 'unknown', '-', or a figure such as '~4.08e+23 FLOP +- 0.5 OoM (hardware figures)'"
)

ALLOWED: dict[str, str] = {
    "class": "allowed are 'open', 'partial', 'closed'",
    "performanceclass": "allowed are 'full', 'latest', 'limited'",
    "type": "allowed are " + ", ".join(f"'{t}'" for t in TYPES) + ", with commas between several",
    "link": "write an address that starts with https://, or a list of them in brackets",
    "releasedate": "write it as 2024-07 or 2024-07-01",
    **dict.fromkeys(("basemodel", "endmodel"), COMPUTE_ALLOWED),
}
"""Key → the allowed values, for messages."""
