"""Two numbers compared: "outnumber", "twice as many as", "a third more than", "19 more than"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from mkdocs_osai.claims.hedges import (
    FAR_MORE,
    HEDGE_WORDS,
    ORDER_OF_MAGNITUDE,
    TOLERANCES,
    Hedge,
    Tolerances,
)
from mkdocs_osai.claims.interval import Interval, above, below, exactly
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.parsed import Test, allowed
from mkdocs_osai.claims.quantity_parser import ParsedQuantity, quantity
from mkdocs_osai.claims.tokens import Words, phrases
from mkdocs_osai.claims.unreadable import NO_NUMBER_OF_MODELS

Read = Iterator[tuple[tuple[Test, ...], int]]

_EXCEED = phrases(
    *("outnumber", "outnumbers", "outnumbered", "exceed", "exceeds", "exceeded"),
    *("more", "higher", "larger", "greater", "bigger", "more open"),
)
_BELOW = phrases("fewer", "less", "lower", "smaller", "less open")
_VERBS = frozenset(_EXCEED[:6])
_EQUAL = phrases(
    *("equal", "equals", "equal to", "the same number as", "the same as", "the same share as"),
    "as open as",
)
_SAME_NUMBER = phrases("the same number of")
_AS = phrases("as many", "as much", "as large", "as high", "as open", "as big", "the number of")
_SLIGHTLY = phrases("slightly", "a little", "a bit", "marginally")
_FAR = phrases("far", "many", "much", "considerably", "substantially", "well")
_MORE = phrases("more", "higher", "larger", "greater")
_LESS = phrases("fewer", "less", "lower", "smaller")
_AHEAD = phrases("ahead of")
_BEHIND = phrases("behind", "trails", "trail")
_OF_MODELS = frozenset(("outnumber", "outnumbers", "outnumbered", "fewer", "many", "number"))
_ONE = ParsedQuantity("multiple", Fraction(1))
_OF_A_SHARE = (
    "of a share is unclear",
    'write percentage points, as in "4 points higher than"',
)
_AMOUNTS = frozenset(("percentage", "fraction"))


def _fitting(several: tuple[tuple[str, ...], ...], nouns: Nouns) -> tuple[tuple[str, ...], ...]:
    """The phrases that can be said; "more open" only of scores: more open models are a count."""
    return tuple(phrase for phrase in several if nouns.scores or "open" not in phrase)


def comparison(words: Words, nouns: Nouns, tolerances: Tolerances) -> Read:
    """The comparisons that the words can say."""
    of_models = next((i for i, word in enumerate(words.tokens) if word in _OF_MODELS), None)
    if of_models is not None and not nouns.counts:
        words.refuse(of_models, of_models + 1, *NO_NUMBER_OF_MODELS)
        return
    start = words.phrase(0, ("exactly",), ("just",), ("precisely",)) or 0
    yield from _sign(words, nouns, start)
    if not start:
        yield from _vague(words, nouns)
    hedges = [*words.lookups(0, HEDGE_WORDS), (Hedge.PLAIN, 0)]
    if start and words.at(0) == "just":
        hedges.append((Hedge.EXACTLY, start))
    for hedge, place in hedges:
        yield from _times(words, nouns, (hedge, place), tolerances)
        yield from _amount(words, nouns, (hedge, place), tolerances)


def _sign(words: Words, nouns: Nouns, start: int) -> Read:
    """Which of two is larger: "outnumber", "fewer than", "the same number as"."""
    if not start:
        yield from _unequal(words, nouns)
    equal = Test("difference", exactly(0))
    end = words.phrase(start, *_fitting(_EQUAL, nouns))
    if end:
        yield (equal,), end
    same = words.phrase(start, *_SAME_NUMBER)
    if same:
        for after in nouns.plain(words, same):
            end = words.word(after, "as")
            if end:
                yield (equal,), end
    as_many = words.phrase(start, *_fitting(_AS[:-1], nouns))
    if as_many:
        for end in _than(words, nouns, as_many, "as"):
            yield (equal,), end


def _unequal(words: Words, nouns: Nouns) -> Read:
    verb = words.phrase(0, *_VERBS)
    if verb:
        yield (Test("difference", above(0)),), verb
        return
    for several, interval in ((_AHEAD, above(0)), (_BEHIND, below(0))):
        ahead = words.phrase(0, *several)
        if ahead:
            yield (Test("difference", interval),), ahead
    for several, interval in ((_EXCEED, above(0)), (_BELOW, below(0))):
        end = words.phrase(0, *_fitting(several, nouns))
        if end:
            for after in _than(words, nouns, end):
                yield (Test("difference", interval),), after


def _than(words: Words, nouns: Nouns, place: int, word: str = "than") -> Iterator[int]:
    """The places after an optional noun and an optional "than" or "as"."""
    for after in (place, *nouns.plain(words, place)):
        than = words.word(after, word)
        if than:
            yield than
        yield after


def _vague(words: Words, nouns: Nouns) -> Read:
    slightly = TOLERANCES.hedged
    intervals = (
        (_SLIGHTLY, _MORE, Interval(Fraction(1), 1 + slightly, low_in=False)),
        (_SLIGHTLY, _LESS, Interval(1 - slightly, Fraction(1), high_in=False)),
        (_FAR, _MORE, FAR_MORE),
        (_FAR, _LESS, Interval(None, 1 / (FAR_MORE.low or Fraction(1)))),
    )
    for adverbs, adjectives, interval in intervals:
        adverb = words.phrase(0, *adverbs)
        end = words.phrase(adverb, *adjectives) if adverb else None
        if end:
            for after in _than(words, nouns, end):
                yield (Test("quotient", interval),), after
        ahead = _AHEAD if adjectives is _MORE else _BEHIND
        end = words.phrase(adverb, *ahead) if adverb else None
        if end:
            yield (Test("quotient", interval),), end
    end = words.phrase(0, *phrases("an order of magnitude"))
    if end:
        end = words.phrase(end, *_MORE) or end
        for after in _than(words, nouns, end):
            yield (Test("quotient", ORDER_OF_MAGNITUDE),), after


def _times(words: Words, nouns: Nouns, hedged: tuple[Hedge, int], tolerances: Tolerances) -> Read:
    """How many times as many: "twice as many as", "nearly as many as", "1.3x", "half"."""
    hedge, place = hedged
    numbers = [*quantity(words, place)]
    for written, end in [*numbers, (_ONE, place)]:
        if written.sort not in ("multiple", "fraction") or written.pair or written.of_models:
            continue
        allows = allowed(written, hedge, tolerances)
        if allows is None:
            continue
        test = Test("quotient", allows, written)
        as_many = words.phrase(end, *_fitting(_AS, nouns))
        if as_many:
            for after in _than(words, nouns, as_many, "as"):
                yield (test,), after
        if written is not _ONE:
            yield (test,), end
    if hedge is not Hedge.PLAIN:
        same = words.phrase(place, *_fitting(_EQUAL, nouns))
        allows = allowed(_ONE, hedge, tolerances)
        if same and allows:
            yield (Test("quotient", allows, _ONE),), same


def _amount(words: Words, nouns: Nouns, hedged: tuple[Hedge, int], tolerances: Tolerances) -> Read:
    """By how much: "a third more than", "33% fewer than", "19 more than", "4 points higher"."""
    hedge, place = hedged
    for written, end in quantity(words, place):
        allows = None if written.pair else allowed(written, hedge, tolerances)
        if allows is None or written.value <= 0:
            continue
        if written.sort == "percentage" and nouns.shares:
            words.refuse(place, end, *_OF_A_SHARE)
            continue
        for adjectives, more in ((_MORE, True), (_LESS, False)):
            after_noun = (end, *nouns.plain(words, end))
            for at in after_noun:
                ahead = words.phrase(at, *(_AHEAD if more else _BEHIND))
                after = ahead or words.phrase(at, *adjectives)
                if after:
                    test = _by(written, allows, more=more)
                    if test:
                        for last in (after,) if ahead else _than(words, nouns, after):
                            yield (test,), last


def _by(written: ParsedQuantity, allows: Interval, *, more: bool) -> Test | None:
    """The test of "… more than" or "… fewer than"; a multiple of it has two readings."""
    signed = allows if more else allows.negated()
    if written.sort in _AMOUNTS:
        low = None if signed.low is None else signed.low
        one_sided = (
            replace(signed, low=Fraction(0), low_in=False) if more and low is None else signed
        )
        if not more and one_sided.high is None:
            one_sided = replace(one_sided, high=Fraction(0), high_in=False)
        return Test("quotient", one_sided.plus(Fraction(1)), written)
    if written.sort in ("points", "count", "decimal"):
        if more and signed.low is None:
            signed = replace(signed, low=Fraction(0), low_in=False)
        if not more and signed.high is None:
            signed = replace(signed, high=Fraction(0), high_in=False)
        return Test("difference", signed, written)
    return None
