"""git, asked in a way that changes nothing and runs nothing a repository names.

What a person typed never is an argument, unless it is hexadecimal digits; it reaches git on its
standard input, after a pattern let it pass.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mkdocs_osai.index.folder import place_of
from mkdocs_osai.problems import OsaiError, quote

TIMEOUT = 120
"""Seconds after which git is given up."""

DEEPER = (
    "fetch the whole history: git fetch --unshallow, or in a GitHub workflow "
    "actions/checkout with fetch-depth: 0"
)

_OPTIONS = [
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", f"core.attributesFile={os.devnull}"),
    *("-c", "core.commitGraph=false"),  # it could tell other parents than the commits do
    *("-c", "protocol.allow=never"),
]
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # what protocol.allow does, and no repository can undo
}
_ID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HEADER = re.compile(rb"([0-9a-f]+) [a-z]+ ([0-9]+)\n")
_TREE = re.compile(rb"tree ([0-9a-f]{40,64})(?:\n|$)")
_COMMITTER = re.compile(rb"^committer .* (-?[0-9]+) [-+]?[0-9]+$", re.MULTILINE)
_AT_ONCE = 5_000
"""How many objects one process is asked for."""


class HistoryError(OsaiError):
    """The past cannot be read as it was asked for."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as it is found from a folder.

    Attributes:
        start: the top of its working tree, or a bare repository itself; git runs there.
        path: the folder inside the repository, '' for its root.
        bare: whether it has no working tree, as `place_of` says; the settings of a repository
            have no say in it.
    """

    start: Path
    path: str
    bare: bool

    @staticmethod
    def of(folder: str | Path) -> Repository:
        """The repository of a folder; the folder itself need not be there any more.

        Raises:
            HistoryError: there is no git, or no repository, or git refuses it.
        """
        place = place_of(folder)
        if place.bare:
            rest = place.path.relative_to(place.bare)
            repository = Repository(place.bare, "/".join(rest.parts), bare=True)
        else:
            repository = _around(place.path, folder)
        own = repository.run("rev-parse", "--absolute-git-dir")[:-1]
        if (Path(text(own)).resolve() == repository.start.resolve()) is not repository.bare:
            raise _nowhere(folder)  # an old git takes a damaged checkout for a bare repository
        return repository

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git answers.

        Raises:
            HistoryError: it refuses.
        """
        return _run(self, *arguments, given=given)

    def points_somewhere(self) -> bool:
        """Whether HEAD names a commit, be it there or not."""
        try:
            return bool(self.run("rev-parse", "--verify", "--quiet", "HEAD"))
        except HistoryError:
            return False

    def newer(self) -> str:
        """How to get commits that are newer than HEAD, as part of a sentence."""
        if not self.run("remote"):
            return "commit what is newer"
        if self.bare:
            return "get newer commits: git fetch origin '+refs/heads/*:refs/heads/*'"
        if b"/modules/" in self.run("rev-parse", "--absolute-git-dir"):
            return "get newer commits: git submodule update --remote"
        if self.run("branch", "--show-current"):
            return "get newer commits: git pull"
        return "get newer commits: check out a branch and git pull, as HEAD is on none"

    def kinds(self, names: Sequence[str]) -> list[tuple[str, str, int] | None]:
        """The id, kind and size of each object; None for what is missing or more than one."""
        found: list[tuple[str, str, int] | None] = []
        for some in _in_parts(names):
            given = "".join(f"{name}\n" for name in some).encode()
            for line in self.run("cat-file", "--batch-check", given=given).splitlines():
                oid, _, rest = line.decode(errors="replace").partition(" ")
                kind, _, size = rest.partition(" ")
                found.append((oid, kind, int(size)) if size.isdecimal() else None)
        return found

    def contents(self, oids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Each object's id with what it holds.

        Raises:
            HistoryError: one is missing.
        """
        for some in _in_parts(oids):
            given = "".join(f"{oid}\n" for oid in some).encode()
            answer = self.run("cat-file", "--batch", "--buffer", given=given)
            at = 0
            for oid in some:
                head = _HEADER.match(answer, at)
                if head is None or head[1] != oid.encode():
                    raise missing()
                at = head.end() + int(head[2]) + 1
                yield oid, answer[head.end() : at - 1]

    def commits(self, oids: Sequence[str]) -> Iterator[tuple[str, dt.datetime]]:
        """The tree of each commit, and when it was committed.

        They are read from the commits themselves: what git prints of a commit depends on settings,
        and on the encoding that the commit names.

        Raises:
            HistoryError: one is missing, or is no commit.
        """
        for oid, content in self.contents(oids):
            head = content.partition(b"\n\n")[0]
            tree = _TREE.match(head)
            if tree is None:
                raise HistoryError(f"the commit {oid} cannot be read", "clone the repository anew")
            seconds = _COMMITTER.search(head)
            yield tree[1].decode("ascii"), moment(seconds[1] if seconds else b"0")

    def last_change(self) -> str | None:
        """The id of the last commit that changed the folder; None if none did.

        Raises:
            HistoryError: git refuses.
        """
        found = ids(self.run("rev-list", "-1", "HEAD", "--", self.path or "."))
        return found[0] if found else None


def is_bare(folder: str | Path) -> bool:
    """Whether a folder is a bare repository, or lies in one, by its path; see `place_of`.

    Raises:
        IndexNotFound: a symbolic link on its path is not followed.

    Example:
        >>> is_bare("models")
        False
    """
    return place_of(folder).bare is not None


def ids(answer: bytes) -> list[str]:
    """The ids that git lists, one on a line.

    Raises:
        HistoryError: it answers something else.
    """
    lines = answer.splitlines()
    if not all(map(_ID.fullmatch, lines)):
        what = f"git answers {quote(answer[:80].decode(errors='replace'))} instead of ids"
        raise HistoryError(what, "see what 'git config --list' says there")
    return [line.decode("ascii") for line in lines]


def _around(path: Path, folder: str | Path) -> Repository:
    """The checkout around a folder, which need not be there any more.

    git does not search for it: it would take each folder on the way up for a bare repository that
    looks like one.
    """
    start = path
    while not os.path.isdir(start) and start != start.parent:  # noqa: PTH112 - is_dir() raises
        start = start.parent
    rest = path.relative_to(start)
    start = start.resolve()
    for top in (start, *start.parents):
        if top.name == ".git":
            what = f"{quote(folder)} is in the folder that git keeps its own files in"
            raise HistoryError(what, "name the folder of models in the checkout")
        if os.path.lexists(top / ".git"):
            return Repository(top, "/".join((start / rest).relative_to(top).parts), bare=False)
    raise _nowhere(folder)


def _run(repository: Repository, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers.

    Args:
        repository: where it runs, and which repository it may take.
        *arguments: a command that only reads, and its arguments; nothing of them from outside.
        given: its standard input.

    Raises:
        HistoryError: there is no git, or it refuses, or takes too long.
    """
    start = repository.start
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    # Whatever core.bare and core.worktree say.
    places = {"GIT_WORK_TREE": str(start), "GIT_CEILING_DIRECTORIES": str(start.parent)}
    bare = ("-c", f"safe.bareRepository={'all' if repository.bare else 'explicit'}")
    try:
        answer = subprocess.run(  # noqa: S603 - nothing in the command comes from outside
            [_program(), *_OPTIONS, *bare, *arguments],
            cwd=start,
            env=inherited | _ENVIRONMENT | places,
            input=given,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        what = f"git did not answer within {TIMEOUT} seconds"
        raise HistoryError(what, "see whether git works in the folder of models") from None
    except OSError as error:
        what = f"git cannot be run in {quote(start)} ({error.strerror})"
        raise HistoryError(what, "see whether git works there") from None
    if answer.returncode:
        raise _refusal(start, answer.stderr.decode(errors="replace"))
    return answer.stdout


def entries(tree: bytes, length: int) -> list[tuple[bytes, bytes, bytes]]:
    """The lines of a tree: mode, name, id.

    Args:
        tree: its content.
        length: of the ids in this repository, in bytes.
    """
    found, at = list[tuple[bytes, bytes, bytes]](), 0
    while match := _ENTRY.match(tree, at):
        at = match.end() + length
        if at > len(tree):
            break
        found.append((match[1], match[2], tree[match.end() : at]))
    return found


_ENTRY = re.compile(rb"([0-7]{1,7}) ([^\0]+)\0")


def text(name: bytes) -> str:
    """A name in a repository; a byte that is no UTF-8 becomes a surrogate."""
    return name.decode("utf-8", "surrogateescape")


def moment(seconds: str | bytes) -> dt.datetime:
    """The moment of a commit; what no calendar has is the nearest that one has, and none is 1970.

    Example:
        >>> moment("0").isoformat(), moment("9" * 15).year
        ('1970-01-01T00:00:00+00:00', 9999)
    """
    start = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    try:
        since = int(seconds[:20])
    except ValueError:  # a commit can say anything of its time, and git then says nothing
        return start
    return start + dt.timedelta(seconds=min(max(since, -62_135_596_800), 253_402_300_799))


def last_commit(folder: Path) -> dt.date | None:
    """The day (UTC) of the last commit that changed a folder, or None outside a git checkout.

    Example:
        >>> last_commit(Path("/")) is None
        True
    """
    try:
        repository = Repository.of(folder)
        last = repository.last_change()
        return next(repository.commits([last]))[1].date() if last else None
    except OsaiError:
        return None


def _program() -> str:
    """Where git is; never one that lies in the directory in which it is run."""
    places = [
        p for p in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(p).is_absolute()
    ]
    program = shutil.which("git", path=os.pathsep.join(places))
    if program is None or not Path(program).is_absolute():
        what = "git, which reads the history of the index, is not installed"
        raise HistoryError(what, "install git")
    return program


def _refusal(start: Path, errors: str) -> HistoryError:
    first = next((line for line in errors.splitlines() if line.startswith("fatal:")), errors)
    why = first.strip().partition("\n")[0].removeprefix("fatal:").strip()
    if "promisor remote" in errors:
        return missing()
    if "not a git repository" in why:
        return _nowhere(start)
    if "dubious ownership" in why or "unsafe repository" in why:
        hint = "if you trust it, let git know: git config --global --add safe.directory FOLDER"
        return HistoryError(f"git refuses: {quote(why, 300)}", hint)
    return HistoryError(f"git refuses: {quote(why, 300)}", "see what 'git status' says there")


def _nowhere(folder: str | Path) -> HistoryError:
    return HistoryError(
        f"{quote(folder)} is not in a git repository",
        "the past of an index is read from a git checkout of it, or from a bare repository whose "
        "name ends in .git",
    )


def missing() -> HistoryError:
    """A clone without some of its files."""
    return HistoryError(
        "the clone does not contain all files of its history",
        "clone it whole, without --filter; nothing is fetched while pages are built",
    )


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE))
