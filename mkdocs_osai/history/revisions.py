"""Resolve names of commits: days, tags, ids, revisions."""

from __future__ import annotations

import datetime as dt
import re
from functools import cached_property

from mkdocs_osai.history import git
from mkdocs_osai.history.git import HistoryError, Repository
from mkdocs_osai.index.normalizers import MONTHS
from mkdocs_osai.problems import listed, nearest, quote, suggestion

HOW = "write a day as 2025-06-17, a tag, or at least seven digits of a commit"

MOST_TAGS = 6
"""How many tags a message lists."""

_COMMIT = re.compile(r"[0-9a-f]{7,40}|[0-9a-f]{64}")
_NAME = r"(?!\S*\.\.)\w[\w.+/@-]{0,199}"
_TAG = re.compile(_NAME)
_REVISION = re.compile(rf"(?:{_NAME}|@)(?:[~^][0-9]{{0,6}}){{0,20}}")
_TOO_SHORT = re.compile(r"[0-9a-f]{4,6}")


class RevisionResolver:
    """Resolves names of commits in a repository."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    def fixed(self, name: str) -> str:
        """The id of the commit with a tag, or with an id that begins with some digits.

        Raises:
            HistoryError: there is none, or it is a branch.
        """
        if not _TAG.fullmatch(name):
            raise HistoryError(f"{quote(name)} is no day, tag or commit", as_a_day(name) or HOW)
        if name in self._tags:
            return self._found(self._tags[name], name)
        if found := self._begun_with(name):
            if len(found) > 1:
                what = f"{quote(name)} begins more than one commit"
                raise HistoryError(what, "write more of it")
            return found[0]
        branches = self._refs("refs/heads/") | self._refs("refs/remotes/")
        if name == "HEAD" or name in branches:
            raise HistoryError(f"{quote(name)} is a branch, and branches move", HOW)
        raise self._unknown(name)

    def any(self, revision: str) -> str:
        """The id of the commit of any git revision.

        Raises:
            HistoryError: there is none.
        """
        if not _REVISION.fullmatch(revision):
            what = f"{quote(revision)} is no name of a commit"
            how = "write a branch, a tag, a commit, one of them with ~2, or a day as 2025-06-17"
            raise HistoryError(what, as_a_day(revision) or how)
        return self._found(revision, revision)

    def _found(self, text: str, name: str) -> str:
        [found] = self._repository.kinds([f"{text}^{{commit}}"])
        if found is None:
            raise self._unknown(name)
        return found[0]

    def _begun_with(self, digits: str) -> list[str]:
        """The commits whose ids begin with some digits; branches are ignored."""
        if not _COMMIT.fullmatch(digits):
            return []
        oids = git.ids(self._repository.run("rev-parse", f"--disambiguate={digits}"))
        kinds = self._repository.kinds(oids)
        return [found[0] for found in kinds if found and found[1] == "commit"]

    def _unknown(self, name: str) -> HistoryError:
        what = f"git knows no tag or commit {quote(name)}"
        near = suggestion(name, self._tags) if nearest(name, self._tags) else ""
        if how := ", or ".join(filter(None, (as_a_day(name), near))):
            return HistoryError(what, how)
        if _TOO_SHORT.fullmatch(name):
            return HistoryError(what, "write at least seven digits of a commit")
        if self._tags and not _COMMIT.fullmatch(name):
            return HistoryError(what, f"{HOW}; its tags are {listed([*self._tags], MOST_TAGS)}")
        shallow = self._repository.run("rev-parse", "--is-shallow-repository").strip() == b"true"
        return HistoryError(what, git.DEEPER if shallow else HOW)

    @cached_property
    def _tags(self) -> dict[str, str]:
        return self._refs("refs/tags/")

    def _refs(self, prefix: str) -> dict[str, str]:
        answer = self._repository.run("for-each-ref", "--format=%(objectname) %(refname)", prefix)
        pairs = (git.text(line).partition(" ") for line in answer.splitlines())
        return {name.removeprefix(prefix): oid for oid, _, name in pairs}


def as_a_day(text: str) -> str:
    """A hint how to write a day in another format; empty if the text is not like a day.

    Example:
        >>> as_a_day("17-06-2025"), as_a_day("2025-6-17"), as_a_day("June 17th, 2025")
        ('write it as 2025-06-17', 'write it as 2025-06-17', 'write it as 2025-06-17')
        >>> as_a_day("03/04/2025"), as_a_day("v1.0")
        ('write a day as 2025-06-17: year, month, day', '')
    """
    if len(text) > _MOST:
        return ""
    found = next(filter(None, (form.fullmatch(text.strip().casefold()) for form in _DAYS)), None)
    if found is None:
        return ""
    parts = found.groupdict()
    month, day = parts.get("month"), parts.get("day")
    if name := parts.get("name"):
        month = str(MONTHS.index(name[:3]) + 1)
    if parts.get("one") and (int(parts["one"]) > _MONTHS or parts["one"] == parts["two"]):
        day, month = parts["one"], parts["two"]
    elif parts.get("two") and int(parts["two"]) > _MONTHS:
        month, day = parts["one"], parts["two"]
    try:
        return f"write it as {dt.date(int(parts['year']), int(month or 0), int(day or 0))}"
    except (KeyError, ValueError):
        return "write a day as 2025-06-17: year, month, day"


_MOST = 40
_MONTHS = 12
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY_OF = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_BETWEEN = r"[-/._ ]"
_NAMED = rf"(?P<name>(?:{'|'.join(MONTHS)})[a-z]{{0,6}})"
_DAYS = [
    re.compile(rf"{form}(?:[t ,]+\d{{1,2}}:[\d:.+z-]*)?", re.ASCII)
    for form in (
        rf"{_YEAR}{_BETWEEN}(?P<month>\d{{1,2}}){_BETWEEN}{_DAY_OF}",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)",
        rf"(?P<one>\d{{1,2}}){_BETWEEN}(?P<two>\d{{1,2}}){_BETWEEN}{_YEAR}",
        rf"{_DAY_OF}[-/._ ]*{_NAMED}[-/._, ]*{_YEAR}",
        rf"{_NAMED}[-/._ ]*{_DAY_OF}[-/._, ]+{_YEAR}",
        rf"{_YEAR}[-/._, ]*{_NAMED}[-/._ ]*{_DAY_OF}",
        rf"{_YEAR}(?:{_BETWEEN}?(?:\d{{1,2}}|q[1-4]|{_NAMED}))?",
        rf"(?:\d{{1,2}}|{_NAMED}){_BETWEEN}?{_YEAR}",
        "today|yesterday|now",
    )
]
"""Other formats of a day, a month or a year, in lower case."""
