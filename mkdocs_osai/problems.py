"""Problems and errors, and how messages quote names and values.

A `Problem` has a file and a line; problems are collected, and the work continues. An `OsaiError`
ends one call or command.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Level(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """Something cannot be read, or is false."""
    WARNING = "warning"
    """Something is read differently than it is written, or is missing."""
    ADVICE = "advice"
    """Something could be better."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A problem at one place, and how to fix it.

    Example:
        >>> print(Problem("x.yaml", 7, "'opem' is not a class", "write 'open'", "code.class"))
        x.yaml:7: code.class: 'opem' is not a class; write 'open'
    """

    path: str
    line: int
    what: str
    hint: str = ""
    field: str = ""
    level: Level = Level.ERROR
    rule: str = ""

    def __str__(self) -> str:
        field = f"{self.field}: " if self.field else ""
        hint = f"; {self.hint}" if self.hint else ""
        return f"{self.path}:{self.line}: {field}{self.what}{hint}"


class OsaiError(Exception):
    """Something cannot be done; `hint` says what to do instead.

    Example:
        >>> str(OsaiError("no folder 'modles'", "name one that exists"))
        "no folder 'modles'; name one that exists"
    """

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what, hint)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.what}; {self.hint}" if self.hint else self.what


class IndexNotFound(OsaiError):  # noqa: N818 - the name says it
    """The folder of models does not exist or cannot be read."""


class AuthorError(OsaiError):
    """A call cannot be answered, such as one for a pie of parts that overlap."""


class UnknownName(OsaiError):  # noqa: N818 - the name says it
    """An unknown name; the message suggests the nearest that exists.

    Example:
        >>> str(UnknownName("dimension", "national_origin", ["national_origins", "types"]))
        "unknown dimension 'national_origin'; did you mean 'national_origins'?"
    """

    def __init__(
        self,
        kind: str,
        name: object,
        allowed: Iterable[str],
        also: Mapping[str, str] = MappingProxyType({}),
        *,
        hint: str = "",
    ) -> None:
        self.kind = kind
        self.name = name
        self.allowed = tuple(allowed)
        self.also = also
        hint = hint or suggestion(str(name), self.allowed, also=also)
        super().__init__(f"unknown {kind} {quote(name)}", hint)


def one_of(kind: str, name: object, allowed: Iterable[str]) -> str:
    """Return a name, or raise `UnknownName` if it is not allowed."""
    names = tuple(allowed)
    if not isinstance(name, str) or name not in names:
        raise UnknownName(kind, name, names)
    return name


def nearest(name: str, allowed: Iterable[str]) -> str | None:
    """The allowed name that is most similar to `name`, or None if none is similar.

    Example:
        >>> nearest("Untied states", ["United States", "China"])
        'United States'
    """
    by_folded: dict[str, str] = {}
    for candidate in allowed:
        by_folded.setdefault(candidate.casefold(), candidate)
    folded = name[:200].casefold()
    close = difflib.get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    if not close and len(folded) > 2:
        close = sorted((c for c in by_folded if folded in c), key=lambda c: (len(c), c))[:1]
    return by_folded[close[0]] if close else None


def suggestion(
    name: str,
    allowed: Iterable[str],
    most: int = 12,
    also: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """A hint: the nearest name, or else the list of allowed names.

    Example:
        >>> suggestion("fulll", ["full", "latest", "limited"])
        "did you mean 'full'?"
        >>> suggestion("zzz", ["full", "latest", "limited"])
        "allowed are 'full', 'latest', 'limited'"
    """
    names = list(allowed)
    near = also.get(name.casefold().strip())
    if near is None or near not in names:
        near = nearest(name, names)
    if near is not None:
        return f"did you mean {quote(near)}?"
    if not names:
        return "there is none to choose from"
    return f"allowed are {listed(names, most)}"


def listed(names: Sequence[str], most: int = 12) -> str:
    """Names as a message lists them, with the number of those left out.

    Example:
        >>> listed(["a", "b", "c"], most=2), listed([])
        ("'a', 'b' and 1 more", 'none')
    """
    text = ", ".join(quote(n) for n in names[:most])
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return text + more or "none"


def quote(value: object, most: int = 80) -> str:
    r"""A value in quotes for a message: on one line, shortened, without control characters.

    A number, a truth value and None have no quotes.

    Example:
        >>> quote("a\tb"), quote(0)
        ("'a b'", '0')
    """
    if value is None or isinstance(value, int | float):
        return str(value)[:most]
    text = "".join(c if c.isprintable() else " " for c in str(value)[: most + 1])
    return f"'{text[:most]}…'" if len(text) > most else f"'{text}'"
