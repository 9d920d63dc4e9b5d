"""Runs the scripts of a workflow's job in a clone, as GitHub does; actions are not run."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import matplotlib as mpl

from tests.conftest import ROOT
from tests.workflows.reading import read

REPOSITORY = "them/models"
NOTHING: Mapping[str, str] = MappingProxyType({})
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
PYTHON = shlex.quote(sys.executable)
SHELLS = {
    "": ["bash", "-e", "-c"],
    "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"],
}
PROGRAMS = {
    "python3": f'exec {PYTHON} "$@"\n',
    "osai": f'exec {PYTHON} -c "from mkdocs_osai.cli import main; main()" "$@"\n',
    "mkdocs": f'exec {PYTHON} -m mkdocs "$@"\n',
    # Everything is installed already. It records its arguments; no file may be missing.
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
class Machine:
    """A machine of GitHub.

    Attributes:
        folder: where its programs and all that is recorded are.
        ref: the branch or tag that started the workflow.
        programs: scripts that replace programs, by name, in addition to PROGRAMS.
        variables: more variables for the scripts.
    """

    folder: Path
    ref: str = "refs/heads/main"
    programs: Mapping[str, str] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.temp.mkdir(parents=True)
        (self.folder / "programs").mkdir()
        for name, text in {**PROGRAMS, **self.programs}.items():
            (self.folder / "programs" / name).write_text(f"#!/bin/bash\n{text}", encoding="utf-8")
            (self.folder / "programs" / name).chmod(0o755)

    @property
    def temp(self) -> Path:
        return self.folder / "temp"

    @property
    def environment(self) -> dict[str, str]:
        """The variables that every script gets."""
        return {
            "PATH": f"{self.folder / 'programs'}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            # Without it, each machine would list the fonts again.
            "MPLCONFIGDIR": mpl.get_cachedir(),
            "PIP": str(self.folder / "pip"),
            "CI": "true",
            "GITHUB_REF_NAME": self.ref.split("/", 2)[2],
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "RUNNER_TEMP": str(self.temp),
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "protocol.file.allow",
            "GIT_CONFIG_VALUE_0": "always",
            **self.variables,
        }

    def run(
        self, path: Path, name: str, workspace: Path, values: Mapping[str, str] = NOTHING
    ) -> list[tuple[int, str]]:
        """Run the scripts of a job, after a failure only those that always run.

        Args:
            path: the workflow.
            name: the job.
            workspace: the folder in which it runs, such as a clone.
            values: what each expression in the workflow stands for; "" is false in an `if`.

        Returns:
            The exit code and the output of each script that ran.
        """
        workflow = read(path)
        job = workflow["jobs"][name]
        done: list[tuple[int, str]] = []
        for step in job["steps"]:
            condition = step.get("if", "success()")
            failed = any(code for code, _ in done)
            runs = {"success()": not failed, "always()": True}
            if "run" not in step or not (
                runs[condition] if condition in runs else values[condition] and not failed
            ):
                continue
            told = job.get("defaults", {}).get("run", {}) | step
            env = self.environment | {"PYTHONPATH": os.pathsep.join([str(workspace), str(ROOT)])}
            for level in (workflow, job, step):
                env |= {k: filled(v, values) for k, v in level.get("env", {}).items()}
            result = subprocess.run(
                [*SHELLS[told.get("shell", "")], step["run"]],
                cwd=workspace / filled(told.get("working-directory", "."), values),
                env=env,
                capture_output=True,
                text=True,
                timeout=300,
                check=False,
            )
            done.append((result.returncode, result.stdout + result.stderr))
        return done

    def text(self, name: str) -> str:
        """The content of a file of the machine; nothing if there is no such file."""
        path = self.folder / name
        return path.read_text("utf-8") if path.exists() else ""


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its expressions replaced; KeyError names one that has no value."""
    return EXPRESSION.sub(lambda found: values[found[1]], text)
