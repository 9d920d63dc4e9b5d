"""Suggestions for a claim: words that are true, each tested against the number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from mkdocs_osai.claims.bounded_words import FRACTIONS, bounded_words
from mkdocs_osai.claims.hedges import HEDGES, Hedge
from mkdocs_osai.claims.numbers import ORDINALS
from mkdocs_osai.claims.parser import MOST_CHARACTERS
from mkdocs_osai.claims.result import ClaimResult, Verdict
from mkdocs_osai.claims.tokens import plain
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Quantity, in_words, percent
from mkdocs_osai.stats.formatting import rounded
from mkdocs_osai.stats.quantity import Kind

MOST = 2

_TIMES = {2: "twice", 3: "three times", 4: "four times", 5: "five times", 10: "ten times"}


def suggestions(result: ClaimResult, verdict_of: Callable[[str], Verdict]) -> tuple[str, ...]:
    """Other words that are true, the plainest first.

    For a false claim: words that are close, and words that bound the number. For a borderline
    claim: words that one model more or less does not turn.

    Args:
        result: a claim that is false or borderline.
        verdict_of: words → their verdict on the values of the claim.
    """
    if result.answers:
        return ()  # what is told of the number is about those that meet the definition
    numbers, tail = result.numbers, " of all models" * result.in_all
    firm, near = [], []
    several = candidates(numbers) if len(numbers) == len(result.values) else ()
    for one in dict.fromkeys(several):
        words = one + tail
        if words == result.words or _turned_round(words, result.words):
            continue
        try:
            verdict = verdict_of(words)
        except AuthorError:
            continue
        if verdict is Verdict.TRUE:
            firm.append(words)
        elif verdict is Verdict.NEAR:
            near.append(words)
    if result.verdict is Verdict.NEAR:
        near = []
    words_that_hold = sorted((*firm, *near), key=lambda words: words in _COARSE)
    bounds = [w for w in words_that_hold if w.startswith(_BOUNDS)]
    others = [w for w in words_that_hold if not w.startswith(_BOUNDS)]
    return (*others[:1], *bounds[:1]) if bounds else tuple(others[:MOST])


_BOUNDS = ("more than", "less than")
_COARSE = ("most", "a minority")


def _turned_round(words: str, claim: str) -> bool:
    """Whether words bound the number from the other side than the claim does."""
    text = " ".join(plain(claim[:MOST_CHARACTERS]))
    over = text.startswith(HEDGES[Hedge.OVER].words + HEDGES[Hedge.AT_LEAST].words)
    under = text.startswith(HEDGES[Hedge.UNDER].words + HEDGES[Hedge.AT_MOST].words)
    return (over and words.startswith(("less", "at most"))) or (
        under and words.startswith(("more", "at least"))
    )


def candidates(numbers: list[Quantity]) -> Iterator[str]:
    """Words that may be true of some numbers, the plainest first."""
    if any(number.bounds is not None for number in numbers):
        if len(numbers) == 1:
            yield from bounded_words(numbers[0])
        else:
            yield from ("outnumber", "more than", "fewer than", "less than")
        return
    if len(numbers) == 2:
        yield from _of_two(*numbers)
        return
    for number in numbers:
        if number.change is not None:
            yield from _of_change(*number.change)
            return
        yield from _WORDS[number.kind](number)


def _of_share(number: Quantity) -> Iterator[str]:
    share = number.value
    yield from ("none", "all")
    nearest = sorted(FRACTIONS, key=lambda name: abs(FRACTIONS[name] - share))[:2]
    for name in nearest:
        yield f"about {name}"
    for name in nearest:
        yield from (f"just over {name}", f"nearly {name}")
    if 0 < share < 1:
        whole = rounded(share * 100, 0)
        yield f"about {whole if whole not in ('0', '100') else rounded(share * 100, 1)}%"
        yield from ("most", "a minority", percent(share))
    for step in (5, 1):
        if share > 0:
            yield f"more than {(math.ceil(share * 100 / step) - 1) * step}%"
        if share < 1:
            yield f"less than {(math.floor(share * 100 / step) + 1) * step}%"


def _of_count(number: Quantity) -> Iterator[str]:
    count = int(number.value)
    yield from ("none", "all", "most")
    for step in (1000, 100, 50, 10, 5):
        if 0 < count // step * step < count:
            yield f"more than {count // step * step:,}"
    for step in (100, 50, 10):
        whole = round(count / step) * step
        if whole:
            yield f"about {whole:,}"
    yield f"about {in_words(count) if count <= 12 else f'{count:,}'}"
    yield in_words(count) if count <= 12 else f"{count:,}"


def _of_rank(number: Quantity) -> Iterator[str]:
    place = number.count
    standing = number.standing
    most = "largest" if standing and number.dimension else "most open"
    ordinal = "" if place == 1 or place > len(ORDINALS) else f"{ORDINALS[place - 1]} "
    if place <= len(ORDINALS):
        joint = ORDINALS[place - 1]
        if standing and standing.shared:
            yield from (f"tied for the {ordinal}{most}", f"joint {joint}")
        yield from (f"by far the {most}", f"the {ordinal}{most}")
    for top in (3, 5, 10, 20, 50, 100):
        if place <= top:
            yield f"among the top {in_words(top) if top <= 12 else top}"
    if place == number.of:
        yield f"the {'smallest' if most == 'largest' else 'least open'}"


def _of_ratio(number: Quantity) -> Iterator[str]:
    ratio = number.value
    for times, name in _TIMES.items():
        yield from (f"about {name}", f"more than {name}", f"nearly {name}", name)
        if ratio < times:
            break
    yield f"about {rounded(ratio, 1)} times"
    if 0 < ratio < 1:
        for name, value in FRACTIONS.items():
            if abs(value - ratio) < Fraction(1, 20):
                yield f"about {name}"


def _of_points(number: Quantity) -> Iterator[str]:
    for decimals in (0, 1):
        points = rounded(number.value * 100, decimals)
        yield from (f"about {points} percentage points", f"{points} percentage points")


def _of_two(first: Quantity, second: Quantity) -> Iterator[str]:
    for words in _compared(first, second):
        if first.kind != "count":
            for said, other in _OF_NO_MODELS:
                words = words.replace(said, other)  # noqa: PLW2901
        yield words


_OF_NO_MODELS = (("as many as", "as high as"), ("outnumber", "higher than"), ("fewer", "lower"))
"""Words for numbers of models → words for shares and scores."""


def _compared(first: Quantity, second: Quantity) -> Iterator[str]:
    if second.value > 0 and first.value >= 2 * second.value:
        yield from (f"{words} as many as" for words in _of_ratio(first / second))
    if second.value > 0 and first.value * 2 <= second.value:
        yield from ("about half as many as", "less than half as many as")
    if second.value > 0 and second.value < first.value * 2:
        yield from _amounts(first.value / second.value - 1, first - second)
    yield from ("about as many as", "nearly as many as", "outnumber", "fewer than", "as many as")


def _amounts(more: Fraction, difference: Quantity) -> Iterator[str]:
    """By how much one number is more or less than another: "about a third more than"."""
    word = "more" if more > 0 else "fewer"
    yield from (f"slightly {word} than", f"far {word} than")
    nearest = sorted(FRACTIONS, key=lambda name: abs(FRACTIONS[name] - abs(more)))[:2]
    yield from (f"about {name} {word} than" for name in nearest)
    yield from (f"about {rounded(abs(more) * 100, 0)}% {word} than",)
    if difference.kind == "count":
        yield f"{int(abs(difference.value)):,} {word} than"
    if difference.kind == "points":
        points = rounded(abs(difference.value) * 100, 0)
        yield f"about {points} points {'higher' if more > 0 else 'lower'} than"
    yield f"about {rounded(more + 1, 1)} times as many as"


def _of_change(before: Quantity, after: Quantity) -> Iterator[str]:
    """Words for a number on two dates."""
    yield "unchanged"
    if before.value == after.value:
        return
    up = after.value > before.value
    share = before.kind == "share"
    ends = [f"{rounded(n.value * 100, 0)}%" if share else str(n) for n in (before, after)]
    yield f"{'up' if up else 'down'} from about {ends[0]}"
    yield f"{'up' if up else 'down'} from {ends[0]}"
    verb = "rose" if up else "fell"
    yield f"{verb} from about {ends[0]} to about {ends[1]}"
    yield f"{verb} from {ends[0]} to {ends[1]}"
    difference = abs(after.value - before.value)
    if share:
        yield from (f"{verb} by about {rounded(difference * 100, n)} points" for n in (0, 1))
    elif before.kind == "count":
        yield f"{verb} by about {int(difference):,}"
    times = after.value / before.value if before.value else Fraction(0)
    many = "doubled" if up else "halved"
    if times >= Fraction(3, 2) or times <= Fraction(2, 3):
        yield from (f"more than {many}", f"about {many}", f"nearly {many}")
    yield from ("rose", "fell")


_WORDS: dict[Kind, Callable[[Quantity], Iterable[str]]] = {
    "share": _of_share,
    "count": _of_count,
    "score": lambda score: (f"about {rounded(score.value, 1)}", rounded(score.value, 2)),
    "points": _of_points,
    "ratio": _of_ratio,
    "change": lambda change: (f"about {percent(change.value)}", percent(change.value)),
    "rank": _of_rank,
    "number": lambda number: (str(number),),
    "compute": bounded_words,
}
"""Kind of number → candidates of words for it."""
