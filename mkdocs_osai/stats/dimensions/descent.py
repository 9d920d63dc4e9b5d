"""What a model was made from, by the names in its file and the registry of families.

A base is found by rules, in this order, and each result says by which:

1. `system.base` names an entry.
2. The base and the end model are swapped: the base bears the name of the entry, and the end model
   that of a line of somebody else.
3. The base is of the model's own line: it bears the name of the entry, or differs from the end
   model only in size, stage of training or version. Then the model was made from scratch, unless
   the registry of families says what that line was made from.
4. The base is of a line of the registry, or is a model of another entry.

There is no guess by likeness: a base that no rule finds is reported as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mkdocs_osai.i18n import Phrase, pgettext_noop, phrase
from mkdocs_osai.index import Model
from mkdocs_osai.stats.dimensions.dimension import UNDISCLOSED
from mkdocs_osai.stats.dimensions.families import Families, FamilyLine, says_nothing, words_of

FROM_SCRATCH = pgettext_noop("category", "from scratch")
DERIVED = pgettext_noop("category", "derived")
NOT_SAID = pgettext_noop("category", "not said")
KINDS = (FROM_SCRATCH, DERIVED, NOT_SAID)
"""The categories of the dimension `derived`, in their order."""

_NOT_SAID = frozenset(("unknown", "none", "n/a", "-", "?"))


@dataclass(frozen=True, slots=True)
class Descent:
    """What one model was made from.

    Attributes:
        model: the model.
        base: the name of its base as the file has it; that of the end model, if they are swapped.
        kind: `from scratch`, `derived` or `not said`; None if the base is named, and no rule says
            what it is.
        why: the rule, in a sentence without a full stop.
        line: the line of its base, or None.
        families: the families that it and its bases belong to, its own first.
        organization: who made the base; None if it is not known.
        entry: the id of the entry that describes the base, or None.
        other_size: whether that entry describes it in another size.
        swapped: whether base and end model are swapped in the file.
    """

    model: Model
    base: str | None
    kind: str | None
    why: Phrase
    line: FamilyLine | None = None
    families: tuple[str, ...] = ()
    organization: str | None = None
    entry: str | None = None
    other_size: bool = False
    swapped: bool = False

    @property
    def reason(self) -> str:
        """The rule, in a sentence without a full stop."""
        return str(self.why)


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A base that a model stands on.

    Attributes:
        name: its name.
        entry: the id of the entry that describes it, or None.
        family: its family, or None.
        line: the line of the registry that it is, or None.
    """

    name: str
    entry: str | None
    family: str | None
    line: str | None = None


@dataclass(frozen=True, slots=True)
class DescentRules:
    """Finds what models were made from, each by its own file.

    Attributes:
        families: the registry of families.
        organizations: an organisation as written → its categories.
    """

    families: Families
    organizations: Callable[[str], tuple[str, ...]]

    def descent(self, model: Model) -> Descent:
        """What a model was made from, by the names in its file and the registry."""
        base, end = model.base_model, model.end_model
        if base and self._is_own(model, base) and (line := self._foreign(model, end)):
            why = phrase(
                "base and end are swapped: “{base}” is its own name, “{end}” that of {line}",
                base=base,
                end=end,
                line=line.name,
            )
            return self._from_line(model, end, line, why, swapped=True)
        if base is None:
            return self._unnamed(model, phrase("no base is named"))
        if base.casefold() in _NOT_SAID:
            return self._unnamed(model, phrase("the base is given as “{base}”", base=base))
        if base.casefold() == UNDISCLOSED.casefold():
            why = phrase("the maker does not disclose the base")
            return Descent(model, base, NOT_SAID, why, None, (UNDISCLOSED,))
        if base.endswith("?"):
            why = phrase("the base “{base}” is uncertain, as the file says", base=base)
            return self._unnamed(model, why)
        return self._named(model, base)

    def _named(self, model: Model, base: str) -> Descent:
        line = self.line(base)
        if self._is_own(model, base) and (line is None or self.made_by(model, line.maker)):
            own = line or self.line(model.end_model)
            if own and own.made_from and self.made_by(model, own.maker):
                return self._from_registry(model, base, own)
            return self._own(model, base, line)
        if line:
            why = phrase("“{base}” is of the line {line}", base=base, line=line.name)
            return self._from_line(model, base, line, why)
        if family := self.families.family_of(base):
            maker = self.families.makers[family]
            why = phrase(
                "“{base}” is of the family {family}, and the file does not say which line",
                base=base,
                family=family,
            )
            return Descent(model, base, DERIVED, why, None, (family,), maker)
        why = phrase("no rule says what “{base}” is; name it in _families.yml", base=base)
        return Descent(model, base, None, why)

    def _unnamed(self, model: Model, why: Phrase) -> Descent:
        """A model whose file does not say what it was made from."""
        end = self.line(model.end_model)
        if end and end.made_from and self.made_by(model, end.maker):
            return self._from_registry(model, None, end)
        its = (end.family,) if end and self.made_by(model, end.maker) else ()
        return Descent(model, model.base_model, NOT_SAID, why, None, its)

    def _own(self, model: Model, base: str, line: FamilyLine | None) -> Descent:
        makers = self.organizations(model.organization) if model.organization else ()
        same = model.end_model and words_of(model.end_model) == words_of(base)
        why = (
            phrase("its base “{base}” is the model itself", base=base)
            if same
            else phrase("its base “{base}” is of its own line", base=base)
        )
        its = (line.family,) if line else ()
        return Descent(model, base, FROM_SCRATCH, why, line, its, makers[0] if makers else None)

    def _from_line(
        self,
        model: Model,
        base: str | None,
        line: FamilyLine,
        why: Phrase,
        *,
        swapped: bool = False,
    ) -> Descent:
        families = self.families_of(line)
        return Descent(model, base, DERIVED, why, line, families, line.maker, swapped=swapped)

    def _from_registry(self, model: Model, base: str | None, own: FamilyLine) -> Descent:
        """A model of a line of which the registry says what it was made from."""
        origin = own.made_from or ""
        why = phrase(
            "the registry of families says that {line} was made from {origin}",
            line=own.name,
            origin=origin,
        )
        line = self.families.by_name.get(origin)
        if line is not None:
            families = (*dict.fromkeys((*self.families_of(own), *self.families_of(line))),)
            return Descent(model, base, DERIVED, why, line, families, line.maker)
        maker = self.families.makers.get(origin)
        return Descent(model, base, DERIVED, why, None, self.families_of(own), maker)

    def _foreign(self, model: Model, name: str | None) -> FamilyLine | None:
        """The line of a name, if somebody else made it and the entry does not bear its name."""
        line = self.line(name)
        if line is None or self.made_by(model, line.maker):
            return None
        return None if _bears_name_of(model, name or "") else line

    def _is_own(self, model: Model, base: str) -> bool:
        """Whether a base is of the model's own line, by its name."""
        end = _line_words(model.end_model or "")
        if _bears_name_of(model, base) or (end and end == _line_words(base)):
            return True
        line = self.line(base)
        return line is not None and line == self.line(model.end_model)

    def line(self, name: str | None) -> FamilyLine | None:
        """The line of a name, or None."""
        return self.families.line_of(name) if name else None

    def made_by(self, model: Model, maker: str) -> bool:
        """Whether an organisation made a model, alone or with others."""
        return maker in self.makers(model)

    def makers(self, model: Model) -> tuple[str, ...]:
        """The organisations of a model, whole and one by one where several share in it."""
        whole = self.organizations(model.organization) if model.organization else ()
        parts = [p for name in whole for p in re.split(r" and |, |/", name)]
        return (*whole, *(made for part in parts for made in self.organizations(part)))

    def families_of(self, line: FamilyLine) -> tuple[str, ...]:
        """The family of a line and those of the lines it was made from."""
        return tuple(
            dict.fromkeys([line.family, *(a.family for a in self.above(line) if a.family)])
        )

    def above(self, line: FamilyLine) -> list[Ancestor]:
        """What a line was made from, nearest first."""
        found: list[Ancestor] = []
        seen = {line.name}
        while line.made_from and line.made_from not in seen:
            seen.add(line.made_from)
            above = self.families.by_name.get(line.made_from)
            if above is None:
                return [*found, Ancestor(line.made_from, None, line.made_from)]
            found.append(Ancestor(above.name, None, above.family, above.name))
            line = above
        return found


def _bears_name_of(model: Model, name: str) -> bool:
    """Whether the name of a base begins with that of the entry, with or without its version."""
    words = words_of(name)
    starts = {"".join(words[:end]) for end in range(1, len(words) + 1)}
    for called in (model.name, model.id):
        whole = words_of(called)
        line = whole
        while line and _VERSION.fullmatch(line[-1]):
            line = line[:-1]
        if {"".join(whole), "".join(line)} & starts - {""}:
            return True
    return False


_VERSION = re.compile(r"[\d.]+")


def _line_words(name: str) -> tuple[str, ...]:
    """The words of a name without sizes, stages and versions."""
    return tuple(
        word for word in words_of(name) if not says_nothing(word) and not _VERSION.fullmatch(word)
    )
