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
"""Dimension → the property of a model, for those whose values are free text."""

NEAR = 0.8
"""The similarity, from 0 to 1, of two names that are probably the same."""

_EMPTY = Model("", "", "")


@dataclass(frozen=True, slots=True)
class ValueCount:
    """A tag, and the number of models that have it."""

    value: str
    count: int


def spelling(index: Index, dimension: str, value: str) -> str | None:
    """The spelling of a value in the index, if it is another one; `dimension` is in `FIELDS`.

    Returns:
        The category of the value, or else the most similar value of the index; None if that is the
        value itself or there is none.

    Example:
        >>> from mkdocs_osai.history import load
        >>> index = load("models")
        >>> spelling(index, "licenses", "Apache 2.0"), spelling(index, "national_origins", "Chnia")
        ('Apache-2.0', 'China')
    """
    field = FIELDS[dimension]
    only: dict[str, Any] = {field: value}
    model = replace(_EMPTY, **only)
    of = index.registry[dimension]
    if of.is_own_name(value):
        return None
    [counted, *_] = of.categories_of(model) or [value]
    known = [v for m in index.models if (v := getattr(m, field))]
    if counted == value and value not in known:
        counted = of.known.get(value, value)
    if counted != value or value in known:
        return counted if counted != value else None
    digits = re.findall(r"\d+", value)
    alike = {v.casefold(): v for v in known if re.findall(r"\d+", v) == digits}
    near = get_close_matches(value[:200].casefold(), alike, n=1, cutoff=NEAR)
    return alike[near[0]] if near else None


def tag_counts(index: Index, organization: str | None, tag: Tag) -> tuple[ValueCount, ...]:
    """The values of a tag among the models of an organisation, most frequent first.

    Example:
        >>> from mkdocs_osai.history import load
        >>> [counts.value for counts in tag_counts(load("models"), "Alibaba Group", "origin")]
        ['China']
    """
    makers = index.registry["organizations"].categories_of
    return tag_counts_by_organization(index, tag).get(
        makers(replace(_EMPTY, organization=organization)), ()
    )


def tag_counts_by_organization(
    index: Index, tag: Tag
) -> dict[tuple[str, ...], tuple[ValueCount, ...]]:
    """The values of a tag by the categories of organisations, most frequent first.

    Example:
        >>> from mkdocs_osai.history import load
        >>> tag_counts_by_organization(load("models"), "origin")["Alibaba",][0].value
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
    """A model without some tags.

    Attributes:
        model: the model.
        missing: tag → its values among other models of the organisation, most frequent first.
    """

    model: Model
    missing: Mapping[Tag, tuple[ValueCount, ...]]

    @property
    def suggestions(self) -> str:
        """The values of other models, such as "origin: China (3)"."""
        texts = []
        for tag, counts in self.missing.items():
            values = ", ".join(f"{s.value} ({s.count:,})" for s in counts)
            texts += [f"{tag}: {values}"] if values else []
        return "; ".join(texts)

    def to_dict(self) -> dict[str, Any]:
        """The values as JSON."""
        others = {
            tag: [{"value": s.value, "models": s.count} for s in counts]
            for tag, counts in self.missing.items()
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
    """The number of models of an index, and those without some tags, in the order of ids."""

    n: int
    untagged: tuple[MissingTags, ...]

    @property
    def sentence(self) -> str:
        """How many models have both tags, in words.

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
    """The models of an index without some tags.

    Example:
        >>> from mkdocs_osai.history import load
        >>> missing_tags(load("models")).untagged[0].model.id
        'KimiK2.5'
    """
    makers = index.registry["organizations"].categories_of
    counts = {tag: tag_counts_by_organization(index, tag) for tag in TAGS}
    found = []
    for model in index.models:
        missing = {
            tag: counts[tag].get(makers(model), ()) for tag in TAGS if not getattr(model, tag)
        }
        if missing:
            found.append(MissingTags(model, missing))
    return Tags(len(index), tuple(found))
