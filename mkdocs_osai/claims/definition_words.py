"""Words about the models that meet a definition: "that meet the OSAID", "do not meet it".

An index has three answers, so "16 models meet it" holds only if it does whatever is unknown; "for
certain" and "may meet" say which of the answers are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from mkdocs_osai.claims.interval import Interval
from mkdocs_osai.claims.nouns import Nouns
from mkdocs_osai.claims.parsed import Test
from mkdocs_osai.claims.tokens import Words, phrases
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats import Quantity

MET = Test("met", Interval())
"""Models meet the definition, with any answer where it cannot be said."""
CERTAINLY = Test("certainly met", Interval())
"""They meet it for certain."""
POSSIBLY = Test("possibly met", Interval())
"""They meet it, or it cannot be said whether they do."""
UNKNOWN = Test("unknown whether met", Interval())
"""It cannot be said whether they meet it."""
NOT_MET = Test("not met", Interval())
"""They do not meet it, with any answer where it cannot be said."""

PREDICATES = frozenset((MET, CERTAINLY, POSSIBLY, UNKNOWN, NOT_MET))

_MEET = ("meet", "meets", "met", "satisfy", "satisfies", "satisfied", "fulfil", "fulfils")
_MEETING = ("meeting", "satisfying", "fulfilling")
_THAT = ("that", "which")
_MAY = phrases("may", "might", "possibly")
_OR_MAY = tuple((one, "or", may, one) for one in ("meet", "satisfy") for may in ("may", "might"))
_DO_NOT = phrases("do not", "does not", "did not", "don't", "doesn't", "didn't")
_FOR_CERTAIN = phrases("for certain", "for sure", "with certainty")
_CERTAINLY = phrases("certainly", "definitely")
_EVERY = frozenset(("all", "every", "each", "none", "no", "not", "any", "neither", "both"))
_PRONOUNS = phrases("of them", "of these", "of those")


def predicates(
    words: Words, place: int, nouns: Nouns, *, counted: bool
) -> Iterator[tuple[Test, int]]:
    """What the words from a place say of the models before it: that they meet a definition.

    Args:
        words: the words.
        place: where the predicate starts.
        nouns: the nouns of the value, with the names of its definition.
        counted: whether the words before it name what is counted, so that "that meet it" adds to
            them; behind "a third of the models" it would name the whole.

    Yields:
        What is said, and the place after it.
    """
    before = words.tokens[:place]
    joined = words.word(place, *_THAT)
    if not nouns.definition:
        if nouns.of_definitions and words.phrase(joined or place, *phrases(*_MEET, *_MEETING)):
            words.refuse(place, joined or place + 1, *_TAKE_MEETS)
        return
    restricts = counted and "of" not in before and _EVERY.isdisjoint(before)
    if not _names_selection(nouns, before):
        words.refuse(place, place + 1, *_NAME_SELECTION)
        return
    start = joined or place
    if joined and not restricts:
        words.refuse(place, joined, *_RESTRICTS)
        return
    negated = words.phrase(start, *_DO_NOT)
    if negated:
        if not _EVERY.isdisjoint(before):
            words.refuse(start, negated, *_NEGATED_TWICE)
            return
        yield from _named(words, words.word(negated, *_MEET), nouns, NOT_MET)
        return
    yield from _named(words, words.phrase(start, *_OR_MAY), nouns, POSSIBLY)
    may = words.phrase(start, *_MAY)
    yield from _named(words, may and words.word(may, *_MEET), nouns, UNKNOWN)
    surely = words.phrase(start, *_CERTAINLY)
    yield from _named(words, surely and words.word(surely, *_MEET), nouns, CERTAINLY)
    verbs = (*_MEET, *_MEETING) if restricts and not joined else _MEET
    for said, end in _named(words, words.word(start, *verbs), nouns, MET):
        yield said, end
        certain = words.phrase(end, *_FOR_CERTAIN)
        if certain:
            yield CERTAINLY, certain


def about(said: Test | None, number: Quantity, words: str) -> Quantity:
    """The number that words about a definition are about.

    Args:
        said: what the words say of the models; None for nothing.
        number: the models that meet the definition, within its bounds.
        words: the words, for the error.

    Raises:
        AuthorError: "may meet" is unclear, because some models meet it for certain.
    """
    bounds = number.bounds
    if said == UNKNOWN and (number.count if bounds is None else bounds.certain):
        raise AuthorError(
            f"{quote(words)} is unclear, because some models meet it for certain",
            'write "meet or may meet" to count these as well',
        )
    if bounds is None or said not in (CERTAINLY, POSSIBLY, UNKNOWN):
        return number
    counted = bounds.certain if said == CERTAINLY else bounds.possible
    return replace(number, count=len(counted), models=counted, bounds=None)


def negated(measured: Callable[[Test, list[Quantity]], Quantity]) -> Callable[..., Quantity]:
    """The same measurement for the models that do not meet the definition."""

    def of_others(test: Test, numbers: list[Quantity]) -> Quantity:
        first = numbers[0]
        return measured(test, [replace(first, count=first.of - first.count, models=())])

    return of_others


def _named(words: Words, place: int | None, nouns: Nouns, said: Test) -> Iterator[tuple[Test, int]]:
    """What is said, if the name of the definition is in the place."""
    if place is None:
        return
    end = words.phrase(words.optional(place, "the"), *nouns.definition)
    if end:
        yield said, end


def _names_selection(nouns: Nouns, before: list[str]) -> bool:
    """Whether the words before say which models are selected, or point to what says it."""
    ends = any(tuple(before[-len(one) :]) == one for one in _PRONOUNS)
    return ends or nouns.named_in(before)


_TAKE_MEETS = (
    "is said of a count or share of models that meet a definition",
    "take osai.count(meets='…') or osai.share(meets='…')",
)
_NAME_SELECTION = (
    "is about all models, and the number is about a part",
    'name the part, as in "3 Chinese models meet it", or write "of them"',
)
_RESTRICTS = (
    "makes these models the whole, and the number is about all",
    'leave it out, as in "a third of the models meet it"',
)
_NEGATED_TWICE = (
    "can be understood in two ways here",
    'write "no model meets it" or "most models do not meet it"',
)
