"""Lineage: what the models of an index were made from, and which entries describe their bases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

from mkdocs_osai.i18n import Phrase, phrase
from mkdocs_osai.index import Model
from mkdocs_osai.index.bounds import MOST_BASES
from mkdocs_osai.stats.dimensions.descent import (
    DERIVED,
    FROM_SCRATCH,
    NOT_SAID,
    Ancestor,
    Descent,
    DescentRules,
)
from mkdocs_osai.stats.dimensions.families import Families, size_of, words_of

DescentValue = str | tuple[str, ...] | None

FIELDS: Mapping[str, Callable[[Descent], DescentValue]] = MappingProxyType(
    {
        "base_families": lambda found: found.families,
        "derived": lambda found: found.kind,
        "base_organizations": lambda found: found.organization,
    }
)
"""The field of a dimension → its value for a model."""


@dataclass(frozen=True)
class Lineage:
    """The lineage of the models of an index.

    Attributes:
        models: the models.
        registry: returns the registry of families, when it is needed.
        organizations: an organisation as written → its categories.

    Example:
        >>> from mkdocs_osai.stats.dimensions.families import built_in_families
        >>> claire = Model("claire", "c.yaml", "Claire", base_model="Falcon-7B", end_model="Claire")
        >>> lineage = Lineage((claire,), built_in_families, lambda name: (name,))
        >>> found = lineage.of(claire)
        >>> found.kind, found.families, found.organization
        ('derived', ('Falcon',), 'Technology Innovation Institute')
    """

    models: tuple[Model, ...]
    registry: Callable[[], Families]
    organizations: Callable[[str], tuple[str, ...]]

    def of(self, model: Model) -> Descent:
        """What a model was made from."""
        found = self._found.get(model.id)
        if found is None or (found.model is not model and found.model != model):
            return self._with_families(self._own(model))  # of another state of the index
        return found

    @cached_property
    def families(self) -> Families:
        """The registry of families."""
        return self.registry()

    @cached_property
    def _rules(self) -> DescentRules:
        return DescentRules(self.families, self.organizations)

    @cached_property
    def all(self) -> tuple[Descent, ...]:
        """What each model was made from, in the order of the models."""
        return tuple(self._found.values())

    def ancestors(self, model: Model) -> tuple[Ancestor, ...]:
        """The bases that a model stands on, nearest first; empty if it is from scratch."""
        bases: list[Ancestor] = []
        found: Descent | None = self.of(model)
        while found is not None and found.kind == DERIVED:
            bases.append(self._nearest(found))
            above = self._rules.above(found.line) if found.line else []
            bases += map(self._with_entry_of, above)
            found = self._next(found)
        return tuple(bases)

    @property
    def cut(self) -> Mapping[str, Phrase]:
        """Id of a model → why the entry of its base is not followed to further bases.

        Bases that lead back to the model, and chains of more than `MOST_BASES`.
        """
        return self._linked[1]

    def descendants(self, name: str) -> tuple[Model, ...]:
        """The models that stand on a family or a line, in the order of the models."""
        return tuple(self._below[0].get(name, ()))

    def made_from(self, entry: str) -> tuple[Model, ...]:
        """The models that stand on what an entry describes, in the order of the models.

        Args:
            entry: the id of the entry.
        """
        return tuple(self._below[1].get(entry, ()))

    def entry(self, id_: str) -> Model | None:
        """The entry of an id, or None."""
        return self._by_id.get(id_)

    def entries_of(self, line: str) -> tuple[Model, ...]:
        """The models whose files describe a line, by its maker."""
        return tuple(self._by_line.get(line, ()))

    def line_of(self, model: Model) -> str | None:
        """The line that the file of a model describes, or None."""
        return self._described.get(model.id)

    @cached_property
    def _described(self) -> dict[str, str]:
        return {model.id: line for line, models in self._by_line.items() for model in models}

    @cached_property
    def _below(self) -> tuple[dict[str, list[Model]], dict[str, list[Model]]]:
        """Name of a family or line, and id of an entry → the models that stand on it."""
        named: dict[str, list[Model]] = {}
        described: dict[str, list[Model]] = {}
        for model in self.models:
            bases = self.ancestors(model)
            for name in dict.fromkeys(n for b in bases for n in (b.line, b.family) if n):
                named.setdefault(name, []).append(model)
            for entry in dict.fromkeys(b.entry for b in bases if b.entry):
                described.setdefault(entry, []).append(model)
        return named, described

    def _nearest(self, found: Descent) -> Ancestor:
        """The base of a derived model."""
        if found.line is not None:
            return Ancestor(found.line.name, found.entry, found.line.family, found.line.name)
        entry = self._by_id.get(found.entry or "")
        if entry is not None:
            return Ancestor(entry.name, entry.id, next(iter(found.families), None))
        family = found.families[-1] if found.families else None  # its own families come first
        return Ancestor(family or found.base or "", None, family)

    def _with_entry_of(self, base: Ancestor) -> Ancestor:
        entries = self._by_line.get(base.line or "", ())
        return replace(base, entry=entries[0].id) if len(entries) == 1 else base

    @cached_property
    def _found(self) -> dict[str, Descent]:
        return {id_: self._with_families(own) for id_, own in self._linked[0].items()}

    def _next(self, found: Descent) -> Descent | None:
        """What the entry that describes a base was made from; None if the chain ends there."""
        if not self._leads_on(found) or found.model.id in self.cut:
            return None
        return self._linked[0].get(found.entry or "")

    def _leads_on(self, found: Descent) -> bool:
        """Whether the entry says what the base was made from, and not the registry."""
        known = found.line is not None and self._rules.above(found.line)
        return found.kind == DERIVED and found.entry is not None and not known

    def _with_families(self, own: Descent) -> Descent:
        """The same with the families of all its bases."""
        families = [*own.families]
        found, above = own, self._next(own)
        while above is not None:
            if above.kind == DERIVED or found.line is None:
                families += above.families
            found, above = above, self._next(above)
        return replace(own, families=(*dict.fromkeys(families),))

    @cached_property
    def _linked(self) -> tuple[dict[str, Descent], dict[str, Phrase]]:
        """Each model's descent without the families of further bases, and `cut`."""
        own = {model.id: self._own(model) for model in self.models}
        links = {id_: found.entry or "" for id_, found in own.items() if self._leads_on(found)}
        cut: dict[str, Phrase] = {}
        bases: dict[str, int] = {}

        def end(id_: str, why: Phrase) -> None:
            found = cut_off = own[id_]
            cut[id_] = why
            if found.line is None:
                cut_off = Descent(found.model, found.base, None, why)
            own[id_], bases[id_] = cut_off, int(found.line is not None)

        for start in own:
            path: dict[str, None] = {}
            at = start
            while at in links and at not in bases and at not in path:
                path[at] = None
                at = links[at]
            around = [*path][[*path].index(at) :] if at in path else []
            for id_ in around:
                entry = links[id_]
                end(
                    id_,
                    phrase(
                        "its bases lead back to itself, through the entry “{entry}”", entry=entry
                    ),
                )
            if at not in bases:
                line = own[at].line if own[at].kind == DERIVED else None
                above = len(self._rules.above(line)) if line else 0
                bases[at] = above + (own[at].kind == DERIVED)
            for id_ in reversed([*path][: len(path) - len(around)]):
                bases[id_] = bases[links[id_]] + 1
                if bases[id_] > MOST_BASES:
                    end(id_, phrase("it stands on more than {most} bases", most=MOST_BASES))
        return own, cut

    @cached_property
    def _by_id(self) -> dict[str, Model]:
        return {model.id: model for model in self.models}

    @cached_property
    def _by_base(self) -> dict[tuple[str, ...], list[Model]]:
        """Words of a name → the entries that describe a model of that name as their own."""
        named: dict[tuple[str, ...], list[Model]] = {}
        for model in self.models:
            own = self._alone[model.id]
            names = [model.end_model, model.base_model if own.kind == FROM_SCRATCH else None]
            for words in {words_of(name): None for name in names if name}:
                if not own.swapped:
                    named.setdefault(words, []).append(model)
        return named

    @cached_property
    def _by_line(self) -> dict[str, list[Model]]:
        """Name of a line → the entries of its maker that describe it."""
        found: dict[str, list[Model]] = {}
        for model in self.models:
            own = self._alone[model.id]
            line = own.line if own.kind == FROM_SCRATCH else self._rules.line(model.end_model)
            if line and not own.swapped and self._rules.made_by(model, line.maker):
                found.setdefault(line.name, []).append(model)
        return found

    @cached_property
    def _alone(self) -> dict[str, Descent]:
        """What each model was made from, as far as its own file and the registry say."""
        return {model.id: self._rules.descent(model) for model in self.models}

    def _own(self, model: Model) -> Descent:
        """What a model was made from, by its file and the entry of its base."""
        alone = self._alone.get(model.id)
        if alone is None or alone.model is not model:
            alone = self._rules.descent(model)
        if model.base:
            why = phrase("the file names the entry “{entry}” as its base", entry=model.base)
            return self._by_entry(model, model.base, why)
        if alone.kind in (FROM_SCRATCH, NOT_SAID):
            return alone
        if alone.line is None and not alone.families:
            same = [m for m in self._by_base.get(words_of(alone.base or ""), ()) if m is not model]
            if len(same) == 1:
                entry = same[0].id
                why = phrase("its base is a model of the entry “{entry}”", entry=entry)
                return self._by_entry(model, entry, why)
            return alone
        return self._with_entry(model, alone)

    def _with_entry(self, model: Model, found: Descent) -> Descent:
        """The same with the entry that describes the base, if there is one."""
        words = words_of(found.base or "")
        same = [m for m in self._by_base.get(words, ()) if m is not model]
        if found.line:
            same = [m for m in same if m in self._by_line.get(found.line.name, ())]
        if len(same) == 1:
            return replace(found, entry=same[0].id)
        of_line = self._by_line.get(found.line.name, ()) if found.line else ()
        others = [m for m in of_line if m is not model]
        if len(others) != 1:
            return found
        sizes = {size_of(n) for n in (others[0].base_model, others[0].end_model) if n}
        other_size = bool(found.base) and size_of(found.base or "") not in sizes
        return replace(found, entry=others[0].id, other_size=other_size)

    def _by_entry(self, model: Model, entry: str, why: Phrase) -> Descent:
        """The descent from an entry of the index."""
        other = self._by_id.get(entry)
        base = model.base_model
        if other is None or other.id == model.id:
            unnamed = phrase("system.base names no other entry of the index")
            return Descent(model, base, None, unnamed)
        line = self.families.by_name.get(self._described.get(other.id, ""))
        makers = self.organizations(other.organization) if other.organization else ()
        return Descent(
            model,
            base or other.end_model or other.name,
            DERIVED,
            why,
            line,
            self._rules.families_of(line) if line else (),
            makers[0] if makers else None,
            entry,
        )
