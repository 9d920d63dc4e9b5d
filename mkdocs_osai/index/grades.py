"""The grades of a model, in little memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from mkdocs_osai.index.criteria import CLASSES


@dataclass(frozen=True, slots=True)
class Grade:
    """The grade of a model on one criterion.

    Attributes:
        cls: `open`, `partial` or `closed`; None if the file has no valid class.
        links: web addresses of the evidence.
        notes: the graders' remark, as plain text.
    """

    cls: str | None = None
    links: tuple[str, ...] = ()
    notes: str = ""


UNGRADED = Grade()

_CLASSES: dict[str, str | None] = {"-": None, **{cls[0]: cls for cls in CLASSES}}
"""Letter → class."""

_LETTERS = {cls: letter for letter, cls in _CLASSES.items()}

_BETWEEN_GRADES, _BETWEEN_TEXTS = "\x1f", "\x1e"
"""Control characters, which no note or link of a file can contain."""


@lru_cache(maxsize=1_000)
def shared(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The first of equal tuples, so that models with the same texts keep one.

    Example:
        >>> shared(("text", "code")) is shared(tuple(["text", "code"]))
        True
    """
    return texts


class Grades(Mapping[str, Grade]):
    """Criterion → grade.

    The classes are a letter each. The notes and links are one text, which is split when a grade is
    asked for: an index of many models has ten times as many grades, and most are never shown.

    Example:
        >>> grades = Grades.of({"code": Grade("open", ("https://a.org",)), "paper": UNGRADED})
        >>> grades["code"].links, grades.class_of("code"), grades.class_of("paper")
        (('https://a.org',), 'open', None)
    """

    __slots__ = ("_evidence", "_letters", "_refs")

    def __init__(self, refs: tuple[str, ...], letters: str, evidence: str) -> None:
        if not len(refs) == len(letters) == evidence.count(_BETWEEN_GRADES):
            raise ValueError("not one class, note and list of links for each criterion")
        if not _CLASSES.keys() >= {*letters}:
            raise ValueError(letters)
        self._refs = shared(refs)
        self._letters = letters
        self._evidence = evidence

    @staticmethod
    def of(grades: Mapping[str, Grade]) -> Grades:
        """The same grades.

        Raises:
            ValueError: one has no valid class, or its texts have control characters.
        """
        if isinstance(grades, Grades):
            return grades
        if not _LETTERS.keys() >= {grade.cls for grade in grades.values()}:
            raise ValueError("a class that does not exist")
        evidence = [_BETWEEN_TEXTS.join((g.notes, *g.links)) for g in grades.values()]
        links = sum(len(grade.links) for grade in grades.values())
        if sum(text.count(_BETWEEN_TEXTS) for text in evidence) != links:
            raise ValueError("a note or a link contains control characters")
        letters = "".join(_LETTERS[grade.cls] for grade in grades.values())
        return Grades((*grades,), letters, "".join(f"{e}{_BETWEEN_GRADES}" for e in evidence))

    @staticmethod
    def from_json(kept: Any) -> Grades:
        """The grades that `to_json` was called on.

        Raises:
            TypeError, ValueError: the values are not from it.
        """
        refs, letters, evidence = kept
        texts = type(refs) is list and [*refs, letters, evidence]
        if not texts or {*map(type, texts)} != {str}:
            raise TypeError(kept)
        return Grades(tuple(refs), letters, evidence)

    def to_json(self) -> Any:
        """Convert them to JSON values."""
        return [self._refs, self._letters, self._evidence]

    def class_of(self, criterion: str) -> str | None:
        """The class on a criterion; None if there is none."""
        if criterion not in self._refs:
            return None
        return _CLASSES[self._letters[self._refs.index(criterion)]]

    def __getitem__(self, criterion: str) -> Grade:
        if criterion not in self._refs:
            raise KeyError(criterion)
        return _split(self._letters, self._evidence)[self._refs.index(criterion)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._refs)

    def __len__(self) -> int:
        return len(self._refs)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Grades) and other._refs == self._refs:
            return (other._letters, other._evidence) == (self._letters, self._evidence)
        return super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(dict(self))


@lru_cache(maxsize=1_000)
def _split(letters: str, evidence: str) -> list[Grade]:
    """The grades of one model; those of the last models are kept."""
    found = []
    for letter, one in zip(letters, evidence.split(_BETWEEN_GRADES), strict=False):
        notes, *links = one.split(_BETWEEN_TEXTS)
        found.append(Grade(_CLASSES[letter], tuple(links), notes))
    return found
