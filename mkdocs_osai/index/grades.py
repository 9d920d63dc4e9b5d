"""How a model is graded: little to hold, for there are many of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Grade:
    """What a model's file says on one criterion.

    Attributes:
        cls: `open`, `partial` or `closed`; None where the file says nothing that can be read.
        links: the evidence, as web addresses.
        notes: the graders' remark, as plain text.
    """

    cls: str | None = None
    links: tuple[str, ...] = ()
    notes: str = ""


UNGRADED = Grade()


class Grades(Mapping[str, Grade]):
    """Criterion → grade.

    The classes are at hand. Links and notes, which few ask for, are kept as they are stored.

    Example:
        >>> grades = Grades.of({"code": Grade("open", ("https://a.org",)), "paper": UNGRADED})
        >>> grades.class_of("code"), grades["code"].links, grades.class_of("datasheet")
        ('open', ('https://a.org',), None)
    """

    __slots__ = ("_classes", "_criteria", "_evidence")

    def __init__(self, criteria: list[str], classes: list[str | None], evidence: str) -> None:
        self._criteria: tuple[str, ...] = _same(tuple(criteria))
        self._classes: tuple[str | None, ...] = _same(tuple(classes))
        self._evidence = evidence.encode()

    @staticmethod
    def of(grades: Mapping[str, Grade]) -> Grades:
        """These grades."""
        return grades if isinstance(grades, Grades) else Grades.from_json(_plain(grades))

    @staticmethod
    def from_json(kept: Any) -> Grades:
        """What `to_json` made.

        Raises:
            TypeError: it is something else; or ValueError.
        """
        criteria, classes, evidence = kept
        lists = isinstance(criteria, list) and isinstance(classes, list)
        if (
            not lists
            or len(criteria) != len(classes)
            or not all(
                isinstance(one, str) for one in (*criteria, *filter(None, classes), evidence)
            )
        ):
            raise TypeError(kept)
        return Grades(criteria, classes, evidence)

    def to_json(self) -> list[Any]:
        """These grades as JSON can hold them."""
        return [self._criteria, self._classes, self._evidence.decode()]

    def class_of(self, criterion: str) -> str | None:
        """The class on a criterion; None for none."""
        try:
            return self._classes[self._criteria.index(criterion)]
        except ValueError:
            return None

    def __getitem__(self, criterion: str) -> Grade:
        try:
            place = self._criteria.index(criterion)
        except ValueError:
            raise KeyError(criterion) from None
        links, notes = json.loads(self._evidence)[place] if self._evidence else ((), "")
        return Grade(self._classes[place], tuple(links), notes)

    def __iter__(self) -> Iterator[str]:
        return iter(self._criteria)

    def __len__(self) -> int:
        return len(self._criteria)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Grades):
            return self.to_json() == other.to_json()
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(dict(self))


def _plain(grades: Mapping[str, Grade]) -> list[Any]:
    told = [[grade.links, grade.notes] for grade in grades.values()]
    evidence = json.dumps(told, separators=(",", ":")) if any(map(any, told)) else ""
    return [[*grades], [grade.cls for grade in grades.values()], evidence]


@lru_cache(maxsize=10_000)
def _same(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The first of all tuples that are equal."""
    return values
