"""The nouns and labels that may follow a quantity, made from the values of a claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_osai.claims.demonyms import DEMONYMS
from mkdocs_osai.claims.nouns import EVERYTHING, Label, Nouns, Phrase, Said
from mkdocs_osai.claims.tokens import phrases, plain
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.definitions.registry import DIMENSION as DEFINITIONS
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
    within_bounds = len(several) == 1 and several[0].of_figures
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
    of_definitions = value.dimension == DEFINITIONS
    is_label = not of_criterion and not of_definitions
    about_what = f"{value.dimension} {value.lacking}"
    joined = [_joined(one, about_what) for one in own if is_label and one != OTHER]
    if of_criterion and own and "weights" in about:
        weights = tuple((*plain(own[0]), noun) for noun in ("weights", "weight"))
        joined.append(_Joined(weights, _prepositions(about_what)))
    of_whole = [_joined(one, _dimension_of(one, value.selection)) for one in value.labels]
    labels = (*of_whole, *joined)
    standing = value.standing
    by_size = bool(standing and value.dimension)
    return Nouns(
        nouns,
        tuple(one.label for one in of_whole),
        tuple(one.label for one in joined),
        about,
        frozenset(w for one in own for w in plain(one)),
        in_all,
        "size" if by_size else "openness",
        _groups(standing) if standing and by_size else (),
        tuple(map(_label, standing.tied_with)) if standing else (),
        tuple(map(_label, standing.ahead)) if standing else (),
        prepositions={one.label: one.prepositions for one in labels},
        only_behind=tuple(one.label for one in labels if one.only_behind),
        with_=_WITH if of_criterion else _UNDER if "licen" in about_what else (),
        of_some=bool(value.categories),
        chronological="release" in about_what,
        kinds=kinds,
        of_multiples=value.kind == "ratio",
        within_bounds=within_bounds,
        definition=tuple(filter(None, phrases(*value.definition))),
        of_definitions=of_definitions,
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


class _Joined(NamedTuple):
    """A label, the words that join it to a noun, and whether it can only stand behind one."""

    label: Label
    prepositions: tuple[Phrase, ...]
    only_behind: bool = False


def _joined(name: str, about: str) -> _Joined:
    """A label of a dimension, of which the name or what models without a category lack is known.

    What a model stands on, or which definition it meets, is no adjective: a model on a base by Meta
    is no Meta model. A selection by a definition has the models that meet it for certain.
    """
    words, about = tuple(plain(name)), about.casefold()
    if "definition met" in about:
        return _Joined(((*words, "for", "certain"),), _THAT_MEET, only_behind=True)
    if "famil" in about:
        return _Joined(((*words, "family"),), _OF_FAMILY, only_behind=True)
    if "base" in about and ("organi" in about or "maker" in about):
        return _Joined((words,), _ON_BASE, only_behind=True)
    if words == ("from", "scratch"):
        return _Joined((words,), phrases("trained", "made", "built"), only_behind=True)
    return _Joined(_label(name), _prepositions(about))


_THAT_MEET = phrases("that meet", "which meet", "meeting")
_OF_FAMILY = phrases("of", "from", "on a base of", "with a base of", "with a base model of")
_ON_BASE = phrases(
    *(
        f"{how} {base} {by}"
        for how in ("on", "with")
        for base in ("a base", "a base model")
        for by in ("by", "from")
    )
)


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
