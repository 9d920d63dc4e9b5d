"""The table of the words of claims for the guide, made from what each word allows."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_osai.claims.allowed_text import bounds_in_words
from mkdocs_osai.claims.emphasis import (
    EMPHASIS,
    LARGE_FOR_ONLY,
    MINIMIZING,
    OVERSTATED,
    SMALL_FOR_AS_MANY_AS,
    UNDERSTATED,
)
from mkdocs_osai.claims.hedges import (
    AFTER,
    AMONG_THE_MOST,
    BY_FAR,
    FAR_MORE,
    HEDGES,
    LITTLE_CHANGED,
    ORDER_OF_MAGNITUDE,
    QUANTIFIERS,
    TOLERANCES,
    VAGUE,
    Measure,
    in_percent,
)
from mkdocs_osai.claims.interval import Interval

_HEDGED = f"{in_percent(TOLERANCES.hedged)}% of what is written"


def in_words(interval: Interval, measure: Measure) -> str:
    """An interval in words, in percent where it is about a share.

    Example:
        >>> from fractions import Fraction
        >>> in_words(Interval(Fraction(1, 2), low_in=False), "share")
        'more than 50%'
    """
    share = measure == "share"
    return bounds_in_words(
        interval, lambda end: f"{in_percent(end)}%" if share else f"{float(end):,g}"
    )


def table() -> Iterator[tuple[str, str]]:
    """All words with what they allow, for the guide."""
    for hedge, meaning in HEDGES.items():
        behind = [f"… {words}" for words, same in AFTER.items() if same is hedge]
        words = ", ".join((*meaning.words, *behind))
        yield words or "nothing before the quantity", meaning.allows
    for wording in (*QUANTIFIERS, *VAGUE):
        allows = _OF_TWO.get(wording.words[0]) or in_words(wording.tests[0][1], wording.tests[0][0])
        yield ", ".join(_once(wording.words)), allows + "; vague" * wording.vague
    for words, text in _OTHERS:
        yield words, text
    yield (
        ", ".join(EMPHASIS),
        (
            f"stresses the number; {OVERSTATED[0]} and the like allow none below it, "
            f"{MINIMIZING[-1]}, {MINIMIZING[0]} and the like none above it; {UNDERSTATED[0]} "
            f"before more than {in_percent(LARGE_FOR_ONLY)}% and {OVERSTATED[0]} "
            f"before less than {in_percent(SMALL_FOR_AS_MANY_AS)}% is a notice"
        ),
    )


_OF_TWO = {"both": "two of two", "neither": "none of two"}
_ARTICLES = ("a ", "an ", "the ")


def _once(words: tuple[str, ...]) -> list[str]:
    """The words, those that differ in the article only once."""
    found: dict[str, str] = {}
    for one in words:
        article = next((a for a in _ARTICLES if one.startswith(a)), "")
        rest = one.removeprefix(article)
        if rest not in found or (article == "an ") is (rest[0] in "aeio"):
            found.setdefault(rest, one)
            if article in ("a ", "an "):
                found[rest] = one
    return [*found.values()]


_OTHERS = (
    (
        "all three, all but two, 76 of 191 models, 76/191",
        "both the count and the whole",
    ),
    ("between 5 and 10, 35 to 45%, 40% ± 2 points", "both ends and all between them"),
    ("40 in 100, 398 in 1,000", "the part, rounded to the nearest whole number of its whole"),
    ("two thirds (62%)", "both figures"),
    ("up from 39%, rose by 4 points, doubled", "the number then, now, their difference or ratio"),
    (
        "fell below half, rose above 40%",
        "the number now; the former one was not on that side",
    ),
    ("rose slightly", f"a rise by at most {in_percent(TOLERANCES.hedged)}% of the former number"),
    ("a third more than, 33% more", "the ratio is 1 plus what is written, in its tolerance"),
    ("slightly more than, slightly fewer than", f"the ratio is off from 1 by at most {_HEDGED}"),
    (
        "far more than, far fewer than",
        f"{float(FAR_MORE.low or 0):g} times as many or more; the inverse or less",
    ),
    ("an order of magnitude", in_words(ORDER_OF_MAGNITUDE, "quotient") + " times"),
    (
        "the most open, the largest, second, the runner-up, the country with the most models",
        "the place, shared with none",
    ),
    (
        "tied for the most open, joint first, tied with, level with",
        "the place, shared with another",
    ),
    ("among the top three", "no more than three are there, with those that share the place"),
    (
        "among the most open, one of the largest",
        f"the first place, or among the top {in_percent(AMONG_THE_MOST)}%",
    ),
    ("by far the largest", f"{float(BY_FAR):g} times as large as the second, or more"),
    ("second only to, behind only", "the place after those that are named, shared with none"),
    (
        "all models, of all models, in the index",
        "a number without a selection, whatever category the models without one have",
    ),
    ("of those with a figure", "a number of models with a figure"),
    ("unchanged, no change", "a count is the same; a share to a tenth of a percentage point"),
    ("little changed", f"off by at most {in_percent(LITTLE_CHANGED)}% of the former number"),
)
