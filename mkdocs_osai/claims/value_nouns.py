"""The nouns and labels that may follow a quantity, made from the values of a claim."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_osai.claims.demonyms import DEMONYMS
from mkdocs_osai.claims.nouns import EVERYTHING, Label, Nouns, Phrase, Said
from mkdocs_osai.claims.tokens import phrases, plain
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.dimensions.dimension import OTHER
from mkdocs_osai.stats.quantity import Standing

NOUNS = (*("model", "models", "system", "systems", "release", "releases", "entry", "entries"),)
"""What an index counts, on any site. It counts no organisations: one can have many models."""

_COUNTRIES = ("country", "countries", "country of origin", "countries of origin")

_WITHOUT_PARTS = frozenset(("ratio", "change", "number"))
"""Kinds of a calculated number whose parts are not known, so that they can be of any kind."""


def nouns_of(values: Iterable[Quantity] = (), site: Iterable[str] = ()) -> Nouns:
    """The nouns for claims about some values.

    Args:
        values: the values of a claim; labels of a value may follow only if it is the only one.
        site: the site's own nouns.
    """
    several = tuple(values)
    in_all = _in_all(several)
    kinds = frozenset(part.kind for value in several for part in value.parts) - _WITHOUT_PARTS
    within_bounds = len(several) == 1 and several[0].lacking == "a figure"
    if not all(_is_about_models(value, single=len(several) == 1) for value in several):
        multiples = len(several) == 1 and several[0].kind == "ratio"
        return Nouns(
            (),
            in_all=in_all,
            kinds=kinds,
            of_multiples=multiples,
            within_bounds=within_bounds,
        )
    nouns = tuple(filter(None, (tuple(plain(noun)) for noun in (*NOUNS, *site))))
    if len(several) != 1:
        return Nouns(nouns, in_all=in_all, kinds=kinds)
    value = several[0]
    own = value.categories if len(value.categories) == 1 else ()
    about = tuple(plain(value.what)) if own else ()
    of_criterion = value.lacking == "a class"
    counted = [_label(one) for one in own if not of_criterion and one != OTHER]
    if of_criterion and own and "weights" in about:
        counted.append(tuple((*plain(own[0]), noun) for noun in ("weights", "weight")))
    whole = tuple(map(_label, value.labels))
    about_what = f"{value.dimension} {value.lacking}"
    prepositions = {
        label: _prepositions(_dimension_of(name, value.selection))
        for label, name in zip(whole, value.labels, strict=True)
    }
    prepositions |= dict.fromkeys(counted, _prepositions(about_what))
    standing = value.standing
    by_size = bool(standing and value.dimension)
    return Nouns(
        nouns,
        whole,
        tuple(counted),
        about,
        frozenset(w for one in own for w in plain(one)),
        in_all,
        "size" if by_size else "openness",
        _groups(standing) if standing and by_size else (),
        tuple(map(_label, standing.tied_with)) if standing else (),
        tuple(map(_label, standing.ahead)) if standing else (),
        prepositions=prepositions,
        with_=_WITH if of_criterion else _UNDER if "licen" in about_what else (),
        of_some=bool(value.categories),
        chronological="release" in about_what,
        kinds=kinds,
        of_multiples=value.kind == "ratio",
        within_bounds=within_bounds,
    )


def _in_all(values: tuple[Quantity, ...]) -> Said | None:
    """What "all models" says of some values; None if they are about fewer than all."""
    parts = [part for value in values for part in value.parts]
    if any(part.selection for part in parts):
        return None
    partial = [part for part in parts if part.kind in ("share", "count") and part.unsorted]
    if len(values) == 1 and values[0].calculation is None:
        return (EVERYTHING,) if partial else ()
    return () if all(part.kind == "count" for part in partial) else None


def _groups(standing: Standing) -> tuple[Phrase, ...]:
    """What a place in size is a place of: "national origin", "country"."""
    named = [standing.among, f"{standing.among}s", *(_COUNTRIES * standing.countries)]
    return tuple(filter(None, (tuple(plain(one)) for one in named)))


def _is_about_models(value: Quantity, *, single: bool) -> bool:
    """Whether a number says something about models that can be counted; a score does not."""
    if value.change is not None:
        return value.change[1].kind == "count"
    if value.kind == "ratio" and value.calculation is not None:
        return all(part.kind == "count" for part in value.parts)
    return value.kind in (("count", "share", "rank") if single else ("count",))


_WITH = phrases("with")
_UNDER = phrases("with", "under")
_PREPOSITIONS = (
    ("release", phrases("in", "from", "of", "released in", "made in")),
    ("licen", _UNDER),
    ("organi", phrases("from", "by", "made by")),
    ("big", phrases("from", "by", "made by")),
    ("origin", phrases("from", "in", "made in")),
    ("region", phrases("from", "in", "made in")),
    ("tag", phrases("from", "by", "made by")),
)
"""A part of the name of a dimension, or of what models without a category lack → the words that
join its categories to a noun: "models from China", "models in 2024"; the first one applies."""


def _prepositions(about: str) -> tuple[Phrase, ...]:
    return next((joining for part, joining in _PREPOSITIONS if part in about.casefold()), ())


def _dimension_of(label: str, selection: str) -> str:
    """The dimension of a label of a selection.

    Example:
        >>> _dimension_of("text", "national origin: China, type: text")
        'type'
    """
    before, found, _ = f"{selection},".partition(f": {label},")
    return before.rpartition(", ")[2] if found else ""


def _label(name: str) -> Label:
    return tuple(tuple(plain(one)) for one in (name, *DEMONYMS.get(name.casefold(), ())))
