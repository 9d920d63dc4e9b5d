"""Walking along a page of the guide as a newcomer does: its files written, its commands typed."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.conftest import ROOT
from tests.reliability.running import Served, free_port
from tests.repositories import a_repository, commit, git

GUIDE = ROOT / "docs/guide"
DATABASE = "https://github.com/Language-Technology-Assessment/main-database"
"""The repository of the public database, as the guide names it."""

FIRST, LAST = "2025-06-01", "2026-06-12"
"""The days of the two commits that stand for its history; half of the models are new in the second.
"""

SLIP = "GANSynth"
"""A model whose file has a slip, which is told as a warning."""

_BLOCK = re.compile(r'^```(\w+)(?: title="([^"]*)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
_TAGS = {"origin": "National origin", "contributor": "Contributor type"}


@dataclass(frozen=True)
class Block:
    """A block of code on a page: a file if it has a name, commands if it is for a shell."""

    language: str
    title: str
    text: str


def blocks(page: str) -> list[Block]:
    """The blocks of code of a page of the guide, in their order."""
    return [Block(*found) for found in _BLOCK.findall((GUIDE / page).read_text("utf-8"))]


class Terminal:
    """A shell in which one thing after the other is typed, in a home that was empty.

    Args:
        home: an empty folder.
        elsewhere: address → the repository on this machine that stands for it.
        **variables: what the machine sets.
    """

    def __init__(self, home: Path, elsewhere: Mapping[str, Path], **variables: str) -> None:
        self.home = home
        self.elsewhere = elsewhere
        self.variables = variables
        home.mkdir(parents=True)
        self.state = home.with_name(f"{home.name}.state")
        told = {"protocol.file.allow": "always", "gc.auto": "0"}
        told |= {f"url.{path.as_uri()}.insteadOf": url for url, path in elsewhere.items()}
        git_says = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_COUNT": str(len(told))}
        for number, (key, value) in enumerate(told.items()):
            git_says |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
        env = {"HOME": str(home), "LANG": "C.UTF-8", "PATH": os.environ["PATH"]}
        for name, value in {**env, **git_says, "NO_MKDOCS_2_WARNING": "1", **variables}.items():
            with self.state.open("a") as state:
                state.write(f"export {name}={shlex.quote(value)}\n")
        with self.state.open("a") as state:
            state.write(f"cd {shlex.quote(str(home))}\n")

    def beside(self, home: Path) -> Terminal:
        """A terminal of a machine like this one, on which nothing was done yet."""
        return Terminal(home, self.elsewhere, **self.variables)

    @property
    def folder(self) -> Path:
        """Where the shell stands."""
        return Path(self.type("pwd").strip())

    def write(self, block: Block) -> None:
        """Make a file, as an editor does."""
        path = self.folder / block.title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, "utf-8")

    def type(self, commands: str) -> str:
        """Run commands; what they said.

        Raises:
            RuntimeError: one of them failed.
        """
        state = shlex.quote(str(self.state))
        after = f'{{ export -p; echo "cd $(printf %q "$PWD")"; }} > {state}'
        done = subprocess.run(
            ["bash", "-ec", f". {state}\n{commands}\n{after}"],
            env={},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=300,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{commands}\n{done.stdout}")
        return done.stdout

    @contextmanager
    def serving(self, command: str) -> Iterator[Served]:
        """Run `mkdocs serve` meanwhile, at a port that is free."""
        port = free_port()
        state = shlex.quote(str(self.state))
        typed = f". {state}; exec {command.strip()} --dev-addr 127.0.0.1:{port}"
        output = self.home.with_name("served.txt")
        with (
            output.open("wb") as said,
            subprocess.Popen(
                ["bash", "-ec", typed], env={}, stdout=said, stderr=subprocess.STDOUT
            ) as process,
        ):
            try:
                yield Served(process, port, output)
            finally:
                process.terminate()


def a_machine(folder: Path, *, with_ours: bool = False) -> str:
    """A PATH with `python3` and git, but without what the tests run in.

    Args:
        folder: where its own programs are put.
        with_ours: whether the package and all it needs are installed on it after all.
    """
    own = Path(sys.executable).parent
    if with_ours:
        return os.pathsep.join([str(own), os.environ["PATH"]])
    programs = folder / "programs"
    programs.mkdir(parents=True)
    (programs / "python3").symlink_to(Path(sys.executable).resolve())
    kept = [p for p in os.environ["PATH"].split(os.pathsep) if Path(p) != own]
    return os.pathsep.join([str(programs), *kept])


def public_database(folder: Path) -> Path:
    """A repository in the form of the public database, of the models of our own folder."""
    a_repository(folder)
    models = sorted((ROOT / "models").glob("[!_]*.yaml"))
    files = {path.name: _in_public_form(path) for path in models}
    beside: dict[str, str | bytes] = {
        "_parameters.yml": (ROOT / "models/_parameters.yml").read_bytes(),
        "a_submission_template.yaml": "---\nsystem:\n    name:\n",
        "readme.md": "# Main database\n",
    }
    half = dict([*files.items()][::2])
    commit(folder, {**beside, **half}, date=FIRST)
    commit(folder, {**files}, date=LAST)
    return folder


def _in_public_form(path: Path) -> str:
    """A file of a model with its tags in comments, and with notes."""
    told = yaml.safe_load(path.read_text("utf-8"))
    org = told["org"]
    tags = [f"# - {words}: {org.pop(key)}" for key, words in _TAGS.items() if key in org]
    told["system"]["notes"] = "A sentence about it."
    body = yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=1000)
    if path.stem == SLIP:
        body = body.replace("endmodellicense:", "endmodel license:")
    return "\n".join(["---", "# Organization tags:", *tags, "", body])


def an_empty_repository(folder: Path) -> Path:
    """What somebody has just made at a host of repositories."""
    return a_repository(folder, "--bare")


def tree(repository: Path) -> set[str]:
    """The files of the main branch."""
    return {*git(repository, "ls-tree", "-r", "--name-only", "-z", "main").split("\0")}
