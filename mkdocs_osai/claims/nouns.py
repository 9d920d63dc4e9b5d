"""What may follow a quantity: a noun phrase that names what the value counts, and nothing else.

"76 American models" names what is counted, so labels of the value's own categories may be in it.
"40% of American models" names the whole, where only labels of the value's own selection may be: a
share of all models is no share of the American ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mkdocs_osai.claims.numbers import number
from mkdocs_osai.claims.tokens import Words, plain
from mkdocs_osai.index import CLASSES
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.dimensions.dimension import OTHER

NOUNS = (*("model", "models", "system", "systems", "release", "releases", "entry", "entries"),)
"""What an index counts, on any site. It counts no organisations: one can have many models."""

_ADJECTIVES = {
    "united states": ("american", "us"),
    "united kingdom": ("british", "uk"),
    "china": ("chinese",),
    "france": ("french",),
    "germany": ("german",),
    "europe": ("european",),
    "japan": ("japanese",),
    "south korea": ("south korean", "korean"),
    "canada": ("canadian",),
    "switzerland": ("swiss",),
    "india": ("indian",),
    "israel": ("israeli",),
    "italy": ("italian",),
    "spain": ("spanish",),
    "netherlands": ("dutch",),
    "finland": ("finnish",),
    "sweden": ("swedish",),
    "singapore": ("singaporean",),
    "russia": ("russian",),
}
"""A place as a label has it, and as an adjective."""

_DETERMINERS = ("the", "these", "those")
_PRONOUNS = ("them", "these", "those")
_PREPOSITIONS = (("from",), ("by",), ("made", "by"), ("made", "in"), ("in",))
_WITH = (("with",), ("under",), ("with", "a"), ("under", "a"))
_IN_INDEX = tuple((p, d, "index") for p in ("in", "of", "on") for d in ("the", "our", "this"))

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Nouns:
    """The nouns and labels that may follow a quantity.

    Attributes:
        nouns: what is counted.
        whole: labels of the selection, which restrict the whole.
        counted: labels of the categories, which restrict what is counted; a class such as `open`
            is none: a model with open weights is no open model.
        about: the words of the dimension and its categories, for "with open weights".
        needed: the words of a category; a phrase with other words of `about` needs all of them.
        order: what a place is about: the `openness` of a model or the `size` of a category.
        groups: what a place in size is a place of: the label of the dimension.
        tied_with: the names of those that share the place.
        scores: whether the values are scores, so that one can be "more open".
    """

    nouns: tuple[Phrase, ...]
    whole: tuple[Phrase, ...] = ()
    counted: tuple[Phrase, ...] = ()
    about: frozenset[str] = frozenset()
    needed: frozenset[str] = frozenset()
    order: Literal["openness", "size"] = "openness"
    groups: tuple[Phrase, ...] = ()
    tied_with: tuple[Phrase, ...] = ()
    scores: bool = False

    @classmethod
    def of(cls, values: Iterable[Quantity] = (), site: Iterable[str] = ()) -> Nouns:
        """The nouns for claims about some values.

        Args:
            values: the values of a claim; labels of a value may follow only if it is the only one.
            site: the site's own nouns.
        """
        several = tuple(values)
        if not all(_is_about_models(value, single=len(several) == 1) for value in several):
            return cls((), scores=all(value.kind == "score" for value in several))
        nouns = tuple(filter(None, (tuple(plain(noun)) for noun in (*NOUNS, *site))))
        if len(several) != 1:
            return cls(nouns)
        value = several[0]
        own = value.categories if len(value.categories) == 1 else ()
        about = frozenset(plain(value.what)) if own else frozenset()
        standing = value.standing
        return cls(
            nouns,
            tuple(_labels(value.labels)),
            tuple(_labels(one for one in own if one not in (*CLASSES, OTHER))),
            about,
            frozenset(w for one in own for w in plain(one)),
            "size" if standing and value.dimension else "openness",
            tuple(filter(None, (tuple(plain(standing.among)),))) if standing else (),
            tuple(_labels(standing.tied_with)) if standing else (),
        )

    def phrases(
        self, words: Words, place: int, *, counted: bool = True
    ) -> Iterator[tuple[int, int | None]]:
        """The noun phrases that can start in a place.

        Args:
            words: the words.
            place: where it starts.
            counted: whether it can name what is counted; else it names the whole.

        Yields:
            The place after it, and the number in it, as in "of the 191 models".
        """
        if not self.nouns:
            return
        in_index = words.phrase(place, *_IN_INDEX)
        if in_index:
            yield in_index, None
        of = words.word(place, "of")
        start = of or place
        if of:
            pronoun = words.word(words.optional(start, "all"), *_PRONOUNS)
            if pronoun:
                yield from self._rest(words, pronoun, counted=False)
            start = words.optional(start, "all")
        determined = words.optional(start, *_DETERMINERS)
        starts: list[tuple[int, int | None]] = [(determined, None)]
        if of and determined > start:
            starts += [
                (after, int(found.value))
                for found, after in number(words, determined)
                if found.unit == 1 and found.value.denominator == 1
            ]
        for at, whole in starts:
            if whole is not None:
                yield at, whole
            for after in self._noun(words, at, counted=counted and not of):
                for end, _ in self._rest(words, after, counted=counted and not of):
                    yield end, whole

    def _noun(self, words: Words, place: int, *, counted: bool) -> Iterator[int]:
        """A noun, with labels in front of it."""
        labels = (*self.whole, *(self.counted if counted else ()))
        after = words.phrase(place, *labels)
        if after:
            yield from self._noun(words, after, counted=counted)
        noun = words.phrase(place, *self.nouns)
        if noun:
            yield noun

    def _rest(self, words: Words, place: int, *, counted: bool) -> Iterator[tuple[int, None]]:
        """What may follow a noun: "from China", "with open weights", "in the index"."""
        labels = (*self.whole, *(self.counted if counted else ()))
        preposition = words.phrase(place, *_PREPOSITIONS)
        if preposition:
            after = words.phrase(words.optional(preposition, "the"), *labels)
            if after:
                yield from self._rest(words, after, counted=counted)
        with_ = words.phrase(place, *_WITH) if counted and self.needed else None
        if with_:
            after = with_
            while words.word(after, *self.about):
                after += 1
            said = set(words.tokens[with_:after])
            if self.needed < said or (self.needed == said and self.counted):
                yield from self._rest(words, after, counted=counted)
        in_index = words.phrase(place, *_IN_INDEX)
        if in_index:
            yield in_index, None
        yield place, None


def _is_about_models(value: Quantity, *, single: bool) -> bool:
    """Whether a number says something about models that can be counted; a score does not."""
    if value.change is not None:
        return value.change[1].kind == "count"
    if value.kind == "ratio" and value.calculation is not None:
        return all(part.kind == "count" for part in value.parts)
    return value.kind in (("count", "share", "rank") if single else ("count",))


def _labels(names: Iterable[str]) -> Iterator[Phrase]:
    for name in names:
        yield tuple(plain(name))
        for adjective in _ADJECTIVES.get(name.casefold(), ()):
            yield tuple(plain(adjective))
