"""What may follow a quantity: a noun phrase that names what the value counts, and nothing else.

"76 American models" names what is counted, so labels of the value's own categories may be in it.
"40% of American models" names the whole, where only labels of the value's own selection may be: a
share of all models is no share of the American ones. "All models", "of all models" and "in the
index" need a value without a selection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mkdocs_osai.claims.interval import Interval, exactly
from mkdocs_osai.claims.numbers import number
from mkdocs_osai.claims.parsed import Test
from mkdocs_osai.claims.tokens import Words, phrases

_DETERMINERS = ("the", "these", "those")
_PRONOUNS = ("them", "these", "those")
_ARTICLES = ("a", "an")
_OF_THE_INDEX = frozenset(("entry", "entries", "release", "releases"))
"""Nouns that are about the whole index, unless labels stand before or behind them."""
_IN_INDEX = tuple(
    (preposition, determiner, noun)
    for preposition in ("in", "of", "on")
    for determiner in ("the", "our", "this")
    for noun in ("index", "database")
)
_OF_ALL = (
    "is said of the whole index, and the number is about a part",
    'write "models", or name the part, as in "latest entries"',
)

Phrase = tuple[str, ...]
Label = tuple[Phrase, ...]
"""The spellings of one label; the first is its name, others are adjectives."""
Said = tuple[Test, ...]
"""What a noun phrase says itself: how many the whole are, or that it is the whole index."""

EVERYTHING = Test("everything", Interval())
"""The noun is about all models of the index, those without a category included."""
KNOWN = Test("known", Interval())
"""The noun says that models without a figure are left out."""
_KNOWN = phrases("with a figure", "with a known figure", "with figures", "with known figures")
_OF_KNOWN = tuple(
    (*of, *known)
    for of in phrases("of those", "of them", "of models", "of the models", "among those")
    for known in _KNOWN
)


@dataclass(frozen=True)
class Nouns:
    """The nouns and labels that may follow a quantity.

    Attributes:
        nouns: what is counted.
        whole: labels of the selection, which restrict the whole; all of them, or none.
        counted: labels of the categories, which restrict what is counted; a class such as `open`
            is none: a model with open weights is no open model.
        about: the words of the dimension and its categories, for "with open weights".
        needed: the words of a category; a phrase with other words of `about` needs all of them, and
            the last word of the dimension, as in "with open weights".
        in_all: what "all models" and "in the index" say; None if the number is about fewer models.
        order: what a place is about: the `openness` of a model or the `size` of a category.
        groups: what a place in size is a place of, such as the label of the dimension.
        tied_with, ahead: the names of those that share the place, and of those in a better one.
        prepositions: label → the words that join it to a noun, as in "from China", "in 2024".
        only_behind: labels that cannot stand in front of a noun.
        with_: the prepositions of a category, as in "with open weights".
        of_some: whether the number is about some categories of a dimension.
        kinds: the kinds of the numbers in the values, such as "count"; none if they are not known.
        chronological: whether the categories are years or other times, so that "first" is unclear.
        of_multiples: whether the value is a multiple, which is no number of models itself.
        within_bounds: whether it is about models with a figure, so that the words can say it.
        definition: what the definition is called that the models meet; see `definition_words`.
        of_definitions: whether the categories are definitions, whose names describe no model.
    """

    nouns: tuple[Phrase, ...]
    whole: tuple[Label, ...] = ()
    counted: tuple[Label, ...] = ()
    about: Phrase = ()
    needed: frozenset[str] = frozenset()
    in_all: Said | None = ()
    order: Literal["openness", "size"] = "openness"
    groups: tuple[Phrase, ...] = ()
    tied_with: tuple[Label, ...] = ()
    ahead: tuple[Label, ...] = ()
    prepositions: Mapping[Label, tuple[Phrase, ...]] = field(default_factory=dict)
    only_behind: tuple[Label, ...] = ()
    with_: tuple[Phrase, ...] = ()
    of_some: bool = False
    kinds: frozenset[str] = frozenset()
    chronological: bool = False
    of_multiples: bool = False
    within_bounds: bool = False
    definition: tuple[Phrase, ...] = ()
    of_definitions: bool = False

    @property
    def scores(self) -> bool:
        """Whether the values are scores, so that one can be "more open"."""
        return self.kinds == {"score"}

    @property
    def shares(self) -> bool:
        """Whether a percentage can be read as percentage points of a value."""
        return not self.kinds.isdisjoint(("share", "points"))

    @property
    def counts(self) -> bool:
        """Whether the values can be numbers of models, so that one can "outnumber" another."""
        return not self.kinds or "count" in self.kinds

    def phrases(
        self,
        words: Words,
        place: int,
        *,
        counted: bool = True,
        every: bool = False,
        partitive: bool = False,
    ) -> Iterator[tuple[int, Said]]:
        """The noun phrases that can start in a place.

        Args:
            words: the words.
            place: where it starts.
            counted: whether it can name what is counted; else it names the whole.
            every: whether the words before it are "all", "no" or the like.
            partitive: whether "of" also names what is counted, as in "a handful of models".

        Yields:
            The place after it, and what it says itself, as in "of the 191 models".
        """
        known = words.phrase(place, *_OF_KNOWN) if self.within_bounds else None
        if known:
            yield known, (KNOWN,)
        if not self.nouns:
            return
        yield from self.in_index(words, place)
        of = words.word(place, "of")
        if of:
            pronoun = words.word(words.optional(of, "all"), *_PRONOUNS)
            if pronoun:
                yield from self.in_index(words, pronoun)
                yield pronoun, ()
        all_ = words.word(of, "all") if of else None
        start = all_ or of or place
        determined = words.word(start, *_DETERMINERS)
        everything = not determined and bool(all_ or (every and not of))
        if counted and not of:
            yield from self._without_noun(words, place)
        bare = of and not all_ and not determined
        if bare and counted and not partitive:
            return  # "76 of models"
        counted = counted and (bool(bare and partitive) or not of)
        yield from self._described(words, determined or start, (), (everything, counted))
        numbered = (determined or all_) if of and (determined or self.in_all is not None) else None
        for found, after in number(words, numbered) if numbered else ():
            if found.unit == 1 and found.value.denominator == 1:
                in_all = (self.in_all or ()) if all_ else ()
                whole = (Test("of", exactly(found.value)), *in_all)
                yield after, whole
                yield from self._described(words, after, whole, (False, False))

    def _described(
        self, words: Words, place: int, whole: Said, how: tuple[bool, bool]
    ) -> Iterator[tuple[int, Said]]:
        """A noun with its labels.

        Args:
            words: the words.
            place: where it starts.
            whole: what the words before it say.
            how: whether it is about all models, and whether it names what is counted.
        """
        everything, counted = how
        labels = (*self.whole, *(self.counted if counted else ()))
        for after, used in self._noun(words, place, labels):
            for end, said, all_used in self._rest(words, after, labels, used, counted):
                named = [label for label in self.whole if label in all_used]
                if words.at(after - 1) in _OF_THE_INDEX and not self._named(all_used, counted):
                    words.refuse(after - 1, after, *_OF_ALL)
                    continue  # "76 entries", said of the American models
                if named and len(named) < len(self.whole):
                    continue  # "Chinese models", said of Chinese text models
                known = words.phrase(end, *_KNOWN) if self.within_bounds else None
                if known:
                    yield known, (*whole, KNOWN)
                if not everything or named:
                    yield end, (*whole, *said)
                elif self.in_all is not None:
                    yield end, (*whole, *(said or self.in_all))

    def _without_noun(self, words: Words, place: int) -> Iterator[tuple[int, Said]]:
        """The place after a category that is joined to a number itself: "44 in 2023"."""
        for label in () if self.whole else self.counted:
            joined = words.phrase(place, *self.prepositions.get(label, ()))
            end = joined and words.phrase(words.optional(joined, "the"), *_names(label))
            if end:
                yield end, ()

    def named_in(self, tokens: list[str]) -> bool:
        """Whether some words name the selection, if there is one."""
        text = f" {' '.join(tokens)} "
        named = [any(f" {' '.join(one)} " in text for one in label) for label in self.whole]
        return self.in_all is not None or (bool(named) and all(named))

    def _named(self, used: tuple[Label, ...], counted: bool) -> bool:  # noqa: FBT001
        """Whether labels say all that restricts what is counted, or the whole."""
        of_selection = self.in_all is not None or bool(self.whole)
        of_category = not (counted and self.of_some) or any(one in used for one in self.counted)
        return of_selection and of_category and all(one in used for one in self.whole)

    def bare(self, words: Words, place: int) -> Iterator[int]:
        """The place after a noun without labels."""
        noun = words.phrase(place, *self.nouns)
        if noun:
            yield noun

    def plain(self, words: Words, place: int) -> Iterator[int]:
        """The places after the noun phrases that say nothing themselves."""
        yield from (end for end, said in self.phrases(words, place) if not said)

    def in_index(self, words: Words, place: int) -> Iterator[tuple[int, Said]]:
        """The place after "in the index", if the value is about all of it."""
        end = None if self.in_all is None else words.phrase(place, *_IN_INDEX)
        if end:
            yield end, self.in_all or ()

    def names(self, words: Words, place: int, named: tuple[Label, ...]) -> tuple[int, int] | None:
        """The place after a list of some names, such as "France and Spain", and how many it has."""
        count, at = 0, place
        left = list(named)
        while True:
            start = words.optional(at, "the")
            found = next(
                ((one, end) for one in left if (end := words.phrase(start, *_names(one)))), None
            )
            if found is None:
                return None
            left.remove(found[0])
            count, at = count + 1, found[1]
            joined = words.optional(words.optional(at, ","), "and")
            if joined == at:
                return at, count
            at = joined

    def _noun(
        self, words: Words, place: int, labels: tuple[Label, ...], used: tuple[Label, ...] = ()
    ) -> Iterator[tuple[int, tuple[Label, ...]]]:
        """A noun, with labels in front of it, each once."""
        for label in labels:
            front = label not in used and label not in self.only_behind
            after = words.phrase(place, *label) if front else None
            if after:
                yield from self._noun(words, after, labels, (*used, label))
        noun = words.phrase(place, *self.nouns)
        if noun:
            yield noun, used

    def _rest(
        self,
        words: Words,
        place: int,
        labels: tuple[Label, ...],
        used: tuple[Label, ...],
        counted: bool,  # noqa: FBT001
    ) -> Iterator[tuple[int, Said, tuple[Label, ...]]]:
        """What may follow a noun: "from China", "with open weights", "in the index"."""
        for label in labels:
            preposition = words.phrase(place, *self.prepositions.get(label, ()))
            if preposition is None or label in used:
                continue
            after = words.phrase(words.optional(preposition, "the", *_ARTICLES), *_names(label))
            if after:
                yield from self._rest(words, after, labels, (*used, label), counted)
        with_ = words.phrase(place, *self.with_) if counted and self.needed else None
        after = with_ and self._with(words, words.optional(with_, "the", *_ARTICLES))
        if after and not set(self.counted) & set(used):
            yield from self._rest(words, after, labels, (*used, *self.counted), counted=False)
        for end, said in self.in_index(words, place):
            yield end, said, used
        yield place, (), used

    def _with(self, words: Words, place: int) -> int | None:
        """The place after the words of the category, such as "open weights"."""
        after = place
        while words.word(after, *self.about):
            after += 1
        said = words.tokens[place:after]
        known = set(said)
        by_name = any(frozenset(label[0]) == self.needed for label in self.counted)
        head = next((word for word in reversed(self.about) if word not in self.needed), "")
        complete = self.needed < known and head in known
        complete = complete or (self.needed == known and by_name)
        return after if complete and len(known) == len(said) else None


def _names(label: Label) -> Label:
    """The spellings of a label that are nouns."""
    return tuple(one for one in label if one in (label[0], ("us",), ("u.s",), ("uk",)))
