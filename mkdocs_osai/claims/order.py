"""Places in an order: "the most open", "joint first", "the second largest", "tied with France"."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mkdocs_osai.claims.hedges import AMONG_THE_MOST, BY_FAR, Tolerances
from mkdocs_osai.claims.interval import Interval, exactly
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.numbers import ORDINALS
from mkdocs_osai.claims.parsed import Test
from mkdocs_osai.claims.quantity_parser import quantity
from mkdocs_osai.claims.tokens import Words, phrases
from mkdocs_osai.stats import in_words

Read = Iterator[tuple[tuple[Test, ...], int]]

_MOST = {
    "openness": phrases("most open"),
    "size": phrases("largest", "biggest", "most common", "most frequent", "most numerous"),
}
_LEAST = {
    "openness": phrases("least open"),
    "size": phrases("smallest", "least common", "rarest"),
}
_GROUPS = phrases("group", "category", "share", "part", "number", "groups", "categories")
_JOINT = phrases(
    *("tied for", "ties for", "is tied for", "joint", "jointly", "equal", "tied", "shares"),
    *("share", "shares the", "share the", "the joint"),
)
_UNITS = {word: n for n, word in enumerate(ORDINALS, 1)}
_UNITS |= {f"{in_words(n)}th": n for n in (13, 14, 15, 16, 17, 18, 19)} | {"twentieth": 20}
_ORDINALS: dict[tuple[str, ...], int] = {(word,): n for word, n in _UNITS.items()}
_ORDINALS |= {("twenty", word): 20 + n for word, n in _UNITS.items() if n < 10}
_FIGURES = {f"{n}{s}": n for n in range(1, 10_000) for s in ("st", "nd", "rd", "th")}
ALONE = Test("shared", exactly(0))
SHARED = Test("shared", Interval(Fraction(1)))


def order(words: Words, nouns: Nouns, tolerances: Tolerances) -> Read:  # noqa: ARG001
    """The places that the words can say."""
    for tests, end in _places(words, nouns):
        yield tests, end
        if nouns.order == "size":
            group = words.phrase(end, *_GROUPS, *nouns.groups)
            if group:
                yield tests, group
                end = group  # noqa: PLW2901
        for after, whole in nouns.phrases(words, end, counted=False):
            of = () if whole is None else (Test("of", exactly(whole)),)
            yield (*tests, *of), after


def _places(words: Words, nouns: Nouns) -> Read:
    yield from _among(words, nouns)
    yield from _tied_with(words, nouns)
    joint = words.phrase(0, *_JOINT)
    if joint:
        for tests, end in _place(words, nouns, words.optional(joint, "the")):
            yield (*tests, SHARED), end
    far = words.phrase(0, ("by", "far"))
    if far:
        after = words.phrase(words.optional(far, "the"), *_MOST["size"])
        if after and nouns.order == "size":
            yield (Test("rank", Interval(None, Fraction(1))), Test("lead", Interval(BY_FAR))), after
    start = words.phrase(0, ("in",), ("ranks",), ("ranked",), ("is",)) or 0
    for tests, end in _place(words, nouns, words.optional(start, "the")):
        yield (*tests, ALONE), end


def _place(words: Words, nouns: Nouns, place: int) -> Read:
    """A place without what says whether it is shared: "second most open", "first place"."""
    most, least = _MOST[nouns.order], _LEAST[nouns.order]
    first = Test("rank", Interval(None, Fraction(1)))
    last = Test("from the end", Interval(None, Fraction(1)))
    for test, several in ((first, most), (last, least)):
        end = words.phrase(place, *several)
        if end:
            yield (test,), end
    end = words.word(place, "last")
    if end:
        yield (last,), words.optional(end, "place")
    found = words.lookup(place, _ORDINALS) or _figures(words, place)
    if found:
        number, after = found
        at = first if number == 1 else Test("rank", exactly(number))
        for end in (words.phrase(after, *most), words.optional(after, "place"), after):
            if end:
                yield (at,), end
        end = words.phrase(after, *least)
        if end:
            yield (Test("from the end", exactly(number)),), end


def _figures(words: Words, place: int) -> tuple[int, int] | None:
    number = _FIGURES.get(words.at(place))
    return None if number is None else (number, words.reached(place + 1))


def _among(words: Words, nouns: Nouns) -> Read:
    """One of the first: "among the top three", "one of the five most open"."""
    start = words.phrase(0, ("among",), ("in",), ("within",), ("one", "of")) or 0
    the = words.optional(start, "the")
    most = _MOST[nouns.order]
    if start:
        end = words.phrase(the, *most)
        if end:
            yield (Test("among", Interval(None, AMONG_THE_MOST)),), end
    top = words.word(the, "top")
    for written, after in quantity(words, top or the):
        end = after if top else words.phrase(after, *most)
        if end and written.sort == "count" and written.value > 0 and not written.pair:
            yield (Test("last shared place", Interval(None, written.value), written),), end


def _tied_with(words: Words, nouns: Nouns) -> Read:
    """Shared with another one, which can be named."""
    tied = words.phrase(0, ("tied",), ("ties",), ("is", "tied"))
    if not tied:
        return
    yield (SHARED,), tied
    named = words.word(tied, "with")
    if named:
        end = words.phrase(named, *nouns.tied_with)
        if end:
            yield (SHARED,), end
