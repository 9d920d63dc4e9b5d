"""Values that an index already uses, as suggestions, and the models without tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, Literal, get_args

from mkdocs_osai.index import Model
from mkdocs_osai.stats.formatting import models_in_words
from mkdocs_osai.stats.index import Index

Tag = Literal["origin", "contributor"]

FIELDS = {
    "organizations": "organization",
    "licenses": "license",
    "national_origins": "origin",
    "contributor_types": "contributor",
}
"""Dimension → the property of a model it is made from, for those whose values are free text."""

NEAR = 0.8
"""How like two names are of which one may be meant for the other, from 0 to 1."""

_NOBODY = Model("", "", "")


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A tag, and how many models have it.

    Attributes:
        value: as most of them write it.
        count: how many.
    """

    value: str
    count: int


def spelling(index: Index, dimension: str, value: str) -> str | None:
    """How the index writes what somebody wrote, if it does so otherwise.

    Args:
        index: the models there are.
        dimension: one of `FIELDS`.
        value: what was written.

    Returns:
        The category that the registry counts it to, or the nearest value there is; None if it is
        written like that, or like nothing that is there.

    Example:
        >>> from mkdocs_osai.history import load
        >>> index = load("models")
        >>> spelling(index, "licenses", "Apache 2.0"), spelling(index, "national_origins", "Chnia")
        ('Apache-2.0', 'China')
    """
    field = FIELDS[dimension]
    only: dict[str, Any] = {field: value}
    told = replace(_NOBODY, **only)
    of = index.registry[dimension]
    if of.is_own_name(value):
        return None
    [counted, *_] = of.categories_of(told) or [value]
    known = [v for m in index.models if (v := getattr(m, field))]
    if counted == value and value not in known:
        counted = of.known.get(value, value)
    if counted != value or value in known:
        return counted if counted != value else None
    digits = re.findall(r"\d+", value)
    alike = {v.casefold(): v for v in known if re.findall(r"\d+", v) == digits}
    near = get_close_matches(value[:200].casefold(), alike, n=1, cutoff=NEAR)
    return alike[near[0]] if near else None


def said_of(index: Index, organization: str | None, tag: Tag) -> tuple[ValueCount, ...]:
    """What the models of an organisation have as a tag, the most usual first.

    Args:
        index: the models there are.
        organization: who made them; spellings that the registry joins are one.
        tag: `origin` or `contributor`.

    Example:
        >>> from mkdocs_osai.history import load
        >>> [said.value for said in said_of(load("models"), "Alibaba Group", "origin")]
        ['China']
    """
    makers = index.registry["organizations"].categories_of
    return said_by_makers(index, tag).get(makers(replace(_NOBODY, organization=organization)), ())


def said_by_makers(index: Index, tag: Tag) -> dict[tuple[str, ...], tuple[ValueCount, ...]]:
    """What the models of each organisation have as a tag, the most usual first.

    Args:
        index: the models there are.
        tag: `origin` or `contributor`.

    Returns:
        The tags by the categories that the registry counts their makers to.

    Example:
        >>> from mkdocs_osai.history import load
        >>> said_by_makers(load("models"), "origin")["Alibaba",][0].value
        'China'
    """
    makers = index.registry["organizations"].categories_of
    counts: dict[tuple[str, ...], Counter[str]] = {}
    for model in index.models:
        value = getattr(model, tag)
        if value and (made_by := makers(model)):
            counts.setdefault(made_by, Counter())[value] += 1
    return {
        made_by: tuple(
            ValueCount(value, count)
            for value, count in sorted(
                of_them.items(), key=lambda pair: (-pair[1], pair[0].casefold(), pair[0])
            )
        )
        for made_by, of_them in counts.items()
    }


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
