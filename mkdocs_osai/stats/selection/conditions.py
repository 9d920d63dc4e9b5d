"""Conditions on models: their category, date of release, openness score or name.

Each condition has `words` for readers, a `slug` for file names, and the `label` of the property
that it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from mkdocs_osai.i18n import gettext, gettext_noop, headed, listed, localized
from mkdocs_osai.index import Model
from mkdocs_osai.stats.dimensions.thresholds import compute_of, in_words, meets
from mkdocs_osai.stats.formatting import continued, shown


@dataclass(frozen=True, slots=True)
class InCategories:
    """The model is in one of these categories of a dimension."""

    dimension: str
    label: str
    categories: tuple[str, ...]

    @property
    def words(self) -> str:
        """The condition as readers see it."""
        names = listed([shown(one) for one in self.categories], "or")
        return headed(continued(self.label), names)

    @property
    def slug(self) -> str:
        """The condition as part of a file's name."""
        return "-".join(self.categories)


@dataclass(frozen=True, slots=True)
class Released:
    """The model was released in this span; both ends are included, as exact as they are given."""

    since: str | None
    until: str | None
    label = gettext_noop("Date of release")

    @property
    def words(self) -> str:
        """The condition as readers see it."""
        since, until = self.since, self.until
        if until is None:
            return gettext("released since {since}", since=since)
        if since is None:
            return gettext("released until {until}", until=until)
        return gettext("released since {since} until {until}", since=since, until=until)

    @property
    def slug(self) -> str:
        """The condition as part of a file's name."""
        ends = (("since", self.since), ("until", self.until))
        return " ".join(f"{word} {end}" for word, end in ends if end)

    def decides(self, model: Model) -> bool:
        """Whether the date is at least as exact as the ends of the span."""
        date = model.released or ""
        return bool(date) and all(len(date) >= len(end or "") for end in (self.since, self.until))

    def meets(self, model: Model) -> bool:
        """Whether the date is exact enough, and in the span."""
        date, since, until = model.released or "", self.since or "", self.until or ""
        return self.decides(model) and since <= date[: len(since)] and date[: len(until)] <= until


@dataclass(frozen=True, slots=True)
class Scored:
    """The openness score is between these, both included."""

    least: Fraction | None
    most: Fraction | None
    label = gettext_noop("Openness score")

    @property
    def words(self) -> str:
        """The condition as readers see it."""
        least, most = (
            None if end is None else localized(f"{float(end):g}") for end in (self.least, self.most)
        )
        if most is None:
            return gettext("openness at least {number}", number=least)
        if least is None:
            return gettext("openness at most {number}", number=most)
        return gettext("openness at least {least} and at most {most}", least=least, most=most)

    @property
    def slug(self) -> str:
        """The condition as part of a file's name."""
        ends = ((self.least, "at least"), (self.most, "at most"))
        return "openness " + " and ".join(f"{w} {float(e):g}" for e, w in ends if e is not None)

    def decides(self, model: Model) -> bool:
        """Whether the model has a score."""
        return model.score is not None

    def meets(self, model: Model) -> bool:
        """Whether the model has a score in the range."""
        score = model.score
        return (
            score is not None
            and (self.least is None or score >= self.least)
            and (self.most is None or score <= self.most)
        )


@dataclass(frozen=True, slots=True)
class Computed:
    """The training compute is at or above one threshold and below another.

    It is that of the base model, or of the end model if there is no base model.

    Attributes:
        least: the threshold that it is at or above, in FLOP.
        most: the threshold that it is below.
        possibly: whether some value within its bounds is enough; else all must meet the condition.
    """

    least: Fraction | None
    most: Fraction | None
    possibly: bool = False
    label = gettext_noop("Training compute")

    @property
    def words(self) -> str:
        """The condition as readers see it."""
        limits = in_words(self.least, self.most)
        if self.possibly:
            return gettext("training compute possibly {limits}", limits=limits)
        return gettext("training compute certainly {limits}", limits=limits)

    @property
    def slug(self) -> str:
        """The condition as part of a file's name."""
        ends = (("from", self.least), ("below", self.most))
        limits = "-".join(f"{word}-{float(end):g}" for word, end in ends if end is not None)
        return f"{'possibly-' if self.possibly else ''}compute-{limits}"

    def decides(self, model: Model) -> bool:
        """Whether the model has a figure."""
        compute = compute_of(model)
        return compute is not None and compute.has_figure

    def meets(self, model: Model) -> bool:
        """Whether all values within the bounds are in the range, or some, if `possibly` is set."""
        compute = compute_of(model)
        if compute is None or not compute.has_figure:
            return False
        answer = meets(compute, self.least, self.most)
        return answer is True or (self.possibly and answer is None)


@dataclass(frozen=True, slots=True)
class ModelIn:
    """The model is one of these; `names` are for readers."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    label = gettext_noop("Name")

    @property
    def words(self) -> str:
        """The condition as readers see it."""
        return gettext("only {names}", names=listed(self.names))

    @property
    def slug(self) -> str:
        """The condition as part of a file's name."""
        return "-".join(self.ids)

    def decides(self, model: Model) -> bool:  # noqa: ARG002 - as for other conditions
        """True: an id is always known."""
        return True

    def meets(self, model: Model) -> bool:
        """Whether the model is one of them."""
        return model.id in self.ids


Positive = InCategories | Released | Scored | Computed | ModelIn


@dataclass(frozen=True, slots=True)
class Not:
    """The model does not meet a condition."""

    condition: Positive

    @property
    def words(self) -> str:
        """The condition as readers see it."""
        inner = self.condition
        words = listed(inner.names) if isinstance(inner, ModelIn) else inner.words
        return gettext("without {what}", what=words)

    @property
    def slug(self) -> str:
        """The condition as part of a file's name."""
        return f"without-{self.condition.slug}"


Condition = Positive | Not
