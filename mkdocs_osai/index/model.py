"""One model of the index, and its grades."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache

from mkdocs_osai.index.compute import Compute, total
from mkdocs_osai.index.criteria import Criterion
from mkdocs_osai.index.grades import UNGRADED, Grade, Grades
from mkdocs_osai.index.license_parts import NO_PARTS, LicensePart, LicenseParts

POINTS = {"open": 2, "partial": 1}
"""Half points of a class; any other class counts 0."""


@dataclass(frozen=True, slots=True)
class Model:
    """One model: identity, organisation, criteria and openness score.

    Attributes:
        id: the stem of its file.
        path: its file, as messages name it.
        name: its name; the id if the file has none.
        links: web addresses of the model.
        types: its types, in the order of `TYPES`.
        performance_class: `full`, `latest`, `limited` or None.
        base_model, end_model: the names of the model it was made from and of the one users use.
        license: the licence of the end model, as written.
        released: `2024`, `2024-07` or `2024-07-01`, or None.
        organization: its organisation, as written.
        organization_links: web addresses of the organisation.
        origin: the tag for the national origin, or None.
        contributor: the tag for the type of contributor, or None.
        grades: criterion → grade, for each criterion that applies to its types or is graded in
            its file, in their order; only those that apply count.
        score: the openness score from 0 to 1, or None if no criterion applies.
        aliases: its earlier ids and names.
        compute_base, compute_end: the training compute of the base model and of the end model;
            None if it is not recorded.
        license_parts: the licences of weights, code and data.
        base: the id of the entry that it was made from, if its file names one.
    """

    id: str
    path: str
    name: str
    links: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    performance_class: str | None = None
    base_model: str | None = None
    end_model: str | None = None
    license: str | None = None
    released: str | None = None
    organization: str | None = None
    organization_links: tuple[str, ...] = ()
    origin: str | None = None
    contributor: str | None = None
    grades: Mapping[str, Grade] = field(default_factory=dict)
    score: Fraction | None = None
    aliases: tuple[str, ...] = ()
    compute_base: Compute | None = None
    compute_end: Compute | None = None
    license_parts: LicenseParts = NO_PARTS
    base: str | None = None

    def class_of(self, criterion: str) -> str | None:
        """Its class on a criterion, or None."""
        grades = self.grades
        if isinstance(grades, Grades):
            return grades.class_of(criterion)
        return grades.get(criterion, UNGRADED).cls

    @property
    def compute_total(self) -> Compute | None:
        """The training compute of the base model and the end model together."""
        return total(self.compute_base, self.compute_end)

    def with_compute_texts(self, text: str) -> Model:
        """A copy with another text for each training compute, to compare what texts mean."""
        base, end = (c and replace(c, text=text) for c in (self.compute_base, self.compute_end))
        return replace(self, compute_base=base, compute_end=end)

    @property
    def license_weights(self) -> str | None:
        """The licence of its weights, or "not released", "not disclosed", "unknown"."""
        return _category(self.license_parts.weights)

    @property
    def license_code(self) -> str | None:
        """The licence of its code, likewise."""
        return _category(self.license_parts.code)

    @property
    def license_data(self) -> str | None:
        """The licence of its data, likewise."""
        return _category(self.license_parts.data)


def _category(part: LicensePart | None) -> str | None:
    return part.category if part else None


def openness_score(criteria: Iterable[Criterion], grades: Mapping[str, Grade]) -> Fraction | None:
    """The unweighted mean over the criteria that apply: open 1, partial ½, anything else 0.

    Returns:
        An exact number from 0 to 1, or None if no criterion applies.

    Example:
        >>> some = [Criterion("code", "Code", "Documentation"), Criterion("paper", "Paper", "…")]
        >>> openness_score(some, {"code": Grade("open"), "paper": Grade("partial")})
        Fraction(3, 4)
    """
    found = [grades.get(c.ref, UNGRADED) for c in criteria]
    if not found:
        return None
    return _fraction(sum(POINTS.get(grade.cls or "", 0) for grade in found), 2 * len(found))


_fraction = lru_cache(maxsize=1_000)(Fraction)
"""Models with the same score share one object."""
