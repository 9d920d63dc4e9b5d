"""The registry of families: which names of base models belong together, and who made them.

`families.yml` in this package has the built-in ones; `own_families` reads those of a site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from mkdocs_osai.index import FileDiagnostics


@dataclass(frozen=True, slots=True)
class FamilyLine:
    """A version or variant of a family, whose weights are one base.

    Attributes:
        name: the name for readers, such as "Llama 2".
        family: the family it belongs to.
        maker: who made it, as the dimension `organizations` calls them.
        names: how the names of its models begin.
        made_from: the line or family that it was made from, or None.
        license: its licence, or None.
        restricted: whether the licence restricts use; None if it is not known.
        released: its date of release, or None.
        source: where it is said what it was made from.
    """

    name: str
    family: str
    maker: str
    names: tuple[str, ...]
    made_from: str | None = None
    license: str | None = None
    restricted: bool | None = None
    released: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Families:
    """The families of a site.

    Attributes:
        makers: family → who made it.
        lines: all lines, in the order of their families.
        names: name of a base that says no line → its family.
    """

    makers: Mapping[str, str]
    lines: tuple[FamilyLine, ...]
    names: Mapping[tuple[str, ...], str]

    @cached_property
    def by_name(self) -> dict[str, FamilyLine]:
        """Name of a line → the line."""
        return {line.name: line for line in self.lines}

    @cached_property
    def _by_words(self) -> dict[tuple[str, ...], FamilyLine]:
        return {words_of(name): line for line in self.lines for name in line.names}

    def line_of(self, name: str) -> FamilyLine | None:
        """The line of a model's name; None if there is none, or if other words follow.

        Example:
            >>> families = built_in_families()
            >>> families.line_of("Meta-Llama-3.1-70B-Instruct").name
            'Llama 3.1'
            >>> families.line_of("Llama-3_3-Nemotron-Super-49B-v1_5") is None
            True
        """
        words = words_of(name)
        for end in range(len(words), 0, -1):
            found = self._by_words.get(words[:end])
            if found is not None and all(map(says_nothing, words[end:])):
                return found
        return None

    def family_of(self, name: str) -> str | None:
        """The family of a name that says no line, such as "Stable Diffusion (version unknown)"."""
        words = tuple(w for w in words_of(name) if w not in ("version", "unknown"))
        return self.names.get(words)


_SIZE = re.compile(r"\d+(?:\.\d+)?[bmtke]|\d+x\d+(?:\.\d+)?b|a\d+(?:\.\d+)?b", re.ASCII)
_PARTS = re.compile(r"\d+(?:\.\d+)*|[^\W\d_]+")
_DATE = re.compile(r"\d{4,8}", re.ASCII)

STAGES = frozenset(
    "base instruct chat it pt sft dpo rlhf pretrain pretrained pre post trained hf dev preview "  # noqa: SIM905 - a list would say no more
    "distilled turbo final think thinking thinker reasoning reasoner mini small medium large xl "
    "xxl tiny nano fp bf deduped".split()
)
"""Words after the name of a line that say the stage of training, or the size."""


@cache
def words_of(name: str) -> tuple[str, ...]:
    """The words of a model's name, in one spelling; sizes stay whole, versions are apart.

    Example:
        >>> words_of("Meta-Llama-3_1-70B"), words_of("Qwen2.5-32B")
        (('meta', 'llama', '3.1', '70b'), ('qwen', '2.5', '32b'))
    """
    text = re.sub(r"(?<=\d)_(?=\d+(?![a-z\d]))", ".", name.casefold())
    words: list[str] = []
    for chunk in re.split(r"[\s\-_/(),:?]+", text):
        words += [chunk] if _SIZE.fullmatch(chunk) else _PARTS.findall(chunk)
    return tuple(words)


def says_something(words: Iterable[str]) -> bool:
    """Whether the words of a name say more than a size, a stage of training or a day."""
    return not all(map(says_nothing, words))


def says_nothing(word: str) -> bool:
    """Whether a word says only a size, a stage of training or a day.

    Example:
        >>> [word for word in words_of("Llama-2-70B-Chat") if not says_nothing(word)]
        ['llama', '2']
    """
    return word in STAGES or bool(_SIZE.fullmatch(word)) or bool(_DATE.fullmatch(word))


def size_of(name: str) -> str | None:
    """The size that a name says, or None.

    Example:
        >>> size_of("Llama-2-70B-Chat"), size_of("BERT")
        ('70b', None)
    """
    return next((word for word in words_of(name) if _SIZE.fullmatch(word)), None)


@cache
def built_in_tree() -> dict[str, Any]:
    """The content of `families.yml`."""
    source = files("mkdocs_osai.stats.dimensions").joinpath("families.yml")
    found = FileDiagnostics("families.yml", source.read_bytes())
    tree = found.document.tree if found.document else None
    if not isinstance(tree, dict):
        raise TypeError("families.yml is damaged; install the package again")
    return tree


@cache
def built_in_families() -> Families:
    """The built-in families.

    Example:
        >>> built_in_families().makers["Llama"]
        'Meta'
    """
    return families_of_tree(built_in_tree())


def families_of_tree(tree: Mapping[str, Any]) -> Families:
    """The families of a file that is valid."""
    return Families(
        makers={name: str(entry["maker"]) for name, entry in tree.items()},
        lines=tuple(_lines(tree)),
        names={words_of(n): name for name, e in tree.items() for n in e.get("names") or ()},
    )


def _lines(tree: Mapping[str, Any]) -> Iterator[FamilyLine]:
    for family, entry in tree.items():
        for name, line in (entry.get("lines") or {}).items():
            restricted = line.get("restricted")
            yield FamilyLine(
                name=name,
                family=family,
                maker=line.get("maker") or entry["maker"],
                names=_texts(line["names"]),
                made_from=line.get("from"),
                license=line.get("license"),
                restricted=None if restricted is None else str(restricted).casefold() == "true",
                released=line.get("released"),
                source=line.get("source"),
            )


def _texts(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(map(str, values))
