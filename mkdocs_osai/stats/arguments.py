"""Checks of the plain values that authors write in calls."""

from __future__ import annotations

from mkdocs_osai.problems import AuthorError


def at_least_one(word: str, value: object) -> int:
    """A whole number from 1.

    Args:
        word: the name of the argument.
        value: what the author wrote.

    Raises:
        AuthorError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise AuthorError(f"{word} is {value!r}", "write a whole number from 1")
    return value


def yes_or_no(word: str, value: object) -> bool:
    """True or False; None counts as left out.

    Args:
        word: the name of the argument.
        value: what the author wrote.

    Raises:
        AuthorError: it is neither.
    """
    if value is not None and not isinstance(value, bool):
        raise AuthorError(f"{word} is {value!r}", f"write {word}=True, or leave it out")
    return bool(value)


def several(word: str, value: object) -> list[object]:
    """A value, or each of a list of values, of which there must be one.

    Args:
        word: the name of the argument.
        value: what the author wrote.

    Raises:
        AuthorError: an empty list.
    """
    if isinstance(value, set | frozenset):
        value = sorted(value, key=str)
    values = list(value) if isinstance(value, list | tuple) else [value]
    if not values:
        raise AuthorError(f"{word} is an empty list", "name one, or leave it out")
    return values
