"""What a definition requires of a model, with three answers: it meets it, it does not, unknown."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from operator import attrgetter

from mkdocs_osai.i18n import clauses, gettext, gettext_noop, headed, integer, listed
from mkdocs_osai.index import Compute, Model
from mkdocs_osai.stats.dimensions import thresholds
from mkdocs_osai.stats.dimensions.descent import NOT_SAID
from mkdocs_osai.stats.dimensions.dimension import SAYS_NOTHING, Dimension
from mkdocs_osai.stats.dimensions.thresholds import in_words
from mkdocs_osai.stats.dimensions.thresholds import meets as within
from mkdocs_osai.stats.formatting import shown, titled

Answer = bool | None
"""True: it meets it. False: it does not. None: that cannot be said."""

_UNKNOWN = SAYS_NOTHING | {
    NOT_SAID,
    thresholds.UNDECIDED,
    thresholds.UNKNOWN,
    thresholds.NOT_APPLICABLE,
    thresholds.NOT_RECORDED,
}
"""Categories that say nothing of what a model is, in lower case."""

NOT_ASSESSED = gettext_noop("not assessed by the index")
"""What is found of what the index does not assess; `gettext` translates it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is found of one requirement for a model.

    Attributes:
        requirement: the requirement, in words.
        answer: whether the model meets it.
        found: what the index says of the model, in words.
        assessed: whether the index assesses what is required.
    """

    requirement: str
    answer: Answer
    found: str
    assessed: bool = True


@dataclass(frozen=True, slots=True)
class InCategory:
    """The model is in one of some categories of a dimension, such as a class of a criterion."""

    dimension: Dimension
    categories: tuple[str, ...]

    @property
    def words(self) -> str:
        """The requirement as readers see it."""
        names = listed([shown(one) for one in self.categories], "or")
        return headed(titled(self.dimension.label), names)

    def find(self, model: Model) -> Finding:
        """Whether a model meets it."""
        if unknown := self.dimension.unknown_in_rest(model):
            return Finding(self.words, None, shown(unknown))
        its = self.dimension.categories_of(model)
        if not set(its).isdisjoint(self.categories):
            return Finding(self.words, answer=True, found=listed([*map(shown, its)]))
        if not its:
            return Finding(self.words, None, shown("not told"))
        answer = None if _UNKNOWN.issuperset(map(str.casefold, its)) else False
        return Finding(self.words, answer, listed([*map(shown, its)]))


@dataclass(frozen=True, slots=True)
class WithinBounds:
    """The training compute is at or above a figure, or below one."""

    dimension: Dimension
    least: Fraction | None
    most: Fraction | None

    @property
    def words(self) -> str:
        """The requirement as readers see it."""
        name = titled(self.dimension.label.partition(" (")[0])
        return f"{name} {in_words(self.least, self.most)}"

    def find(self, model: Model) -> Finding:
        """Whether a model meets it for every value within the bounds of what is known."""
        compute: Compute | None = attrgetter(self.dimension.name)(model)
        if compute is None:
            return Finding(self.words, None, shown(thresholds.NOT_RECORDED))
        if compute.state == "not_applicable":
            return Finding(self.words, None, shown(thresholds.NOT_APPLICABLE))
        if not compute.has_figure:
            return Finding(self.words, None, shown(thresholds.UNKNOWN))
        return Finding(self.words, within(compute, self.least, self.most), compute.text)


@dataclass(frozen=True, slots=True)
class NotAssessed:
    """Something that the index does not assess, so that no model is known to meet it."""

    what: str

    @property
    def words(self) -> str:
        """The requirement as readers see it."""
        return gettext(self.what)

    def find(self, model: Model) -> Finding:  # noqa: ARG002 - as for other requirements
        """Unknown for every model."""
        return Finding(self.words, None, NOT_ASSESSED, assessed=False)


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Some of several requirements, at least `count` of them; all, if it is their number."""

    count: int
    of: tuple[Requirement, ...]

    @property
    def words(self) -> str:
        """The requirement as readers see it."""
        if self.count == len(self.of):
            return listed([one.words for one in self.of])
        words = clauses(one.words for one in self.of)
        if self.count == 1:
            return gettext("one of: {requirements}", requirements=words)
        return gettext(
            "at least {count} of: {requirements}", count=integer(self.count), requirements=words
        )

    def find(self, model: Model) -> Finding:
        """Whether a model meets enough of them for certain, or may meet enough."""
        found = [one.find(model) for one in self.of]
        met = sum(one.answer is True for one in found)
        open_ = sum(one.answer is None for one in found)
        answer = True if met >= self.count else None if met + open_ >= self.count else False
        names = [one.requirement.partition(":")[0].strip() for one in found]
        texts = [headed(name, gettext(f.found)) for name, f in zip(names, found, strict=True)]
        return Finding(self.words, answer, clauses(texts))


Requirement = InCategory | WithinBounds | NotAssessed | AtLeast


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether a model meets a definition, and what is found of each requirement.

    Attributes:
        findings: of each requirement, in the order of the definition.
    """

    findings: tuple[Finding, ...]

    @property
    def meets(self) -> Answer:
        """True if it meets all, False if it fails one, None if that cannot be said."""
        answers = {one.answer for one in self.findings}
        return False if False in answers else None if None in answers else True

    @property
    def words(self) -> str:
        """The answer in words.

        Example:
            >>> Assessment((Finding("Weights: open", None, "not told"),)).words
            'cannot be said'
        """
        return gettext(WORDS[self.meets])

    @property
    def missing(self) -> tuple[Finding, ...]:
        """The requirements that it does not meet for certain, failed ones first."""
        failed = [one for one in self.findings if one.answer is False]
        return (*failed, *(one for one in self.findings if one.answer is None))

    @property
    def near(self) -> Finding | None:
        """The only requirement that it fails, if it meets all others that the index assesses."""
        missing = [one for one in self.missing if one.assessed]
        return missing[0] if len(missing) == 1 and missing[0].answer is False else None


WORDS: dict[Answer, str] = {
    True: gettext_noop("meets it"),
    False: gettext_noop("does not meet it"),
    None: gettext_noop("cannot be said"),
}
