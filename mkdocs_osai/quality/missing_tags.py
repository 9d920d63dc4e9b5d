"""The models that lack a tag, and what others of the same organisation have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from mkdocs_osai.index import Model
from mkdocs_osai.quality.suggestions import Tag, ValueCount, said_by_makers
from mkdocs_osai.stats.formatting import models_in_words
from mkdocs_osai.stats.index import Index

TAGS: tuple[Tag, ...] = get_args(Tag)


@dataclass(frozen=True, slots=True)
class MissingTags:
    """A model without all its tags.

    Attributes:
        model: which.
        missing: each tag it lacks → what other models of its organisation have, most usual first.
    """

    model: Model
    missing: Mapping[Tag, tuple[ValueCount, ...]]

    @property
    def suggestions(self) -> str:
        """What others have, and how many: "origin: China (3)"; nothing if there is none."""
        told = []
        for tag, said in self.missing.items():
            values = ", ".join(f"{s.value} ({s.count:,})" for s in said)
            told += [f"{tag}: {values}"] if values else []
        return "; ".join(told)

    def to_dict(self) -> dict[str, Any]:
        """It as plain values."""
        others = {
            tag: [{"value": s.value, "models": s.count} for s in said]
            for tag, said in self.missing.items()
        }
        return {
            "id": self.model.id,
            "path": self.model.path,
            "organization": self.model.organization,
            "missing": list(self.missing),
            "others": others,
        }


@dataclass(frozen=True, slots=True)
class Tags:
    """How well the models of an index are tagged.

    Attributes:
        n: how many models there are.
        untagged: those that lack a tag, in the order of their ids.
    """

    n: int
    untagged: tuple[MissingTags, ...]

    @property
    def sentence(self) -> str:
        """How many have both, in words.

        Example:
            >>> Tags(193, ()).sentence
            '193 of 193 models have both tags'
        """
        have = "has" if self.n == 1 else "have"
        return f"{self.n - len(self.untagged):,} of {models_in_words(self.n)} {have} both tags"

    def count(self, tag: Tag) -> int:
        """How many models lack a tag."""
        return sum(tag in one.missing for one in self.untagged)


def missing_tags(index: Index) -> Tags:
    """Which models of an index lack a tag.

    Example:
        >>> from mkdocs_osai.history import load
        >>> missing_tags(load("models")).untagged[0].model.id
        'KimiK2.5'
    """
    makers = index.registry["organizations"].categories_of
    said = {tag: said_by_makers(index, tag) for tag in TAGS}
    found = []
    for model in index.models:
        missing = {tag: said[tag].get(makers(model), ()) for tag in TAGS if not getattr(model, tag)}
        if missing:
            found.append(MissingTags(model, missing))
    return Tags(len(index), tuple(found))
