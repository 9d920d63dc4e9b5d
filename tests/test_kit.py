"""The kit for a repository of models: the hook, the workflows and the form that are offered."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
import yaml

from mkdocs_osai.cli import main
from mkdocs_osai.index import CLASSES, PERFORMANCE_CLASSES, TYPES
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.schema import Org, System
from tests.builders import a_file
from tests.conftest import ROOT
from tests.repositories import a_repository, commit

KIT = ROOT / "docs/assets/kit"
WORKFLOWS = ("osai-check.yml", "osai-comment.yml")
CONFIG = (
    "site_name: A site\nplugins: [macros: {j2_variable_start_string: '<<', "
    "j2_variable_end_string: '>>'}, osai]\n"
)
GH = """#!/bin/bash
# Answers like gh, as far as the workflow asks it, and keeps what it was asked.
printf '%q ' "$@" >> "$CALLS"; echo >> "$CALLS"
case "$1 $2" in
  "api --method")
    while [ "$1" != --jq ]; do shift; done
    "$PYTHON" -c "$JQ" "$2" < "$PULLS" ;;
  "run download")
    while [ "$1" != --dir ]; do shift; done
    cp -R "$HANDED" "$2" ;;
  "pr comment")
    while [ "$1" != --body-file ]; do shift; done
    cat "$2" > "$POSTED" ;;
esac
"""
JQ = """
import jq, sys
print(*jq.compile(sys.argv[1]).input_text(sys.stdin.read()), sep="\\n")
"""


def of_kit(name: str) -> Any:
    return yaml.safe_load((KIT / name).read_text("utf-8"))


def steps(workflow: str, job: str) -> list[dict[str, Any]]:
    return list(of_kit(workflow)["jobs"][job]["steps"])


def a_program(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


class Runner:
    """Runs the scripts of a workflow, one by one, as a machine of GitHub does.

    What is not the script's own is beside it: `osai` is ours, `pip` has nothing to install, and
    `gh` is a script that keeps what it is asked.
    """

    def __init__(self, folder: Path, repository: Path, base: str = "") -> None:
        self.base = base
        self.repository = repository
        self.folder = folder
        programs = folder / "programs"
        programs.mkdir(parents=True)
        python = shlex.quote(sys.executable)
        ours = f'exec {python} -c "from mkdocs_osai.cli import main; main()" "$@"'
        a_program(programs, "osai", f"#!/bin/sh\n{ours}\n")
        a_program(programs, "pip", '#!/bin/sh\n[ "$*" = "install mkdocs-osai" ]\n')
        a_program(programs, "gh", GH)
        self.given = {
            "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(folder),
            "PYTHONPATH": str(ROOT),
            "GITHUB_REPOSITORY": "them/models",
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "RUNNER_TEMP": str(folder),
            "PYTHON": sys.executable,
            "JQ": JQ,
            "CALLS": str(folder / "calls"),
            "PULLS": str(folder / "pulls.json"),
            "HANDED": str(folder / "handed"),
            "POSTED": str(folder / "posted.md"),
        }

    def run(
        self, workflow: str, job: str, context: Mapping[str, str] = MappingProxyType({})
    ) -> list[tuple[int, str]]:
        """The exit code and the output of each script; after a failure only what always runs."""
        whole = of_kit(workflow)
        done: list[tuple[int, str]] = []
        for step in steps(workflow, job):
            failed = any(code for code, _ in done)
            if "run" not in step or (failed and step.get("if") != "always()"):
                continue
            env = {**whole.get("env", {}), **step.get("env", {})}
            told = {name: _filled(str(value), context) for name, value in env.items()}
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
            result = subprocess.run(
                [*(shell if step.get("shell") == "bash" else ["bash", "-ec"]), step["run"]],
                cwd=self.repository,
                env={**self.given, **told},
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            done.append((result.returncode, result.stdout + result.stderr))
        return done

    def text(self, name: str) -> str:
        path = self.folder / name
        return path.read_text("utf-8") if path.exists() else ""


def _filled(value: str, context: Mapping[str, str]) -> str:
    """A value with what GitHub writes into it."""
    return re.sub(r"\$\{\{ *([\w.]+) *\}\}", lambda m: context[m[1]], value)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    repository = a_repository(tmp_path / "repository")
    files = {f"models/{name}.yaml": a_file(name=f"Model {name}") for name in "abcd"}
    page = "<< osai.claim('all', osai.share('weights_endmodel', 'open')) >> << osai.n() >>\n"
    base = commit(repository, {**files, "mkdocs.yml": CONFIG, "docs/index.md": page})
    return Runner(tmp_path / "machine", repository, base)


def of_pull(runner: Runner) -> dict[str, str]:
    return {"github.event.pull_request.base.sha": runner.base}


def test_a_good_pull_request_passes_every_step(runner: Runner) -> None:
    commit(runner.repository, {"models/e.yaml": a_file(name="Model <b>e</b>")})

    assert [code for code, _ in runner.run("osai-check.yml", "check")] == [0, 0]
    assert [code for code, _ in runner.run("osai-check.yml", "diff", of_pull(runner))] == [0] * 3
    assert [code for code, _ in runner.run("osai-check.yml", "scan")] == [0, 0]
    comment = (runner.repository / "comment.md").read_text("utf-8")
    assert "4 → 5 models; 1 added" in comment
    assert "<b>" not in comment
    assert runner.text("summary.md") == comment
    assert json.loads((runner.repository / "osai.sarif").read_text("utf-8"))["runs"]


def test_a_bad_pull_request_fails_and_is_marked_at_its_line(runner: Runner) -> None:
    commit(runner.repository, {"models/e.yaml": a_file(code="opem")})
    *_, (code, shown) = runner.run("osai-check.yml", "check")

    assert code == 1
    line = a_file(code="opem").splitlines().index("    class: opem") + 1
    assert f"::error file=models/e.yaml,line={line}" in shown
    assert "'opem' is not a class" in shown
    *_, (code, _) = runner.run("osai-check.yml", "scan")
    assert code == 1
    assert "opem" in (runner.repository / "osai.sarif").read_text("utf-8")


def test_a_pull_request_that_makes_a_claim_false_fails_and_says_so_all_the_same(
    runner: Runner,
) -> None:
    closed = {f"models/{name}.yaml": a_file(weights_endmodel="closed") for name in "efgh"}
    commit(runner.repository, closed)
    done = runner.run("osai-check.yml", "diff", of_pull(runner))

    assert [code for code, _ in done] == [0, 1, 0]
    assert "claim turns false" in runner.text("summary.md")


def comment_on(runner: Runner, pulls: list[dict[str, Any]], text: bytes | None) -> tuple[int, str]:
    """Run the workflow that comments, over what a run handed over."""
    (runner.folder / "pulls.json").write_text(json.dumps(pulls))
    handed = runner.folder / "handed"
    handed.mkdir(exist_ok=True)
    if text is not None:
        (handed / "comment.md").write_bytes(text)
    [done] = runner.run(
        "osai-comment.yml",
        "comment",
        {
            "github.token": "none",
            f"{RUN}.id": "77",
            f"{RUN}.head_sha": "c0ffee",
            f"{RUN}.head_repository.owner.login": "$(touch me)",
            f"{RUN}.head_branch": "a'; touch me #",
        },
    )
    return done


RUN = "github.event.workflow_run"
PULLS = [
    {"number": 1, "head": {"sha": "0ther"}},
    {"number": 12, "head": {"sha": "c0ffee"}},
]


def test_the_comment_is_what_the_run_found_on_the_pull_request_it_ran_for(runner: Runner) -> None:
    code, shown = comment_on(runner, PULLS, "### 4 → 5\n".encode())

    assert code == 0, shown
    assert runner.text("posted.md").startswith("### 4 → 5\n")
    assert "c0ffee" in runner.text("posted.md")
    asked, downloaded, posted = map(shlex.split, runner.text("calls").splitlines())
    assert "head=$(touch me):a'; touch me #" in asked
    assert downloaded[2] == "77"
    assert posted[2] == "12"
    assert {"--edit-last", "--create-if-none"} <= {*posted}
    assert not (runner.repository / "me").exists()


def test_nothing_is_posted_where_the_pull_request_moved_on(runner: Runner) -> None:
    code, shown = comment_on(runner, PULLS[:1], b"text")

    assert code == 0
    assert "nothing to comment on" in shown
    assert runner.text("posted.md") == ""


def test_a_text_that_is_too_long_is_cut_between_its_letters(runner: Runner) -> None:
    code, _ = comment_on(runner, PULLS, b"x" + "é".encode() * 1_000_000)

    assert code == 0
    assert len(runner.text("posted.md")) < 65_536
    assert "\N{REPLACEMENT CHARACTER}" not in runner.text("posted.md")


@pytest.mark.parametrize("kind", ["link", "folder", "empty", "none"])
def test_what_is_no_text_is_not_posted(runner: Runner, kind: str) -> None:
    secret = runner.folder / "secret"
    secret.write_text("token")
    place = runner.folder / "handed" / "comment.md"
    place.parent.mkdir()
    if kind == "link":
        place.symlink_to(secret)
    elif kind == "folder":
        place.mkdir()
    elif kind == "empty":
        place.touch()
    code, shown = comment_on(runner, PULLS, None)

    assert code == 1
    assert "The run handed over no text." in shown
    assert runner.text("posted.md") == ""


def test_what_a_pull_request_runs_may_only_read() -> None:
    workflow = of_kit("osai-check.yml")
    jobs = workflow["jobs"]

    assert workflow["permissions"] == {"contents": "read"}
    assert {name for name, job in jobs.items() if "permissions" in job} == {"scan"}
    assert jobs["scan"]["if"] == "github.event_name == 'push'"
    assert "secrets." not in (KIT / "osai-check.yml").read_text("utf-8")
    assert of_kit("osai-comment.yml")["permissions"] == {}


def test_what_may_write_runs_nothing_of_a_pull_request() -> None:
    workflow = of_kit("osai-comment.yml")
    [job] = workflow["jobs"].values()
    event = workflow[True]["workflow_run"]  # YAML 1.1 reads `on` so

    assert event["workflows"] == [of_kit("osai-check.yml")["name"]]
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not any("uses" in step for step in job["steps"])
    events = [event for name in WORKFLOWS for event in of_kit(name)[True]]
    assert sorted(events) == ["pull_request", "push", "workflow_run"]


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_workflows_are_pinned_and_put_nothing_into_a_script(name: str) -> None:
    text = (KIT / name).read_text("utf-8")
    of_all = [step for job in of_kit(name)["jobs"].values() for step in job["steps"]]

    for step in of_all:
        assert "${{" not in step.get("run", ""), "what comes from a pull request is no command"
        if "uses" in step:
            assert re.search(rf"{step['uses']} # v\d+\.\d+\.\d+\n", text)
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step["uses"])
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


def test_the_hook_runs_the_check_of_the_folder_that_is_named(tmp_path: Path) -> None:
    [hook] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    [repo] = of_kit("pre-commit-config.yaml")["repos"]
    [used] = repo["hooks"]

    assert used["id"] == hook["id"]
    assert hook["language"] == "python"
    assert hook["pass_filenames"] is False
    assert re.search(hook["files"], "models/OLMo.yaml")
    assert re.search(used["files"], "models/OLMo.yml")
    assert not re.search(used["files"], "mkdocs.yml")
    program, command = hook["entry"].split()
    assert program == "osai"
    assert command in main.commands
    runner = Runner(tmp_path / "machine", tmp_path)
    (tmp_path / "models").mkdir()
    for text, code in ((a_file(), 0), (a_file(code="opem"), 1)):
        (tmp_path / "models/a.yaml").write_text(text, encoding="utf-8")
        line = shlex.join([program, command, *used["args"]])
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=runner.given, capture_output=True, check=False
        )
        assert done.returncode == code, done.stderr


def fields() -> dict[str, dict[str, Any]]:
    """The fields of the form, by their ids."""
    body = of_kit("model.yml")["body"]
    asked = [field for field in body if field["type"] != "markdown"]
    assert len({field["id"] for field in asked}) == len(asked)
    return {field["id"]: field for field in asked}


def test_the_form_asks_for_what_a_file_can_say() -> None:
    of_org = {f"org_{key}" if key in System.model_fields else key for key in Org.model_fields}
    of_criteria = {f"{c.ref}{end}" for c in BUILT_IN for end in ("", "_link")}

    assert fields().keys() == {*System.model_fields, *of_org, *of_criteria} - {"notes", "org_notes"}


def test_the_form_offers_what_is_allowed() -> None:
    found = fields()
    offered = {key: tuple(f["attributes"].get("options", ())) for key, f in found.items()}

    assert offered["type"] == TYPES
    assert found["type"]["attributes"]["multiple"] is True
    assert offered["performanceclass"] == PERFORMANCE_CLASSES
    for criterion in BUILT_IN:
        assert offered[criterion.ref] == ("not looked at", *CLASSES)
        assert found[criterion.ref]["attributes"]["default"] == 0
        assert found[criterion.ref]["attributes"]["label"] == criterion.name


def test_the_form_requires_what_osai_new_requires() -> None:
    required = {key for key, f in fields().items() if f.get("validations", {}).get("required")}

    of_file = {"name", "link", "type", "performanceclass", "endmodellicense", "releasedate"}
    of_maker = {"org_name", "origin", "contributor"}
    assert required == of_file | of_maker | {c.ref for c in BUILT_IN}


def test_the_form_has_the_keys_that_github_reads() -> None:
    form = of_kit("model.yml")

    assert {*form} <= {"name", "description", "title", "labels", "body", "assignees"}
    for field in form["body"]:
        assert {*field} <= {"type", "id", "attributes", "validations"}
        assert field["type"] in ("markdown", "input", "dropdown")
        assert re.fullmatch(r"[A-Za-z0-9_-]+", field.get("id", "x"))
        texts = [v for v in field["attributes"].values() if not isinstance(v, list | int)]
        assert all(isinstance(v, str) for v in texts)
