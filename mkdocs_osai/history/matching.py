"""Which models of two states of an index are the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_osai.index import Model

ALIKE = 0.6
"""The share of their texts and links that two files of one model have in common, at least."""

FEW = 3
"""With fewer common texts and links, files are not compared by them."""

_ALIAS, _NAME, _SAME = 6.0, 4.0, 2.0


@dataclass(frozen=True)
class Matched:
    """The models of two states.

    Attributes:
        kept: the pairs of models that are in both states, in the order of the later one.
        added, removed: the models that only the later or only the earlier state has.
    """

    kept: tuple[tuple[Model, Model], ...]
    added: tuple[Model, ...]
    removed: tuple[Model, ...]


def matched(before: Iterable[Model], after: Sequence[Model]) -> Matched:
    """Pair the models of two states: by id, else by alias, name or content.

    A model of another file is the same if it has the old id or name as an alias, or the name and
    the organisation of the old one, or the same end model, or most of the texts and links of the
    old file. A file whose name, organisation, texts and links were all replaced is another model.

    Example:
        >>> old, new = Model("olmo", "olmo.yaml", "OLMo"), Model("olmo-2", "olmo-2.yaml", "OLMo")
        >>> matched([old], [new]).kept == ((old, new),)
        True
    """
    old = {model.id: model for model in before}
    former: dict[str, Model] = {}
    for model in after:
        one = old.get(model.id)
        if one is not None and not _replaced(one, model):
            former[model.id] = one
    gone = {id_: model for id_, model in old.items() if id_ not in former}
    new = [model for model in after if model.id not in former]
    if gone and new:
        former.update(_renamed(gone, new))
    taken = {model.id for model in former.values()}
    return Matched(
        tuple((former[m.id], m) for m in after if m.id in former),
        tuple(m for m in after if m.id not in former),
        tuple(m for m in old.values() if m.id not in taken),
    )


def _renamed(gone: Mapping[str, Model], new: Sequence[Model]) -> dict[str, Model]:
    """The new models that are old ones, the most alike first; of equal candidates the first."""
    texts = {id_: _texts(model) for id_, model in gone.items()}
    candidates = []
    for place, model in enumerate(new):
        own = _texts(model)
        for id_, one in gone.items():
            if id_ != model.id and (likeness := _likeness(one, model, texts[id_], own)):
                candidates.append((-likeness, place, id_))
    found: dict[str, Model] = {}
    taken: set[str] = set()
    for _, place, id_ in sorted(candidates):
        if new[place].id not in found and id_ not in taken:
            found[new[place].id] = gone[id_]
            taken.add(id_)
    return found


def _likeness(one: Model, other: Model, texts: set[str], others: set[str]) -> float:
    """How much a new model is like an old one; 0 if they are different models."""
    common = texts & others
    share = len(common) / len(texts | others) if common else 0.0
    if not {one.id, one.name}.isdisjoint(other.aliases):
        return _ALIAS + share
    same_maker = folded(one.organization) == folded(other.organization)
    if folded(one.name) == folded(other.name) and (same_maker or common):
        return _NAME + share
    if one.end_model and folded(one.end_model) == folded(other.end_model) and same_maker:
        return _SAME + share
    return share if len(common) >= FEW and share >= ALIKE else 0.0


def _replaced(one: Model, other: Model) -> bool:
    """Whether a file is about another model than before."""
    if folded(one.name) == folded(other.name) or not {one.id, one.name}.isdisjoint(other.aliases):
        return False
    if folded(one.organization) == folded(other.organization):
        return False
    texts, others = _texts(one), _texts(other)
    return len(texts) >= FEW and len(others) >= FEW and texts.isdisjoint(others)


def _texts(model: Model) -> set[str]:
    """The texts and links that tell the file of a model from others."""
    return {text for text in _all_texts(model) if text}


def _all_texts(model: Model) -> Iterator[str]:
    yield f"end model {folded(model.end_model)}" if model.end_model else ""
    yield from map(folded_link, model.links)
    for ref, grade in model.grades.items():
        yield from map(folded_link, grade.links)
        yield f"{ref} {folded(grade.notes)}" if grade.notes else ""


def folded(text: str | None) -> str:
    """A text without what is only spelling: case, accents, spaces and punctuation.

    Example:
        >>> folded("Apache-2.0"), folded("apache 2.0 "), folded(None)
        ('apache 2.0', 'apache 2.0', '')
    """
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    words = re.sub(r"[^\w.+]|_", " ", "".join(c for c in plain if not unicodedata.combining(c)))
    return " ".join(word for word in (w.strip(".") for w in words.split()) if word)


def folded_link(link: str) -> str:
    """A web address without what is only spelling: scheme, `www.`, case and a slash at the end.

    Example:
        >>> folded_link("http://www.Example.org/Model/")
        'example.org/model'
    """
    address = re.sub(r"^https?://(www\.)?", "", link.strip().casefold())
    return address.rstrip("/")
