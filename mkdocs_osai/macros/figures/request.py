"""Numbers that a figure asks for, computed when they are first needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

from mkdocs_osai.stats import Index, Result
from mkdocs_osai.stats.selection.selection import select

S = TypeVar("S", bound=Result)

_PLAIN = (str, int, float, bool, type(None), dt.date, dt.datetime)


@dataclass(frozen=True)
class Request:
    """Numbers, and what they are known by before they are computed.

    Attributes:
        compute: computes them.
        known_by: a request with the same has the same numbers; empty if that cannot be told.

    Example:
        >>> from mkdocs_osai import load
        >>> index = load("models")
        >>> Request(lambda: index.tally("academic")).numbers.n
        191
    """

    compute: Callable[[], Result]
    known_by: str = ""

    @cached_property
    def numbers(self) -> Result:
        """The numbers.

        Raises:
            UnknownName: a dimension, argument or category that is not there.
            AuthorError: an argument that makes no sense.
        """
        return self.compute()


def request(index: Index, call: partial[S], words: Mapping[str, object]) -> Request:
    """What a macro asks of an index.

    Args:
        index: the index.
        call: a method of `Index` with its arguments by name, but for the selection.
        words: the selection, by name.

    Example:
        >>> from mkdocs_osai import load
        >>> asked = request(load("models"), partial(Index.tally, dimension="academic"), {})
        >>> asked.numbers.n
        191
    """

    def computed() -> Result:
        select(index, words)  # a word that selects nothing could be an argument of the method
        return call(index, **words)

    if not (index.known_by and _plain(call.keywords) and _plain(words)):
        return Request(computed)
    told = (index.known_by, call.func.__name__, call.keywords, dict(words))
    return Request(computed, repr(told))


def _plain(value: object) -> bool:
    """Whether the repr of a value says all that it is."""
    if isinstance(value, Mapping):
        return all(_plain(key) and _plain(one) for key, one in value.items())
    if type(value) in (list, tuple):
        return all(map(_plain, value))  # type: ignore[call-overload]
    return type(value) in _PLAIN
