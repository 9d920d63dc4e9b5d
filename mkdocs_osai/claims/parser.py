"""The words of a claim → what they say. Every word is read, or the claim is refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import TypedDict

from mkdocs_osai.claims.change import change
from mkdocs_osai.claims.comparison import comparison
from mkdocs_osai.claims.definition_words import predicates
from mkdocs_osai.claims.emphasis import EMPHASIS, misplaced, stressed
from mkdocs_osai.claims.hedges import (
    AFTER,
    HEDGE_WORDS,
    QUANTIFIERS,
    TOLERANCES,
    VAGUE,
    Hedge,
    Tolerances,
)
from mkdocs_osai.claims.interval import Interval, exactly
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.order import order
from mkdocs_osai.claims.parsed import TOWARDS, ParsedClaim, Test, allowed
from mkdocs_osai.claims.quantity_parser import ParsedQuantity, quantity
from mkdocs_osai.claims.ranges import parts_of_models, ranges
from mkdocs_osai.claims.tokens import Words, phrases, plain
from mkdocs_osai.claims.unreadable import NO_NUMBER_OF_MODELS, Grammar, Unreadable

MOST_CHARACTERS = 200
"""The longest claim that is parsed."""
MOST_WORDS = 40

AFTER_WORDS = dict(zip(phrases(*AFTER), AFTER.values(), strict=True))
_WORDINGS = [(p, w) for w in (*QUANTIFIERS, *VAGUE) for p in phrases(*w.words)]
_EMPHASIS = dict(zip(phrases(*EMPHASIS), EMPHASIS, strict=True))


class Follows(TypedDict, total=False):
    """What a noun after a quantity names; see `Nouns.phrases`."""

    counted: bool
    every: bool
    partitive: bool


Quantified = Iterator[tuple[ParsedClaim, int, Follows]]


def parse_claim(
    text: str,
    grammar: Grammar = "quantity",
    nouns: Nouns | None = None,
    tolerances: Tolerances = TOLERANCES,
) -> ParsedClaim:
    """Parse the words of a claim.

    Args:
        text: the words as the author wrote them, with markup.
        grammar: what they are about.
        nouns: what may follow a quantity.
        tolerances: how far each hedge allows a number to be from the words.

    Raises:
        Unreadable: they cannot be read.

    Example:
        >>> parse_claim("more than a quarter").tests[0].allows.low
        Fraction(1, 4)
    """
    tokens = plain(text) if len(text) <= MOST_CHARACTERS else []
    reader = _Reader(tokens[:MOST_WORDS], nouns or Nouns(()), tolerances)
    found = reader.read(grammar) if len(tokens) <= MOST_WORDS else None
    if found is None:
        raise Unreadable(text, reader.words, grammar)
    return found


class _Reader:
    """Reads one claim."""

    def __init__(self, tokens: list[str], nouns: Nouns, tolerances: Tolerances) -> None:
        self.words = Words(tokens)
        self.nouns = nouns
        self.tolerances = tolerances

    def read(self, grammar: Grammar) -> ParsedClaim | None:
        """The meaning of all words, or None."""
        if grammar == "quantity":
            return self._complete() or self._emphasized()
        reads = {"comparison": comparison, "change": change, "order": order}[grammar]
        for tests, end in reads(self.words, self.nouns, self.tolerances):
            if end == len(self.words):
                return ParsedClaim(tests)
        return None

    def _emphasized(self) -> ParsedClaim | None:
        """A claim with a word such as "only" in front, which stresses it."""
        found = self.words.lookup(0, _EMPHASIS)
        hedge = self.words.lookup(0, HEDGE_WORDS)
        if found is None or found[1] == len(self.words) or (hedge and hedge[1] > found[1]):
            return None  # "just" in "just over" is no emphasis
        rest = self.words.tokens[found[1] :]
        article = [self.words.tokens[0]] if self.words.tokens[0] in ("a", "an") else []
        for tokens in (rest, [*article, *rest]) if article else (rest,):
            reader = _Reader(tokens, self.nouns, self.tolerances)
            claim = reader.read("quantity")
            self.words.unclear = self.words.unclear or reader.words.unclear
            wrong = misplaced(found[0], claim, self.nouns, rest) if claim else None
            if wrong:
                self.words.refuse(0, found[1], *wrong)
                return None
            number = claim and (claim.vague or claim.tests[0].written)
            if claim and (number or not article):  # "a massive majority" says more than "majority"
                return stressed(claim, found[0])
            understood = found[1] + reader.words.furthest - (len(tokens) - len(rest))
            self.words.reached(max(understood, found[1]))
        return None

    def _complete(self) -> ParsedClaim | None:
        """A quantity, its noun, and a second figure beside it."""
        for claim, place, follows in self._quantities(0):
            for tests, end in self._rest(place, follows, second=True):
                for said, last in ((), end), *self._predicates(end, follows):
                    if last == len(self.words):
                        return replace(claim, tests=(*claim.tests, *tests, *said))
        return None

    def _predicates(self, place: int, follows: Follows) -> Iterator[tuple[tuple[Test, ...], int]]:
        """What the words say of the models: that they meet a definition; a second figure behind."""
        counted = follows.get("counted", True)
        for said, after in predicates(self.words, place, self.nouns, counted=counted):
            yield (said,), after
            for more, end in self._second(after):
                yield (said, *more), end

    def _rest(
        self, place: int, follows: Follows, *, second: bool
    ) -> Iterator[tuple[tuple[Test, ...], int]]:
        """What may follow a quantity: a noun phrase, a second figure, both or nothing."""
        nouns = () if self.nouns.of_multiples else self.nouns.phrases(self.words, place, **follows)
        for after, tests in nouns:
            yield tests, after
            if second:
                for more, end in self._second(after):
                    yield (*tests, *more), end
        yield (), place
        if second:
            for more, end in self._second(place):
                yield more, end
                for after, tests in self.nouns.phrases(self.words, end, **follows):
                    yield (*more, *tests), after

    def _second(self, place: int) -> Iterator[tuple[tuple[Test, ...], int]]:
        """A second figure beside the words, such as "(62%)"; both must hold."""
        opening = self.words.at(place)
        if opening not in ("(", "\N{EM DASH}", ","):
            return
        start = self.words.reached(place + 1)
        if opening == ",":
            start = self.words.optional(start, "or")
        for claim, after, follows in self._quantities(start):
            for tests, end in self._rest(after, follows, second=False):
                both = tuple(replace(t, measure=_beside(t)) for t in (*claim.tests, *tests))
                if opening == "(":
                    closed = self.words.word(end, ")")
                    if closed:
                        yield both, closed
                elif opening == "\N{EM DASH}":
                    yield both, self.words.optional(end, opening)
                else:
                    yield both, self.words.optional(end, ",")

    def _quantities(self, place: int) -> Quantified:
        """The quantities with their hedges that can start in a place.

        Yields:
            The claim, the place after it, and what a noun after it names.
        """
        for claim, end in ranges(self.words, place):
            yield claim, end, {"counted": claim.counts_models}
        yield from self._wordings(place)
        yield from self._all_but(place)
        hedges = [*self.words.lookups(place, HEDGE_WORDS), (Hedge.PLAIN, place)]
        for hedge, start in hedges:
            for written, end in quantity(self.words, start):
                if written.sort == "multiple":
                    end = self._as_many(end)  # noqa: PLW2901
                yield from self._hedged(written, hedge, end)
                behind = self.words.lookup(end, AFTER_WORDS)
                if behind and hedge is Hedge.PLAIN:
                    yield from self._hedged(written, behind[0], behind[1])
            for written, end in parts_of_models(self.words, start, self.nouns):
                yield from self._hedged(written, hedge, end)
        yield from self._noun_first(place)

    def _as_many(self, place: int) -> int:
        """The place after "as many as", which is said of numbers of models only."""
        many = self.words.phrase(place, *_AS_MANY)
        if many and self.nouns.of_multiples and not self.nouns.counts:
            self.words.refuse(place, many, *NO_NUMBER_OF_MODELS)
            return place
        return many or self.words.phrase(place, *_AS_MUCH) or place

    def _noun_first(self, place: int) -> Quantified:
        """A quantity with a noun before its hedge: "40 models or more"."""
        for written, end in quantity(self.words, place):
            for after in self.nouns.plain(self.words, end):
                behind = self.words.lookup(after, AFTER_WORDS)
                if behind:
                    yield from self._hedged(written, behind[0], behind[1])

    def _hedged(self, written: ParsedQuantity, hedge: Hedge, end: int) -> Quantified:
        if written.value < 0 and hedge in TOWARDS:
            return
        if written.pair:
            count, whole = written.pair
            counted = ParsedQuantity("count", Fraction(count))
            allows = allowed(counted, hedge, self.tolerances)
            if allows:
                tests = (Test("count", allows, counted), Test("of", exactly(whole)))
                yield ParsedClaim(tests, hedge=hedge), end, {"counted": False}
            return
        allows = allowed(written, hedge, self.tolerances)
        if allows:
            claim = ParsedClaim((Test("value", allows, written),), hedge=hedge)
            yield claim, end, {"counted": claim.counts_models}

    def _wordings(self, place: int) -> Quantified:
        """Words such as "most", "both" or "a handful"."""
        for wording, end in self.words.lookups(place, _WORDINGS):
            text = " ".join(self.words.tokens[place:end])
            tests = tuple(Test(m, self._scaled(text, i)) for m, i in wording.tests)
            of_count = wording.tests[0][0] == "count" and len(wording.tests) == 1
            claim = ParsedClaim(tests, vague=text if wording.vague else "")
            follows: Follows = {
                "counted": of_count or wording.tests[0][1] == exactly(0),
                "every": not _EVERY.isdisjoint(text.split()),
                "partitive": wording.vague,
            }
            if not wording.noun:
                yield claim, end, follows
            else:
                for after, said in self.nouns.phrases(self.words, end, **follows):
                    yield replace(claim, tests=(*tests, *said)), after, {"counted": False}
        every = self.words.word(place, "all")
        if every:
            for written, end in quantity(self.words, every):
                if written.sort == "count" and written.unit == 1 and written.value > 1:
                    tests = (Test("rest", exactly(0)), Test("of", exactly(written.value)))
                    yield ParsedClaim(tests), end, {"counted": False}

    def _scaled(self, text: str, interval: Interval) -> Interval:
        """The interval of a wording in other tolerances than the usual ones."""
        if self.tolerances == TOLERANCES:
            return interval
        if interval.high == 1 and interval.low is not None and "all" in text.split():
            factor = self.tolerances.hedged / TOLERANCES.hedged
            return replace(interval, low=1 - (1 - interval.low) * factor)
        if interval.high == TOLERANCES.none and interval.low == 0:
            return replace(interval, high=self.tolerances.none)
        return interval

    def _all_but(self, place: int) -> Quantified:
        """All except a number: "all but two"."""
        start = self.words.phrase(place, ("all", "but"), ("every", "one", "but"))
        if not start:
            return
        for written, end in quantity(self.words, start):
            if written.sort == "count" and written.unit == 1 and written.value > 0:
                test = Test("rest", exactly(written.value), written)
                yield ParsedClaim((test,)), end, {"counted": False, "every": True}


_AS_MANY = phrases("as many as", "as many")
_AS_MUCH = phrases("as much as", "as much", "as high as", "as high", "as large as", "as large")
_EVERY = frozenset(("all", "every", "each", "none", "no", "not", "any"))
"""Words of a quantifier that says something about each of the models."""


def _beside(test: Test) -> str:
    """The measure of a second figure, which may be a percentage beside a count and the reverse."""
    if test.measure != "value" or test.written is None:
        return test.measure
    return {"percentage": "share", "fraction": "share", "count": "count"}.get(
        test.written.sort, "value"
    )
