"""The rules that files are held to: a name for each kind of finding, and what it means."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Rule(StrEnum):
    """What a file is held to.

    Attributes:
        told: what is found, in a sentence.

    Example:
        >>> Rule.VALUE, Rule.VALUE.told
        (<Rule.VALUE: 'value'>, 'A value that cannot be read, such as a class that does not exist.')
    """

    told: str

    def __new__(cls, name: str, told: str) -> Self:
        """A rule by its name."""
        rule = str.__new__(cls, name)
        rule._value_ = name
        rule.told = told
        return rule

    @property
    def read_as(self) -> bool:
        """Whether it can be mended without asking, as `osai check --fix` does."""
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
    REPEATED = ("repeated", "A key that stands twice in one section; the last one counts.")
    PARAMETERS = ("parameters", "Something in `_parameters.yml`, which lists the criteria.")
    ABOUT = ("about", "Something in `_index.yml`, which tells what the index is.")
    DIMENSIONS = ("dimensions", "Something in `_dimensions.yml`, which defines dimensions.")
    SPELLING = ("spelling", "A value that is read otherwise than it is written.")
    KEY = ("key", "A key that is read under another name.")
    UNKNOWN = ("unknown", "A section or a key that nothing reads; a warning if one is near.")
    MISSING = ("missing", "A section, a name, a type or a class that should be there.")
    FUTURE = ("future", "A release that is still to come.")
    TAGS = ("tags", "A tag in a comment that says something else than the key.")
    CASE = ("case", "Ids that differ in case only, which are one file on some disks.")
    UNTAGGED = ("untagged", "A model without an origin or a contributor tag.")
    COMMENT = ("comment", "A tag in a comment that could be a key of `org`.")
    SPACES = ("spaces", "Lines that end in spaces.")
    LINK = ("link", "A web address that looks dead.")
    SAME = ("same", "Names of one organisation, or of one licence, that are spelt differently.")
    STALE = ("stale", "A model of class latest that a later one seems to have replaced.")
