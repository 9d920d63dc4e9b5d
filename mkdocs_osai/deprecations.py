"""Arguments of calls that have a new name; the old one works until a day, with a notice."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from mkdocs_osai.problems import AuthorError, quote

P = ParamSpec("P")
T = TypeVar("T")

UNTIL = "1 December 2027"
"""The day from which old words are errors; the entry in CHANGELOG.md names it too."""


class Renamed(NamedTuple):
    """The new word for an argument.

    Attributes:
        argument: its name.
        value: the new value for an old one.
    """

    argument: str
    value: Callable[[object], object] = lambda value: value


def as_measure(normalize: object) -> object:
    """The `measure` that `normalize` was.

    Example:
        >>> as_measure(True), as_measure(None)
        ('share', 'models')
    """
    if normalize is None or isinstance(normalize, bool):
        return "share" if normalize else "models"
    return normalize  # the check of the measure reports it


def old_words(**renamed: Renamed | str) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Make a function accept old words for some of its arguments, with a DeprecationWarning.

    Args:
        **renamed: old word → the new one.

    Example:
        >>> @old_words(limit="top")
        ... def listed(top=3):
        ...     return top
        >>> with warnings.catch_warnings(action="ignore"):
        ...     listed(limit=5)
        5
    """
    words = {old: Renamed(new) if isinstance(new, str) else new for old, new in renamed.items()}

    def decorate(function: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> T:
            if words.keys().isdisjoint(kwargs):
                return function(*args, **kwargs)
            new, notices = in_new_words(function.__name__, kwargs, words)
            for what, hint in notices:
                warnings.warn(f"{what}; {hint}", DeprecationWarning, stacklevel=2)
            return cast("Callable[..., T]", function)(*args, **new)

        call.old_words = words  # type: ignore[attr-defined]
        return call

    return decorate


def words_of(function: Callable[..., object]) -> Mapping[str, Renamed]:
    """Old word → the new one, for the arguments of a function."""
    words: Mapping[str, Renamed] = getattr(function, "old_words", {})
    return words


def in_new_words(
    name: str, arguments: Mapping[str, object], words: Mapping[str, Renamed]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """The arguments of a call in new words, and the notices about the old ones.

    Args:
        name: the name of the function, for messages.
        arguments: the named arguments.
        words: old word → the new one.

    Returns:
        The arguments, and for each old word what changed and what to write.

    Raises:
        AuthorError: a call has the old and the new word.

    Example:
        >>> in_new_words("ranking", {"most": 3}, {"most": Renamed("top")})[0]
        {'top': 3}
    """
    new: dict[str, Any] = {}
    notices = []
    for word, value in arguments.items():
        if word not in words:
            new[word] = value
            continue
        renamed = words[word]
        if renamed.argument in arguments:
            kept = renamed.argument
            what = f"{name} has {word} and {kept}; {word} is the old name of {kept}"
            raise AuthorError(what, f"keep {kept}")
        new[renamed.argument] = renamed.value(value)
        text = quote(new[renamed.argument])
        notices.append(
            (
                f"{name}: {word} is now called {renamed.argument}",
                f"write {renamed.argument}={text}; {word} works until {UNTIL}",
            )
        )
    return new, notices
