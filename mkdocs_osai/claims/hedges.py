"""Every word of claims with what it allows: the one table that is read, tested and printed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction

from mkdocs_osai.claims.interval import Interval, above, below, exactly
from mkdocs_osai.claims.tokens import phrases


@dataclass(frozen=True, slots=True)
class Tolerances:
    """How far a number may be from the words.

    Attributes:
        hedged: for "nearly", "about" and "just over", as a part of the number in words.
        hedged_fraction: the most for a fraction with one of these, as a fraction of 1.
        percentage: the most for a percentage with one of these hedges, as a fraction of 1.
        least_percentage: the least for "about" and a percentage, as a fraction of 1.
        least_count: the least for "about" and a count of five or more, in models.
        fraction: for a fraction in words without a hedge, on both sides, as a fraction of 1; at
            most `hedged` of it.
        close: the same, from where on it is a notice.
        multiple: for "twice" or "three times" without a hedge, on both sides, as a part of it.
        none: for "almost none", as a fraction of 1.

    Example:
        >>> TOLERANCES.hedged, TOLERANCES.scaled(Fraction(1, 2)).hedged
        (Fraction(1, 10), Fraction(1, 20))
    """

    hedged: Fraction = Fraction(1, 10)
    hedged_fraction: Fraction = Fraction(1, 20)
    percentage: Fraction = Fraction(3, 100)
    least_percentage: Fraction = Fraction(1, 200)
    least_count: Fraction = Fraction(1)
    fraction: Fraction = Fraction(3, 200)
    close: Fraction = Fraction(1, 100)
    multiple: Fraction = Fraction(1, 20)
    none: Fraction = Fraction(1, 20)

    def scaled(self, factor: Fraction) -> Tolerances:
        """The same, each times a factor."""
        return Tolerances(*(getattr(self, field.name) * factor for field in fields(self)))


TOLERANCES = Tolerances()


class Hedge(StrEnum):
    """A word in front of a quantity: how exact it is, and in which direction it can be off."""

    PLAIN = "plain"
    EXACTLY = "exactly"
    NEARLY = "nearly"
    ABOUT = "about"
    OVER = "over"
    JUST_OVER = "just over"
    WELL_OVER = "well over"
    AT_LEAST = "at least"
    UNDER = "under"
    WELL_UNDER = "well under"
    AT_MOST = "at most"
    UP_TO = "up to"


@dataclass(frozen=True, slots=True)
class Meaning:
    """The words of a hedge, and what they allow.

    Attributes:
        words: all words with the same meaning.
        allows: the numbers that are allowed, in words.
    """

    words: tuple[str, ...]
    allows: str


def in_percent(part: Fraction) -> str:
    """A part of 1 in percent, without the sign.

    Example:
        >>> in_percent(Fraction(2, 3))
        '66.7'
    """
    return f"{round(float(part * 100), 1):g}"


LEAST_FOR_ONE = 5
"""The smallest count that may be one off after "about"."""

_HEDGED = f"{in_percent(TOLERANCES.hedged)}% of what is written"
_POINTS = (
    f"of a percentage, by at most {in_percent(TOLERANCES.percentage)} points, of a fraction "
    f"{in_percent(TOLERANCES.hedged_fraction)}"
)
_WELL = f"by more than {_HEDGED}; {_POINTS.replace('at most', 'more than')}"

HEDGES: dict[Hedge, Meaning] = {
    Hedge.PLAIN: Meaning(
        (),
        "what is written, at the precision it is written with: 12.5% is 12.45% to 12.55%; a count "
        "is exact, and so are 0% and 100%; a fraction in words may be "
        f"{in_percent(TOLERANCES.fraction)} percentage points off "
        f"(a notice from {in_percent(TOLERANCES.close)}), but never by more than "
        f"{in_percent(TOLERANCES.hedged)}% of itself; a multiple "
        f"{in_percent(TOLERANCES.multiple)}%",
    ),
    Hedge.EXACTLY: Meaning(
        ("exactly", "precisely"),
        "the same, without rounding; only a percentage with a decimal (39.8%), or a score or ratio "
        "with two, is as exact as it is written",
    ),
    Hedge.NEARLY: Meaning(
        (
            *("nearly", "almost", "just under", "just below", "close to", "not quite"),
            *("just shy of", "shy of", "just short of", "a little under", "slightly under"),
            *("slightly less than", "slightly fewer than", "a little less than", "slightly below"),
            *("a little fewer than", "a little short of", "approaching", "nearing"),
        ),
        f"less, by at most {_HEDGED}; {_POINTS}",
    ),
    Hedge.ABOUT: Meaning(
        (
            *("about", "around", "roughly", "approximately", "some", "circa", "approx", "±"),
            *("in the region of", "something like"),
        ),
        f"more or less, by at most {_HEDGED}; {_POINTS}; {in_percent(TOLERANCES.least_percentage)} "
        f"points are always allowed, and of a count from {LEAST_FOR_ONE} up, "
        f"{TOLERANCES.least_count}",
    ),
    Hedge.OVER: Meaning(
        ("more than", "over", "above", "exceeding", "greater than", "upwards of"), "more"
    ),
    Hedge.JUST_OVER: Meaning(
        (
            *("just over", "just above", "slightly more than", "a little over"),
            *("little more than", "a little more than", "slightly over", "slightly above"),
            *("a bit more than", "a bit over", "a shade over", "only just over"),
        ),
        f"more, by at most {_HEDGED}; {_POINTS}",
    ),
    Hedge.WELL_OVER: Meaning(
        ("well over", "far more than", "much more than", "well above", "far above"),
        f"more, {_WELL}",
    ),
    Hedge.AT_LEAST: Meaning(
        ("at least", "no fewer than", "no less than", "not less than", "not fewer than"),
        "that or more",
    ),
    Hedge.UNDER: Meaning(("less than", "under", "below", "fewer than", "not even"), "less"),
    Hedge.WELL_UNDER: Meaning(
        ("well under", "far less than", "far fewer than", "well below", "far below"),
        f"less, {_WELL}",
    ),
    Hedge.AT_MOST: Meaning(("at most", "no more than", "not more than"), "that or less"),
    Hedge.UP_TO: Meaning(("up to",), f"that, or less by at most {_HEDGED}; {_POINTS}"),
}
"""Each hedge with its words; the parser and `osai.hedges()` use them."""

HEDGE_WORDS = {phrase: hedge for hedge, m in HEDGES.items() for phrase in phrases(*m.words)}
"""The words of each hedge, as a phrase → the hedge."""

AFTER: dict[str, Hedge] = {
    "or more": Hedge.AT_LEAST,
    "at least": Hedge.AT_LEAST,
    "or fewer": Hedge.AT_MOST,
    "or less": Hedge.AT_MOST,
    "at most": Hedge.AT_MOST,
    "or so": Hedge.ABOUT,
    "or thereabouts": Hedge.ABOUT,
    "give or take": Hedge.ABOUT,
}
"""Words behind a quantity → the hedge that they are."""

Measure = str
"""What is tested: `share`, `count`, `of` (the whole), `rest` (the whole without the count), …"""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that say a quantity without a number.

    Attributes:
        words: all words with the same meaning.
        tests: measure → what it may be; all must hold.
        vague: whether a number would say more; then the author gets a notice.
        noun: whether a noun must follow.
    """

    words: tuple[str, ...]
    tests: tuple[tuple[Measure, Interval], ...]
    vague: bool = False
    noun: bool = False


def _between(low: int, high: int, *, low_in: bool = True, high_in: bool = True) -> Interval:
    """An interval of percentages."""
    return Interval(Fraction(low, 100), Fraction(high, 100), low_in, high_in)


def _share(words: tuple[str, ...], allows: Interval, *, noun: bool = False) -> Wording:
    return Wording(words, (("share", allows),), noun=noun)


def _with(adjectives: str, noun: str, articles: str = "a the an") -> tuple[str, ...]:
    """Each adjective before a noun, with each article."""
    return tuple(f"{a} {adj} {noun}" for adj in adjectives.split() for a in articles.split())


def _parts(adjectives: str, nouns: str) -> tuple[str, ...]:
    return tuple(words for noun in nouns.split() for words in _with(adjectives, noun))


QUANTIFIERS: tuple[Wording, ...] = (
    _share(("all", "every", "each", "every one", "each one"), exactly(1)),
    _share(("not all", "not every"), Interval(Fraction(0), Fraction(1), False, False)),  # noqa: FBT003
    _share(("nearly all", "almost all"), _between(90, 100, high_in=False)),
    _share(
        ("virtually all", "practically all", "just under all", "not quite all"),
        _between(95, 100, high_in=False),
    ),
    _share(("less than all", "fewer than all"), below(1)),
    _share(("none", "not one", "not a single", "not a single one"), exactly(0)),
    _share(("no", "exactly no"), exactly(0), noun=True),
    _share(
        (
            *("almost none", "nearly none", "hardly any", "scarcely any", "almost no"),
            *("virtually none", "virtually no", "practically none", "next to none"),
        ),
        _between(0, 5, low_in=False),
    ),
    Wording(("both",), (("rest", exactly(0)), ("of", exactly(2)))),
    Wording(("neither",), (("count", exactly(0)), ("of", exactly(2)))),
    _share(
        ("most", "a majority", "the majority", "the greater part", "the better part"),
        above(Fraction(1, 2)),
    ),
    _share((*_with("vast overwhelming huge", "majority"),), _between(80, 100, high_in=False)),
    _share(
        (*_with("large great strong big", "majority"), "the lion's share", "the bulk"),
        Interval(Fraction(2, 3), Fraction(1), high_in=False),
    ),
    _share(_with("clear", "majority"), Interval(Fraction(3, 5), Fraction(1), high_in=False)),
    _share(_with("slim narrow bare thin slight small", "majority"), _between(50, 55, low_in=False)),
    _share(("a minority", "the minority"), _between(0, 50, low_in=False, high_in=False)),
    _share(
        _with("large sizeable sizable substantial", "minority"), _between(30, 50, high_in=False)
    ),
    _share(_with("small", "minority"), _between(0, 25, low_in=False)),
    _share(_with("tiny", "minority"), _between(0, 10, low_in=False)),
    _share(
        _parts("large big sizeable", "part share portion proportion"),
        Interval(Fraction(2, 5)),
    ),
    _share(
        _parts("small", "part share portion proportion fraction"), _between(0, 20, low_in=False)
    ),
    _share(_parts("tiny", "part share portion proportion fraction"), _between(0, 5, low_in=False)),
)
"""Words for a part of the whole, without a number."""


def _vague(words: tuple[str, ...], low: int, high: int) -> Wording:
    return Wording(words, (("count", Interval(Fraction(low), Fraction(high))),), vague=True)


VAGUE: tuple[Wording, ...] = (
    Wording(
        ("a single", "one single", "a lone", "a sole", "the only", "the sole"),
        (("count", exactly(1)),),
        noun=True,
    ),
    Wording(("a couple",), (("count", exactly(2)),), vague=True),
    _vague(("a few", "just a few"), 3, 5),
    _vague(("a handful",), 3, 6),
    _vague(("several",), 3, 9),
    _vague(("dozens",), 24, 199),
    _vague(("hundreds",), 200, 1999),
    _vague(("thousands",), 2000, 99_999),
)
"""Words for a count, without a number; a number says more."""

ORDER_OF_MAGNITUDE = Interval(Fraction(8), Fraction(25, 2))
"""The ratio that "an order of magnitude" allows."""

FAR_MORE = Interval(Fraction(3, 2))
"""The ratio of two numbers that "far more than" allows; its inverse for "far fewer than"."""

BY_FAR = Fraction(3, 2)
"""How many times as large as the second "by far the largest" is, at least; as for `FAR_MORE`."""

AMONG_THE_MOST = Fraction(1, 10)
"""The part of the models that "among the most open" are, at most."""

LITTLE_CHANGED = Fraction(1, 20)
"""The most by which a number that is "little changed" differs from the former one."""
