"""Runs workflows as GitHub does, without a container: each job in a folder of its own.

Scripts are run as they are. What an action does is stood in for by actions.py.
"""

from __future__ import annotations

import itertools
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

import matplotlib as mpl

from tests.conftest import ROOT
from tests.workflows.actions import STAND_INS, Place
from tests.workflows.expressions import as_text, filled, holds
from tests.workflows.reading import read, triggers

REPOSITORY = "them/models"
NOTHING: Mapping[str, Any] = MappingProxyType({})
PYTHON = shlex.quote(sys.executable)
PROGRAMS = {
    "python": f"""
case "$1 $2" in
  "-m pip") shift 2; exec pip "$@" ;;
esac
exec {PYTHON} "$@"
""",
    "python3": f'exec {PYTHON} "$@"\n',
    "osai": f'exec {PYTHON} -c "from mkdocs_osai.cli import main; main()" "$@"\n',
    "mkdocs": f'exec {PYTHON} -m mkdocs "$@"\n',
    # Everything is there already; it keeps what was asked, and no file may be missing.
    "pip": """
[ "$1" = install ] || exit 2
echo "$*" >> "$PIP"
while [ "$#" -gt 1 ]; do
  [ "$1" != --requirement ] || cat "$2" >> "$PIP"
  shift
done
""",
}


@dataclass(frozen=True, slots=True)
class Step:
    """A step that ran.

    Attributes:
        name: what it is called, or the action or script that it is.
        is_script: whether it is a script.
        code: its exit code.
        shown: what it printed.
    """

    name: str
    is_script: bool
    code: int
    shown: str


@dataclass(slots=True)
class Job:
    """A job that ran, or was left out.

    Attributes:
        workspace: the folder in which it ran.
        steps: the steps that ran.
    """

    workspace: Path
    steps: list[Step] = field(default_factory=list)
    ran: bool = True

    @property
    def result(self) -> str:
        """What GitHub says of it."""
        failed = any(step.code for step in self.steps)
        return ("failure" if failed else "success") if self.ran else "skipped"

    @property
    def scripts(self) -> list[tuple[int, str]]:
        """The exit code and the output of each script."""
        return [(step.code, step.shown) for step in self.steps if step.is_script]


def _leave(_workspace: Path) -> None:
    """Do nothing to it."""


@dataclass(slots=True)
class Runner:
    """A machine of GitHub, and the run of a workflow on it.

    Attributes:
        folder: where everything is put.
        repository: the repository of the workflow.
        event: what started it.
        ref: of which branch, tag or pull request.
        details: what GitHub tells of the event.
        programs: scripts that stand in for programs, by name, beside those of PROGRAMS.
        given: more variables for the scripts.
        remotes: other repositories that can be cloned, by name.
        checked_out: what is done to a workspace once the repository is in it.
    """

    folder: Path
    repository: Path
    event: str = "push"
    ref: str = "refs/heads/main"
    details: Mapping[str, Any] = field(default_factory=dict)
    programs: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    remotes: Mapping[str, Path] = field(default_factory=dict)
    checked_out: Callable[[Path], None] = _leave

    def __post_init__(self) -> None:
        bin_folder = self.folder / "programs"
        bin_folder.mkdir(parents=True)
        for name, text in {**PROGRAMS, **self.programs}.items():
            (bin_folder / name).write_text(f"#!/bin/bash\n{text}", encoding="utf-8")
            (bin_folder / name).chmod(0o755)

    @property
    def environment(self) -> dict[str, str]:
        """The variables that every script gets."""
        return {
            "PATH": f"{self.folder / 'programs'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            # Without it, each machine would list the fonts anew.
            "MPLCONFIGDIR": mpl.get_cachedir(),
            "PIP": str(self.folder / "pip"),
            "CI": "true",
            "GITHUB_EVENT_NAME": self.event,
            "GITHUB_REF": self.ref,
            "GITHUB_REF_NAME": self.ref.split("/", 2)[2],
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "protocol.file.allow",
            "GIT_CONFIG_VALUE_0": "always",
            **self.given,
        }

    def run(self, path: Path, inputs: Mapping[str, Any] = NOTHING) -> dict[str, Job]:
        """A whole workflow: its jobs by name, those of a workflow it calls as `caller / job`."""
        workflow = read(path)
        done: dict[str, Job] = {}
        results: dict[str, dict[str, str]] = {}
        for name, job in workflow["jobs"].items():
            needs = job.get("needs", [])
            needed = {n: results[n] for n in ([needs] if isinstance(needs, str) else needs)}
            context = self._context(inputs=inputs, needs=needed)
            failed = any(need["result"] != "success" for need in needed.values())
            if not holds(job.get("if"), context, failed=failed):
                made = {name: Job(self.folder / name, ran=False)}
            elif "uses" in job:
                called = ROOT / job["uses"][job["uses"].index(".github/") :].partition("@")[0]
                told = inputs_of(called, {k: filled(v, context) for k, v in job["with"].items()})
                made = {f"{name} / {k}": j for k, j in self.run(called, told).items()}
            else:
                made = dict(self._combinations(path, name, inputs, needed))
            done |= made
            bad = any(job.result == "failure" for job in made.values())
            skipped = all(job.result == "skipped" for job in made.values())
            results[name] = {"result": "failure" if bad else "skipped" if skipped else "success"}
        return done

    def job(
        self,
        path: Path,
        name: str,
        *,
        inputs: Mapping[str, Any] = NOTHING,
        matrix: Mapping[str, Any] = NOTHING,
        needs: Mapping[str, Any] = NOTHING,
    ) -> Job:
        """One job of a workflow; after a failure only what always runs."""
        workflow = read(path)
        written = workflow["jobs"][name]
        number = len(list(self.folder.glob("work-*")))
        done = Job(self.folder / f"work-{number}")
        temp = self.folder / f"temp-{number}"
        done.workspace.mkdir()
        temp.mkdir()
        outputs: dict[str, Any] = {}
        for step in written["steps"]:
            context = self._context(inputs=inputs, needs=needs, matrix=matrix) | {
                "runner": {"temp": str(temp)},
                "steps": outputs,
            }
            if "id" in step:
                outputs[step["id"]] = {"outputs": _Forgiving()}
            failed = done.result == "failure"
            if not holds(step.get("if"), context, failed=failed):
                continue
            told: dict[str, str] = {}
            for level in (workflow, written, step):
                told |= {k: as_text(filled(v, context)) for k, v in level.get("env", {}).items()}
            env = {
                **self.environment,
                "GITHUB_WORKSPACE": str(done.workspace),
                "RUNNER_TEMP": str(temp),
                "PYTHONPATH": os.pathsep.join([str(done.workspace), str(ROOT)]),
                **told,
            }
            if "uses" in step:
                made = self._act(step, context, done, env)
                if "id" in step:
                    outputs[step["id"]]["outputs"].update(made)
            else:
                defaults = written.get("defaults", {}).get("run", {})
                settings = {k: filled(v, context) for k, v in {**defaults, **step}.items()}
                done.steps.append(_script(settings, done.workspace, env))
        return done

    def text(self, name: str) -> str:
        """What stands in a file of the machine; nothing if it is not there."""
        path = self.folder / name
        return path.read_text("utf-8") if path.exists() else ""

    def _combinations(
        self, path: Path, name: str, inputs: Mapping[str, Any], needs: Mapping[str, Any]
    ) -> Iterator[tuple[str, Job]]:
        matrix = read(path)["jobs"][name].get("strategy", {}).get("matrix", {})
        for values in itertools.product(*matrix.values()):
            title = f"{name} ({', '.join(map(str, values))})" if values else name
            one = dict(zip(matrix, values, strict=True))
            yield title, self.job(path, name, inputs=inputs, matrix=one, needs=needs)

    def _context(self, **contexts: Any) -> dict[str, Any]:
        github = {
            "event_name": self.event,
            "event": self.details,
            "ref": self.ref,
            "repository": REPOSITORY,
            "token": "none",
        }
        return {"github": github, **contexts}

    def _act(
        self, step: Mapping[str, Any], context: Mapping[str, Any], job: Job, env: dict[str, str]
    ) -> dict[str, str]:
        action = step["uses"].partition("@")[0]
        given = {k: as_text(filled(v, context)) for k, v in step.get("with", {}).items()}
        remotes = {"": self.repository, **self.remotes}
        place = Place(job.workspace, self.folder / "artefacts", remotes, env)
        outputs = STAND_INS[action](given, place)
        if action == "actions/checkout" and "repository" not in given:
            self.checked_out(job.workspace)
        job.steps.append(Step(step.get("name", action), is_script=False, code=0, shown=""))
        return outputs


class _Forgiving(dict[str, str]):
    """The outputs of a step; those it has not made are empty, as where it was left out."""

    def __missing__(self, key: str) -> str:
        return ""


def inputs_of(path: Path, told: Mapping[str, Any]) -> dict[str, Any]:
    """The inputs of a workflow that is called: those told, of the right type, and its defaults."""
    declared = triggers(read(path))["workflow_call"]["inputs"]
    assert told.keys() <= declared.keys()
    types = {"string": str, "boolean": bool}
    for name, given in told.items():
        assert isinstance(given, types[declared[name]["type"]])
    return {name: told.get(name, about["default"]) for name, about in declared.items()}


def _script(step: Mapping[str, Any], workspace: Path, env: Mapping[str, str]) -> Step:
    shells = {
        None: ["bash", "-e", "-c"],
        "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"],
    }
    result = subprocess.run(
        [*shells[step.get("shell")], step["run"]],
        cwd=workspace / step.get("working-directory", "."),
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    name = step.get("name", step["run"])
    return Step(name, is_script=True, code=result.returncode, shown=result.stdout + result.stderr)
