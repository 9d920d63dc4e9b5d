"""A number on two dates: "up from 39%", "fell by 4 points", "nearly doubled", "unchanged"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from mkdocs_osai.claims.comparison import comparison
from mkdocs_osai.claims.hedges import HEDGE_WORDS, LITTLE_CHANGED, TOLERANCES, Hedge, Tolerances
from mkdocs_osai.claims.interval import Interval, above, below
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.parsed import Test, allowed
from mkdocs_osai.claims.quantity_parser import ParsedQuantity, quantity
from mkdocs_osai.claims.tokens import Words, phrases

Read = Iterator[tuple[tuple[Test, ...], int]]

_AUXILIARIES = phrases("has", "have", "had", "is", "are", "was", "were")
_UP = phrases(
    *("rose", "risen", "rise", "rises", "grew", "grown", "grow", "grows", "increased", "increase"),
    *("increases", "climbed", "went up", "gone up", "up", "gained", "higher"),
)
_DOWN = phrases(
    *("fell", "fallen", "fall", "falls", "dropped", "drop", "drops", "decreased", "decreases"),
    *(
        "declined",
        "declines",
        "shrank",
        "shrunk",
        "went down",
        "gone down",
        "down",
        "lost",
        "lower",
    ),
)
_A_RISE = phrases("an increase of", "a rise of", "a gain of", "growth of")
_A_FALL = phrases("a decrease of", "a fall of", "a drop of", "a decline of", "a loss of")
_TIMES = {
    **dict.fromkeys(phrases("doubled", "doubles"), Fraction(2)),
    **dict.fromkeys(phrases("tripled", "trebled", "triples"), Fraction(3)),
    **dict.fromkeys(phrases("quadrupled"), Fraction(4)),
    **dict.fromkeys(phrases("halved", "halves"), Fraction(1, 2)),
}
_UNCHANGED = phrases(
    *("unchanged", "remained unchanged", "stayed the same", "remained the same", "the same"),
    *("not changed", "did not change", "no change"),
)
_LITTLE = phrases("little changed", "almost unchanged", "nearly unchanged", "about the same")
_OF_LEVELS = frozenset(
    (
        *("over", "under", "close", "approaching", "nearing", "shy", "short", "exceeding"),
        *("upwards", "up", "quite", "even", "region"),
    )
)
"""Words of a hedge that can be about the new number, as in "fell under 40%"."""
_NO_LEVEL = ("gained", "higher", "lost", "lower")
_BY_OR_TO = 'write "by" before it for the change, or "to" for the new number'
_RELATIVE = phrases("in relative terms")
_OF_A_SHARE = (
    "of a share is unclear",
    'write percentage points, or "in relative terms" behind it',
)
_UNIT_OF_SHARES = Fraction(1, 2000)


def change(words: Words, nouns: Nouns, tolerances: Tolerances) -> Read:
    """The changes between two dates that the words can say."""
    start = words.phrase(0, *_AUXILIARIES) or 0
    end = words.phrase(start, *_UNCHANGED)
    if end:
        yield (Test("unchanged", Interval(None, Fraction(0))),), end
    end = words.phrase(start, *_LITTLE)
    if end:
        yield (Test("relative", Interval(-LITTLE_CHANGED, LITTLE_CHANGED)),), end
    yield from _times(words, start, tolerances)
    yield from _a_rise(words, nouns, start, tolerances)
    for several, up in ((_UP, True), (_DOWN, False)):
        verb = words.phrase(start, *several)
        if verb:
            test = Test("difference", above(0) if up else below(0))
            yield from _rest(words, nouns, verb, (test,), (up, tolerances))
        for test, end in _by(words, nouns, start, (up, tolerances)):
            after = words.phrase(end, *several)
            if after:
                yield from _rest(words, nouns, after, (test,), (up, tolerances))
    yield from _from(words, start, tolerances, needs_both=True)
    yield from _than_before(words, nouns, tolerances)


def _a_rise(words: Words, nouns: Nouns, start: int, tolerances: Tolerances) -> Read:
    """A change as a noun: "an increase of 10 points, from 30%"."""
    for several, up in ((_A_RISE, True), (_A_FALL, False)):
        of = words.phrase(start, *several)
        for test, end in _by(words, nouns, of, (up, tolerances)) if of else ():
            yield (test,), end
            for tests, after in _from(words, words.optional(end, ","), tolerances):
                yield (test, *tests), after


def _than_before(words: Words, nouns: Nouns, tolerances: Tolerances) -> Read:
    """A comparison with the former number: "three more than before"."""
    for tests, end in comparison(words, nouns, tolerances):
        before = words.word(end, "before")
        if before and words.at(end - 1) in ("than", "as"):
            yield tests, before


def _times(words: Words, start: int, tolerances: Tolerances) -> Read:
    for hedge, place in [*words.lookups(start, HEDGE_WORDS), (Hedge.PLAIN, start)]:
        found = words.lookup(place, _TIMES)
        if not found:
            continue
        times, end = found
        down = times < 1
        allows = allowed(
            ParsedQuantity("multiple", 1 / times if down else times), hedge, tolerances
        )
        if allows:
            yield (Test("inverse" if down else "quotient", allows),), end
            for tests, after in _from(words, end, tolerances):
                yield (Test("inverse" if down else "quotient", allows), *tests), after


def _rest(
    words: Words,
    nouns: Nouns,
    place: int,
    tests: tuple[Test, ...],
    how: tuple[bool, Tolerances],
) -> Read:
    """What may follow a verb: by how much, from what, to what, in either order."""
    yield tests, place
    for more, after in _from(words, words.optional(place, ","), how[1]):
        yield (*tests, *more), after
        for test, end in _by(words, nouns, after, how, by="must follow"):
            yield (*tests, *more, test), end
    for level, after in (*_slightly(words, place), *_level(words, nouns, place, how)):
        yield (*tests, *level), after
        for more, end in _from(words, words.optional(after, ","), how[1]):
            yield (*tests, *level, *more), end
    by: Literal["may follow", "is missing"] = (
        "may follow" if words.at(place) == "by" else "is missing"
    )
    for test, after in _by(words, nouns, place, how, by=by):
        yield (*tests, test), after
        for more, end in _from(words, words.optional(after, ","), how[1]):
            yield (*tests, test, *more), end
        opened = words.word(after, "(")
        for more, end in _from(words, opened, how[1]) if opened else ():
            closed = words.word(end, ")")
            if closed:
                yield (*tests, test, *more), closed


def _slightly(words: Words, place: int) -> Read:
    """A small change: "rose slightly"."""
    end = words.word(place, "slightly")
    if end:
        off = TOLERANCES.hedged
        yield (Test("relative", Interval(-off, off)),), end


def _level(words: Words, nouns: Nouns, place: int, how: tuple[bool, Tolerances]) -> Read:
    """The new number behind a verb: "fell below half", which it was not below before."""
    up, tolerances = how
    if words.at(place - 1) in _NO_LEVEL:
        return
    for hedge, at in words.lookups(place, HEDGE_WORDS):
        if words.at(at - 1) != ("above" if up else "below"):
            continue
        for written, end in quantity(words, at):
            after = _test("after", written, hedge, tolerances)
            if after is None or written.pair or written.sort in ("points", "multiple"):
                continue
            level = Interval(None, written.value) if up else Interval(written.value)
            tests = (after, Test("before", level, written))
            yield tests, end
            if written.sort == "count":
                for noun in nouns.plain(words, end):
                    yield tests, noun


def _may_be_a_level(hedge: list[str], written: ParsedQuantity) -> bool:
    """Whether a hedge behind a verb may be about the new number, and not about the change.

    Example:
        >>> _may_be_a_level(["over"], ParsedQuantity("percentage", Fraction(1, 2)))
        True
        >>> _may_be_a_level(["over"], ParsedQuantity("points", Fraction(1, 25)))
        False
    """
    if not {"above", "below"}.isdisjoint(hedge):
        return True
    return written.sort != "points" and not _OF_LEVELS.isdisjoint(hedge)


def _by(
    words: Words,
    nouns: Nouns,
    place: int,
    how: tuple[bool, Tolerances],
    *,
    by: Literal["may follow", "must follow", "is missing"] = "may follow",
) -> Iterator[tuple[Test, int]]:
    """By how much: "4 points", "a third", "about 12 models".

    Args:
        words: the words.
        nouns: what may follow a count.
        place: where it starts.
        how: whether the number grew, and the tolerances.
        by: whether "by" is here; where it is missing behind a verb, "over 40%" is unclear.
    """
    start = words.word(place, "by") or (None if by == "must follow" else place)
    if start is None:
        return
    up, tolerances = how
    for hedge, at in [*words.lookups(start, HEDGE_WORDS), (Hedge.PLAIN, start)]:
        for written, end in quantity(words, at):
            if by == "is missing" and _may_be_a_level(words.tokens[start:at], written):
                words.refuse(start, at, "behind a verb is unclear", _BY_OR_TO)
                continue
            allows = allowed(written, hedge, tolerances)
            if allows is None or written.pair or written.value <= 0 or written.sort == "multiple":
                continue
            allows = (
                replace(allows, low=Fraction(0), low_in=False) if allows.low is None else allows
            )
            relative = written.sort in ("percentage", "fraction")
            measure = "relative" if relative else "difference"
            test = Test(measure, allows if up else allows.negated(), written)
            in_relative_terms = words.phrase(end, *_RELATIVE) if relative else None
            if in_relative_terms:
                yield test, in_relative_terms
            if relative and nouns.shares:
                words.refuse(at, end, *_OF_A_SHARE)
                continue
            yield test, end
            if written.sort == "count":
                for after in nouns.plain(words, end):
                    yield test, after


def _from(words: Words, place: int, tolerances: Tolerances, *, needs_both: bool = False) -> Read:
    """From what and to what: "from 39%", "from 58 to 40%", "to about half"."""
    start = words.word(place, "from")
    if start:
        for before, hedge, middle in _hedged(words, start):
            first = _test("before", before, hedge, tolerances)
            if first and not needs_both:
                yield (first,), middle
            to = words.word(middle, "to")
            for after, other, end in _hedged(words, to) if to else ():
                former = before
                if after.sort == "percentage" and before.sort in ("count", "decimal"):
                    former = ParsedQuantity("percentage", before.value / 100, before.unit / 100)
                first = _test("before", former, hedge, tolerances)
                last = _test("after", after, other, tolerances)
                if first and last:
                    yield (first, last), end
    to = words.word(place, "to")
    if to and not needs_both:
        for after, hedge, end in _hedged(words, to):
            last = _test("after", after, hedge, tolerances)
            if last:
                yield (last,), end


def _hedged(words: Words, place: int) -> Iterator[tuple[ParsedQuantity, Hedge, int]]:
    for hedge, at in [*words.lookups(place, HEDGE_WORDS), (Hedge.PLAIN, place)]:
        for written, end in quantity(words, at):
            if not written.pair:
                yield written, hedge, end


def _test(
    measure: str, written: ParsedQuantity, hedge: Hedge, tolerances: Tolerances
) -> Test | None:
    allows = allowed(written, hedge, tolerances)
    return Test(measure, allows, written) if allows else None


def is_unchanged(before: Fraction, after: Fraction, *, share: bool) -> bool:
    """Whether two numbers are the same; shares may be off by half a tenth of a point.

    Example:
        >>> is_unchanged(Fraction(1, 4), Fraction(1, 4), share=True)
        True
    """
    return abs(after - before) < _UNIT_OF_SHARES if share else after == before
