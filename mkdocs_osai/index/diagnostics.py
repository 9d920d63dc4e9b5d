"""Rules for files, and the problems found in one file."""

from __future__ import annotations

import unicodedata
from copy import copy
from enum import StrEnum
from typing import Self

from mkdocs_osai.index.normalizers import other_section
from mkdocs_osai.index.yaml_document import Document, Tree, UnreadableFile, parse
from mkdocs_osai.problems import Level, Problem, quote
from mkdocs_osai.sanitize import message_path


class Rule(StrEnum):
    """A rule for files.

    Attributes:
        description: the problem, in a sentence.

    Example:
        >>> Rule.VALUE, Rule.VALUE.description
        (<Rule.VALUE: 'value'>, 'A value that cannot be read, such as a class that does not exist.')
    """

    description: str

    def __new__(cls, name: str, description: str) -> Self:
        """Create a rule with a description."""
        rule = str.__new__(cls, name)
        rule._value_ = name
        rule.description = description
        return rule

    @property
    def fixable(self) -> bool:
        """Whether `osai check --fix` can fix it."""
        return self in (Rule.SPELLING, Rule.KEY, Rule.COMMENT, Rule.SPACES)

    UNREADABLE = (
        "unreadable",
        "A file that cannot be read at all: no YAML, no UTF-8, too large, nested too deep.",
    )
    FILE = (
        "file",
        "A file that is left out: a name that cannot be printed, or a second file of one model.",
    )
    VALUE = ("value", "A value that cannot be read, such as a class that does not exist.")
    REPEATED = ("repeated", "A repeated key in one section; the last one counts.")
    PARAMETERS = ("parameters", "A problem in `_parameters.yml`, which lists the criteria.")
    DESCRIPTIONS = (
        "descriptions",
        "A problem in `_parameters-descriptions.yml`, which says what the criteria ask.",
    )
    ABOUT = ("about", "A problem in `_index.yml`, which describes the index.")
    DIMENSIONS = ("dimensions", "A problem in `_dimensions.yml`, which defines dimensions.")
    HISTORY = ("history", "A problem in `_history.yml`, which says why classes were changed.")
    FAMILIES = ("families", "A problem in `_families.yml`, which defines families of base models.")
    DEFINITIONS = ("definitions", "A problem in `_definitions.yml`, which defines what is open.")
    SPELLING = ("spelling", "A value that is read differently than it is written.")
    KEY = ("key", "A key that is read under another name.")
    UNKNOWN = ("unknown", "An unknown section or key; a warning if a known one is similar.")
    MISSING = ("missing", "A section, a name, a type or a class that should be there.")
    FUTURE = ("future", "A release date in the future.")
    TAGS = ("tags", "A tag in a comment that differs from the key.")
    CASE = ("case", "Ids that differ in case only, which are one file on some disks.")
    UNTAGGED = ("untagged", "A model without an origin or a contributor tag.")
    COMMENT = ("comment", "A fact in a comment that could be a key of `org` or `compute`.")
    MARGIN = ("margin", "An estimate of training compute that does not say how far off it may be.")
    SPACES = ("spaces", "Lines that end in spaces.")
    LINK = ("link", "A web address that looks dead.")
    COMPUTE = ("compute", "A training compute that cannot be, by the size of the model.")
    SAME = ("same", "Names of one organisation, or of one licence, that are spelt differently.")
    STALE = ("stale", "A model of class latest that a later one seems to have replaced.")
    BASE = (
        "base",
        "A base that other files grade differently, that is no entry, or that leads to itself.",
    )
    SWAPPED = ("swapped", "Base model and end model that seem to be swapped.")
    RESTRICTED = ("restricted", "A permissive licence on a base whose licence restricts use.")
    NEWER = ("newer", "A base that came out after the model that was made from it.")


Place = tuple[str | int, ...]
"""The keys, and numbers in lists, that lead to a value."""


class FileDiagnostics:
    """A file and its problems; two are equal if they have the same path and content.

    Attributes:
        path: the file, as messages name it.
        problems: the problems so far, in the order they were found.
        document: the parsed file; None if it cannot be read, which is the first problem.
        read_as: place → the value it is read as, for values that are read differently than written.
        renamed: place → the right name, for keys and sections with another name.
    """

    def __init__(self, path: str, content: bytes | OSError) -> None:
        self.path = message_path(path)
        self.problems: list[Problem] = []
        self.read_as: dict[Place, Tree] = {}
        self.renamed: dict[Place, str] = {}
        self.document = self._open(content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, FileDiagnostics) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def _identity(self) -> tuple[str, str | None, str]:
        text = self.document.text if self.document else None
        why = "" if self.document else self.problems[0].what
        return self.path, text, why

    def add(  # noqa: PLR0913 - what a problem has
        self,
        rule: Rule,
        what: str,
        hint: str = "",
        place: Place = (),
        level: Level = Level.ERROR,
        *,
        line: int | None = None,
    ) -> None:
        """Report a problem at `line`, or at the line of `place` or of its nearest parent."""
        line = self._line_of(place) if line is None else line
        where = ".".join(_short(message_path(key)) for key in place if isinstance(key, str))
        self.problems.append(Problem(self.path, line, what, hint, where, level, rule))

    def location(self, place: Place) -> str:
        """A place in the file, for the message of another: the path and the line."""
        return f"{self.path}:{self._line_of(place)}"

    def _line_of(self, place: Place) -> int:
        return self.document.line(self._written(place)) if place and self.document else 1

    def copy(self) -> FileDiagnostics:
        """A copy with its own list of problems."""
        other = copy(self)
        other.problems = [*self.problems]
        return other

    def _written(self, place: Place) -> Place:
        """A place with the name of its section as written in the file."""
        tree = self.document.tree if self.document else None
        if not isinstance(tree, dict) or place[0] in tree:
            return place
        others = (name for name in tree if other_section(name) == place[0])
        return (next(others, place[0]), *place[1:])

    def _open(self, content: bytes | OSError) -> Document | None:
        self.document = None
        if isinstance(content, OSError):
            self.add(Rule.UNREADABLE, f"the file cannot be read ({content.strerror})")
            return None
        try:
            document = parse(content)
        except UnreadableFile as error:
            hint = f"{error.hint}; it is left out until then"
            self.add(Rule.UNREADABLE, error.what, hint, line=error.line)
            return None
        for line, keys in document.repeated:
            what = "the key is repeated, and this value counts"
            self.add(Rule.REPEATED, what, "keep one of them", keys, line=line)
        return document


def _short(key: str, most: int = 60) -> str:
    return f"{key[:most]}…" if len(key) > most else key


def quoted(value: Tree) -> str:
    """A value of a file as messages quote it.

    Example:
        >>> quoted("opem"), quoted(["text", "code"]), quoted({}), quoted(None)
        ("'opem'", "'[text, code]'", 'a section', 'nothing')
    """
    if isinstance(value, dict):
        return "a section"
    if isinstance(value, list):
        plain = all(v is None or isinstance(v, str) for v in value)
        return quote(f"[{', '.join(str(v or '') for v in value)}]") if plain else "a list"
    return "nothing" if value is None else quote(value)


def one_line(text: str | None) -> str | None:
    r"""A text on one line, with single spaces; None if it has no visible characters.

    Example:
        >>> one_line("a \n b"), one_line("  ")
        ('a b', None)
    """
    line = " ".join(text.split()) if text else ""
    if line.isascii() and line.isprintable():
        return line or None
    return line if any(unicodedata.category(c)[0] in _VISIBLE for c in line) else None


_VISIBLE = "LNPS"
"""The Unicode categories of visible characters: letters, numbers, punctuation, symbols."""
