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

from mkdocs_osai.problems import OsaiError, shown

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
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
]
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # what protocol.allow does, and no repository can undo
}
_AT_ONCE = 5_000
"""How many objects one process is asked for."""


class HistoryError(OsaiError):
    """The past cannot be read as it was asked for."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as it is found from a folder.

    Attributes:
        start: a directory that is there and from which git finds it.
        path: the folder inside the repository, '' for its root.
        bare: whether it has no working tree.
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
        start = path = Path(os.path.abspath(folder))  # noqa: PTH100 - '..' of what is not there
        try:
            while not start.is_dir() and start != start.parent:
                start = start.parent
        except OSError as error:
            what = f"{shown(folder)} cannot be looked into ({error.strerror})"
            raise HistoryError(what, "name the folder of models in a git checkout") from None
        rest = "/".join(path.relative_to(start).parts)
        asked = ("--is-bare-repository", "--is-inside-work-tree", "--show-prefix")
        bare, inside, prefix = run(start, "rev-parse", *asked).split(b"\n", 2)
        if inside == b"true":
            return Repository(start, joined(text(prefix[:-1]), rest), bare=False)
        root = Path(text(run(start, "rev-parse", "--absolute-git-dir")[:-1]))
        if bare != b"true":
            what = f"{shown(folder)} lies among the files git keeps for itself"
            raise HistoryError(what, "name the folder of models in the checkout")
        within = "/".join(start.resolve().relative_to(root.resolve()).parts)
        return Repository(start, joined(within, rest), bare=True)

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """What git answers.

        Raises:
            HistoryError: it refuses.
        """
        return run(self.start, *arguments, given=given)

    def points_somewhere(self) -> bool:
        """Whether HEAD names a commit, be it there or not."""
        try:
            return bool(self.run("rev-parse", "--verify", "--quiet", "HEAD"))
        except HistoryError:
            return False

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
                start = answer.index(b"\n", at) + 1
                size = answer[at:start].rpartition(b" ")[2].strip()
                if not size.isdigit():
                    raise missing()
                at = start + int(size) + 1
                yield oid, answer[start : at - 1]


def is_bare(folder: str | Path) -> bool:
    """Whether a folder is a bare clone, or lies in one.

    Raises:
        HistoryError: it looks like one, and git refuses it.

    Example:
        >>> is_bare("models")
        False
    """
    path = Path(os.path.abspath(folder))  # noqa: PTH100 - '..' of what is not there
    if not any(_looks_bare(place) for place in (path, *path.parents)):
        return False
    return Repository.of(folder).bare


def run(start: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers in a directory.

    Args:
        start: the directory.
        *arguments: a command that only reads, and its arguments; nothing of them from outside.
        given: its standard input.

    Raises:
        HistoryError: there is no git, or it refuses, or takes too long.
    """
    try:
        answer = subprocess.run(  # noqa: S603 - nothing in the command comes from outside
            [_program(), *_OPTIONS, *arguments],
            cwd=start,
            env={k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | _ENVIRONMENT,
            input=given,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        what = f"git did not answer within {TIMEOUT} seconds"
        raise HistoryError(what, "see whether git works in the folder of models") from None
    except OSError as error:
        what = f"git cannot be run in {shown(start)} ({error.strerror})"
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


def joined(folder: str, below: str) -> str:
    """Two parts of a path inside a repository, either of which can be empty.

    Example:
        >>> joined("docs/", "models"), joined("", "models"), joined("models/", "")
        ('docs/models', 'models', 'models')
    """
    return "/".join(part for part in (folder.strip("/"), below) if part)


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
        answer = run(folder, "rev-list", "-1", "--format=%ct", "HEAD", "--", ".")
    except HistoryError:
        return None
    seconds = answer.partition(b"\n")[2].strip()
    return moment(seconds).date() if seconds else None


def _program() -> str:
    """Where git is; never one that lies in the directory in which it is run."""
    places = [
        p for p in os.environ.get("PATH", os.defpath).split(os.pathsep) if Path(p).is_absolute()
    ]
    program = shutil.which("git", path=os.pathsep.join(places))
    if program is None or not Path(program).is_absolute():
        what = "the past of the index is read with git, which is not installed"
        raise HistoryError(what, "install git")
    return program


def _looks_bare(place: Path) -> bool:
    parts = (place / "HEAD").is_file, (place / "objects").is_dir, (place / "refs").is_dir
    try:
        return all(there() for there in parts)
    except OSError:  # a folder that one may not look into
        return False


def _refusal(start: Path, errors: str) -> HistoryError:
    first = next((line for line in errors.splitlines() if line.startswith("fatal:")), errors)
    why = first.strip().partition("\n")[0].removeprefix("fatal:").strip()
    if "promisor remote" in errors:
        return missing()
    if "not a git repository" in why:
        what = f"{shown(start)} lies in no git repository"
        return HistoryError(what, "the past of an index is read from a git checkout of it")
    if "dubious ownership" in why or "unsafe repository" in why:
        mend = "if you trust it, let git know: git config --global --add safe.directory FOLDER"
        return HistoryError(f"git refuses: {shown(why, 300)}", mend)
    return HistoryError(f"git refuses: {shown(why, 300)}", "see what 'git status' says there")


def missing() -> HistoryError:
    """A clone without some of its files."""
    return HistoryError(
        "the clone does not hold all files of its past",
        "clone it whole, without --filter; nothing is fetched while pages are built",
    )


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[at : at + _AT_ONCE] for at in range(0, len(names), _AT_ONCE))
