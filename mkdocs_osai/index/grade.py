"""How a model is graded: little to hold, for there are many of them."""

from __future__ import annotations

import base64
import json
import zlib
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

_MOST = 10_000_000
"""Bytes of links and notes; a file has a tenth of that."""

_CLASSES: dict[str, str | None] = {"o": "open", "p": "partial", "c": "closed", "-": None}
_LETTERS = {cls: letter for letter, cls in _CLASSES.items()}
_IN_LETTERS = frozenset(_CLASSES)


class Grades(Mapping[str, Grade]):
    """Criterion → grade.

    The classes are at hand. Links and notes, which few ask for, are packed until somebody does.

    Example:
        >>> grades = Grades.of({"code": Grade("open", ("https://a.org",)), "paper": UNGRADED})
        >>> grades.class_of("code"), grades["code"].links, grades.class_of("datasheet")
        ('open', ('https://a.org',), None)
    """

    __slots__ = ("_classes", "_criteria", "_evidence")

    def __init__(self, criteria: str, classes: str, evidence: bytes | str) -> None:
        self._criteria = _criteria(criteria)
        self._classes = classes
        self._evidence = evidence
        if len(self._criteria) != len(classes) or not _IN_LETTERS.issuperset(classes):
            raise ValueError(classes)

    @staticmethod
    def of(grades: Mapping[str, Grade]) -> Grades:
        """These grades."""
        if isinstance(grades, Grades):
            return grades
        told = [[grade.links, grade.notes] for grade in grades.values()]
        evidence = _packed(told) if any(map(any, told)) else b""
        classes = "".join(_LETTERS.get(grade.cls, "-") for grade in grades.values())
        return Grades(json.dumps([*grades]), classes, evidence)

    @staticmethod
    def from_json(kept: Any) -> Grades:
        """What `to_json` made.

        Raises:
            TypeError: it is something else; or ValueError.
        """
        criteria, classes, evidence = kept
        if not (type(criteria) is type(classes) is type(evidence) is str):
            raise TypeError(kept)
        return Grades(criteria, classes, evidence)

    def to_json(self) -> list[str]:
        """These grades as JSON can hold them: criteria, a letter for each class, and evidence."""
        kept = self._evidence
        evidence = kept if isinstance(kept, str) else base64.b64encode(kept).decode()
        return [json.dumps(self._criteria), self._classes, evidence]

    def class_of(self, criterion: str) -> str | None:
        """The class on a criterion; None for none."""
        try:
            return _CLASSES[self._classes[self._criteria.index(criterion)]]
        except ValueError:
            return None

    def __getitem__(self, criterion: str) -> Grade:
        try:
            place = self._criteria.index(criterion)
        except ValueError:
            raise KeyError(criterion) from None
        links, notes = _unpacked(self._evidence)[place] if self._evidence else ((), "")
        return Grade(_CLASSES[self._classes[place]], tuple(links), notes)

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


def _packed(evidence: object) -> bytes:
    """Links and notes in less than half the room."""
    return zlib.compress(json.dumps(evidence, separators=(",", ":")).encode(), 1)


@lru_cache(maxsize=1_000)
def _unpacked(packed: bytes | str) -> list[tuple[list[str], str]]:
    """The links and notes of each criterion, as they were packed or as JSON keeps that.

    Raises:
        ValueError: they are something else.
    """
    try:
        data = base64.b64decode(packed, validate=True) if isinstance(packed, str) else packed
        return _checked(json.loads(_inflated(data)))
    except (zlib.error, TypeError) as error:
        raise ValueError(packed) from error


def _inflated(data: bytes) -> bytes:
    """What was compressed, if it is not more than a file can hold."""
    unzip = zlib.decompressobj()
    found = unzip.decompress(data, _MOST)
    if unzip.unconsumed_tail:
        raise ValueError(len(data))
    return found


def _checked(evidence: Any) -> list[tuple[list[str], str]]:
    for links, notes in evidence:
        if type(notes) is not str or not all(type(link) is str for link in links):
            raise TypeError(evidence)
    return list(map(tuple, evidence))


@lru_cache(maxsize=10_000)
def _criteria(kept: str) -> tuple[str, ...]:
    criteria = json.loads(kept)
    if type(criteria) is not list or not all(type(one) is str for one in criteria):
        raise TypeError(kept)
    return tuple(criteria)
