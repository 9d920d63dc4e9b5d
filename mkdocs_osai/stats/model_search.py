"""Finds models by what they are called, who made them and what they were made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_osai.index import Model
from mkdocs_osai.problems import AuthorError, UnknownName, quote


def search(models: Iterable[Model], text: str) -> tuple[Model, ...]:
    """The models that a text finds, the best matches first, then the most open, then by name.

    Every word of the text must be in the names of a model, in its organisation or in its base
    model; matches in names come first, then those in organisations. Case makes no difference.

    Args:
        models: where to search.
        text: one or more words.

    Raises:
        UnknownName: nothing is found; the message suggests a name.
        AuthorError: the text is empty.

    Example:
        >>> from mkdocs_osai import load
        >>> [model.name for model in search(load("models"), "yulan")]
        ['YuLan']
    """
    words = text.casefold().split()
    if not words:
        raise AuthorError(f"the search text {quote(text)} has no word", "write a word of a name")
    models = tuple(models)
    found = [(place, m) for m in models for place in (_place(m, words),) if place is not None]
    if not found:
        names = (name for model in models for field in _fields(model) for name in field)
        raise UnknownName("model", text, dict.fromkeys(names))
    found.sort(key=lambda pair: (pair[0], -(pair[1].score or 0), pair[1].name.casefold()))
    return tuple(model for _, model in found)


def _fields(model: Model) -> Iterator[list[str]]:
    """The texts that a search looks at, the most important first."""
    yield [model.name, model.id, *model.aliases]
    yield [model.organization or ""]
    yield [model.base_model or "", model.end_model or ""]


def _place(model: Model, words: list[str]) -> tuple[int, int] | None:
    """How well a model matches, smaller is better; None if a word is nowhere."""
    fields = [" ".join(texts).casefold() for texts in _fields(model)]
    if any(all(word not in field for field in fields) for word in words):
        return None
    whole = next((i for i, f in enumerate(fields) if all(w in f for w in words)), len(fields))
    names = [name.casefold() for name in (model.name, model.id, *model.aliases)]
    text = " ".join(words)
    begins = 0 if text in names else 1 if any(n.startswith(text) for n in names) else 2
    return whole, begins
