"""Run git so that it changes nothing and runs no program that a repository names.

User input is never an argument, unless it is hexadecimal digits; it is checked against a pattern
and passed on standard input.
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
"""Seconds after which a git process is killed."""

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
    *("-c", "core.commitGraph=false"),  # it could name other parents than the commits do
    *("-c", "protocol.allow=never"),
]
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # like protocol.allow, but a repository cannot override it
}
_ID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_HEADER = re.compile(rb"([0-9a-f]+) [a-z]+ ([0-9]+)\n")
_TREE = re.compile(rb"tree ([0-9a-f]{40,64})(?:\n|$)")
_COMMITTER = re.compile(rb"^committer .* (-?[0-9]+) [-+]?[0-9]+$", re.MULTILINE)
_AT_ONCE = 5_000
"""How many objects one process reads."""


class HistoryError(OsaiError):
    """The history cannot be read, or has no such moment."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository, and a folder in it.

    Attributes:
        start: the top of its working tree, or the bare repository; git runs there.
        path: the folder inside the repository, '' for its root.
        bare: whether `place_of` found a bare repository; its settings do not matter.
    """

    start: Path
    path: str
    bare: bool

    @staticmethod
    def of(folder: str | Path) -> Repository:
        """The repository of a folder; the folder itself need not exist any more.

        Raises:
            HistoryError: git is not installed, there is no repository, or git fails.
        """
        place = place_of(folder)
        if place.bare:
            rest = place.path.relative_to(place.bare)
            repository = Repository(place.bare, "/".join(rest.parts), bare=True)
        else:
            repository = _around(place.path, folder)
        own = repository.run("rev-parse", "--absolute-git-dir")[:-1]
        if (Path(text(own)).resolve() == repository.start.resolve()) is not repository.bare:
            raise _no_repository(folder)  # old versions of git treat a damaged checkout as bare
        return repository

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """The output of git.

        Args:
            *arguments: a command that only reads, and its arguments; no user input.
            given: its standard input.

        Raises:
            HistoryError: git is not installed, fails, or takes too long.
        """
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        # These override core.bare and core.worktree.
        places = {
            "GIT_WORK_TREE": str(self.start),
            "GIT_CEILING_DIRECTORIES": str(self.start.parent),
        }
        bare = ("-c", f"safe.bareRepository={'all' if self.bare else 'explicit'}")
        try:
            answer = subprocess.run(  # noqa: S603 - the command has no user input
                [_program(), *_OPTIONS, *bare, *arguments],
                cwd=self.start,
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
            what = f"git cannot be run in {quote(self.start)} ({error.strerror})"
            raise HistoryError(what, "see whether git works there") from None
        if answer.returncode:
            raise _error_of(self.start, answer.stderr.decode(errors="replace"))
        return answer.stdout

    def state(self) -> tuple[bytes, ...]:
        """HEAD, all branches and tags, and where a shallow clone ends.

        Raises:
            HistoryError: git fails.
        """
        refs = self.run("for-each-ref", "--format=%(objectname) %(refname)")
        head, _, shallow = self.run("rev-parse", "HEAD", "--git-path", "shallow").partition(b"\n")
        ends = self.start / text(shallow[:-1])
        return refs, head, ends.read_bytes() if ends.is_file() else b""

    def head_is_set(self) -> bool:
        """Whether HEAD names a commit, even if the commit is missing."""
        try:
            return bool(self.run("rev-parse", "--verify", "--quiet", "HEAD"))
        except HistoryError:
            return False

    def how_to_update(self) -> str:
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
        """The id, kind and size of each object; None if it is missing or ambiguous."""
        found: list[tuple[str, str, int] | None] = []
        for some in _in_parts(names):
            given = "".join(f"{name}\n" for name in some).encode()
            for line in self.run("cat-file", "--batch-check", given=given).splitlines():
                oid, _, rest = line.decode(errors="replace").partition(" ")
                kind, _, size = rest.partition(" ")
                found.append((oid, kind, int(size)) if size.isdecimal() else None)
        return found

    def contents(self, oids: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """The id and the content of each object.

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
                    raise missing_objects()
                at = head.end() + int(head[2]) + 1
                yield oid, answer[head.end() : at - 1]

    def commits(self, oids: Sequence[str]) -> Iterator[tuple[str, dt.datetime]]:
        """The tree and the time of each commit.

        They are read from the commit objects, because the output of `git log` depends on settings
        and encodings.

        Raises:
            HistoryError: one is missing, or is not a commit.
        """
        for oid, content in self.contents(oids):
            head = content.partition(b"\n\n")[0]
            tree = _TREE.match(head)
            if tree is None:
                raise HistoryError(f"the commit {oid} cannot be read", "clone the repository again")
            seconds = _COMMITTER.search(head)
            yield tree[1].decode("ascii"), moment(seconds[1] if seconds else b"0")

    def last_change(self) -> str | None:
        """The id of the last commit that changed the folder, or None.

        Raises:
            HistoryError: git fails.
        """
        found = ids(self.run("rev-list", "-1", "HEAD", "--", self.path or "."))
        return found[0] if found else None


def is_bare(folder: str | Path) -> bool:
    """Whether a folder is a bare repository or inside one, by its path; see `place_of`.

    Raises:
        IndexNotFound: a symbolic link on its path is not followed.

    Example:
        >>> is_bare("models")
        False
    """
    return place_of(folder).bare is not None


def ids(answer: bytes) -> list[str]:
    """The ids that git lists, one per line.

    Raises:
        HistoryError: the output has other lines.
    """
    lines = answer.splitlines()
    if not all(map(_ID.fullmatch, lines)):
        what = f"git answers {quote(answer[:80].decode(errors='replace'))} instead of ids"
        raise HistoryError(what, "see what 'git config --list' says there")
    return [line.decode("ascii") for line in lines]


def _around(path: Path, folder: str | Path) -> Repository:
    """The checkout that contains a folder, which need not exist any more.

    git does not search for it, because it would accept any parent folder that looks like a bare
    repository.
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
    raise _no_repository(folder)


def entries(tree: bytes, length: int) -> list[bytes]:
    """The entries of a tree, as far as they can be read.

    Args:
        tree: the content of the tree.
        length: the bytes of an id.
    """
    found, at = list[bytes](), 0
    while match := _ENTRY.match(tree, at):
        end = match.end() + length
        if end > len(tree):
            break
        found.append(tree[at:end])
        at = end
    return found


_ENTRY = re.compile(rb"[0-7]{1,7} [^\0]+\0")


def parts_of(entry: bytes, length: int) -> tuple[bytes, bytes, str]:
    r"""The mode, the name and the id of an entry.

    Example:
        >>> parts_of(b"100644 a.yaml\0\xff\x01", 2)
        (b'100644', b'a.yaml', 'ff01')
    """
    mode, _, name = entry[: -length - 1].partition(b" ")
    return mode, name, entry[-length:].hex()


def text(name: bytes) -> str:
    """Decode a name; a byte that is not UTF-8 becomes a surrogate."""
    return name.decode("utf-8", "surrogateescape")


def moment(seconds: str | bytes) -> dt.datetime:
    """The time of a commit, limited to the years 1 to 9999; 1970 if it is not valid.

    Example:
        >>> moment("0").isoformat(), moment("9" * 15).year
        ('1970-01-01T00:00:00+00:00', 9999)
    """
    start = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    try:
        since = int(seconds[:20])
    except ValueError:  # git accepts any text as the time of a commit
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
    """The path of git, from absolute directories of PATH only, never the current directory."""
    places = [
        p for p in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(p).is_absolute()
    ]
    program = shutil.which("git", path=os.pathsep.join(places))
    if program is None or not Path(program).is_absolute():
        what = "git, which reads the history of the index, is not installed"
        raise HistoryError(what, "install git")
    return program


def _error_of(start: Path, errors: str) -> HistoryError:
    first = next((line for line in errors.splitlines() if line.startswith("fatal:")), errors)
    why = first.strip().partition("\n")[0].removeprefix("fatal:").strip()
    if "promisor remote" in errors:
        return missing_objects()
    if "not a git repository" in why:
        return _no_repository(start)
    if "dubious ownership" in why or "unsafe repository" in why:
        hint = "if you trust it, let git know: git config --global --add safe.directory FOLDER"
        return HistoryError(f"git refuses: {quote(why, 300)}", hint)
    return HistoryError(f"git refuses: {quote(why, 300)}", "see what 'git status' says there")


def _no_repository(folder: str | Path) -> HistoryError:
    return HistoryError(
        f"{quote(folder)} is not in a git repository",
        "the past of an index is read from a git checkout of it, or from a bare repository whose "
        "name ends in .git",
    )


def missing_objects() -> HistoryError:
    """The error for a clone without some of its files."""
    return HistoryError(
        "the clone does not contain all files of its history",
        "clone it whole, without --filter; nothing is fetched while pages are built",
    )


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE))
