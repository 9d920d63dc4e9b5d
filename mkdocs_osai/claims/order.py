"""Places in an order: "the most open", "joint first", "the second largest", "tied with France"."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from mkdocs_osai.claims.hedges import AMONG_THE_MOST, BY_FAR, Tolerances
from mkdocs_osai.claims.interval import Interval, exactly
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.numbers import ORDINALS, number
from mkdocs_osai.claims.parsed import Test
from mkdocs_osai.claims.quantity_parser import quantity
from mkdocs_osai.claims.tokens import Words, phrases
from mkdocs_osai.stats import in_english

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
_UNITS |= {f"{in_english(n)}th": n for n in (13, 14, 15, 16, 17, 18, 19)} | {"twentieth": 20}
_ORDINALS: dict[tuple[str, ...], int] = {(word,): n for word, n in _UNITS.items()}
_ORDINALS |= {("twenty", word): 20 + n for word, n in _UNITS.items() if n < 10}
_FIGURES = {
    f"{n}{'th' if n // 10 % 10 == 1 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}": n
    for n in range(1, 10_000)
}
_OF_TIME = (
    "can be about time",
    'write "the largest", "the second-largest" or "the smallest"',
)
_FIRST = Test("rank", Interval(None, Fraction(1)))
_LAST = Test("from the end", Interval(None, Fraction(1)))
ALONE = Test("shared", exactly(0))
SHARED = Test("shared", Interval(Fraction(1)))


def order(words: Words, nouns: Nouns, tolerances: Tolerances) -> Read:  # noqa: ARG001
    """The places that the words can say."""
    for tests, end in (*_places(words, nouns), *_behind(words, nouns)):
        yield tests, end
        if nouns.order == "size":
            yield from _of_groups(words, nouns, tests, end)
        else:
            for after, said in nouns.phrases(words, end, counted=False):
                yield (*tests, *said), after


def _of_groups(words: Words, nouns: Nouns, tests: tuple[Test, ...], place: int) -> Read:
    """What may follow the place of a category: a group, but no model, which it is not."""
    for after, said in nouns.in_index(words, place):
        yield (*tests, *said), after
    of = words.phrase(place, ("of", "the"), ("of", "all"))
    for found, after in number(words, of) if of else ():
        end = words.phrase(after, *_GROUPS, *nouns.groups)
        if end and found.unit == 1:
            yield (*tests, Test("of", exactly(found.value))), end
    end = words.phrase(words.optional(place, "single"), *_GROUPS, *nouns.groups)
    if end:
        yield tests, end
        for after, said in nouns.phrases(words, end, counted=False):
            if words.at(end) in ("of", "in", "on"):
                yield (*tests, *said), after


def _behind(words: Words, nouns: Nouns) -> Read:
    """A place by those that are ahead: "second only to China", "behind only Spain and Italy"."""
    start = words.word(0, "is") or 0
    second = words.phrase(start, ("second", "only", "to"), ("second", "only", "behind"))
    after = second or words.phrase(start, ("behind", "only"), ("trails", "only"))
    if not after:
        return
    yield (Test("rank", exactly(2)), ALONE), after
    named = nouns.names(words, after, nouns.ahead)
    if named and len(nouns.ahead) == named[1] and (not second or named[1] == 1):
        yield (Test("rank", exactly(named[1] + 1)), ALONE), named[0]


def _places(words: Words, nouns: Nouns) -> Read:
    yield from _among(words, nouns)
    yield from _tied_with(words, nouns)
    joint = words.phrase(0, *_JOINT)
    if joint:
        for tests, end in _place(words, nouns, words.optional(joint, "the")):
            yield (*tests, SHARED), end
            with_ = words.word(end, "with")
            named = nouns.names(words, with_, nouns.tied_with) if with_ else None
            if named:
                yield (*tests, SHARED), named[0]
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
    for test, several in ((_FIRST, most), (_LAST, least)):
        end = words.phrase(place, *several)
        if end:
            yield (test,), end
    yield from _named_place(words, nouns, place)
    found = words.lookup(place, _ORDINALS) or _figures(words, place)
    if found:
        ordinal, after = found
        at = _FIRST if ordinal == 1 else Test("rank", exactly(ordinal))
        end = words.phrase(after, *most)
        if end:
            yield (at,), end
        elif nouns.chronological and not words.phrase(after, *least):
            words.refuse(place, after, *_OF_TIME)
        else:
            yield (at,), words.optional(after, "place")
            yield (at,), after
        end = words.phrase(after, *least)
        if end:
            yield (Test("from the end", exactly(ordinal)),), end


def _named_place(words: Words, nouns: Nouns, place: int) -> Read:
    """A place without an ordinal: "last", "the runner-up", "the most models"."""
    if nouns.order == "size":
        yield from (((_FIRST,), end) for end in _with_the_most(words, nouns, place))
        runner_up = words.phrase(place, ("runner", "up"))
        if runner_up:
            yield (Test("rank", exactly(2)),), runner_up
    end = words.word(place, "last")
    if end and nouns.chronological:
        words.refuse(place, end, *_OF_TIME)
    elif end:
        yield (_LAST,), words.optional(end, "place")


def _with_the_most(words: Words, nouns: Nouns, place: int) -> Iterator[int]:
    """The places after "most models", "country with the most models" and the like."""
    group = words.phrase(place, *nouns.groups)
    most = words.phrase(group, ("with", "the", "most")) if group else None
    if words.at(place - 1) == "the":  # "most models" are more than half of them
        most = most or words.word(place, "most")
        leading = words.word(place, "leading")
        led = words.phrase(leading, *nouns.groups) if leading else None
        yield from (led,) if led else ()
    yield from nouns.bare(words, most) if most else ()
    more = words.word(place, "more")
    for after in nouns.bare(words, more) if more else ():
        other = words.phrase(after, ("than", "any", "other"))
        end = words.phrase(other, *nouns.groups) if other else None
        yield from (end,) if end else ()


def _figures(words: Words, place: int) -> tuple[int, int] | None:
    ordinal = _FIGURES.get(words.at(place))
    return None if ordinal is None else (ordinal, words.reached(place + 1))


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
    tied = words.phrase(0, ("tied",), ("ties",), ("is", "tied"), ("level",), ("is", "level"))
    if not tied:
        return
    if words.at(tied - 1) != "level":
        yield (SHARED,), tied
    named = words.word(tied, "with")
    if named:
        found = nouns.names(words, named, nouns.tied_with)
        if found:
            yield (SHARED,), found[0]
