"""The kit for a repository of models: the hook, the workflows and the form that are offered."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
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
from tests.workflows.reading import KIT, read, triggers
from tests.workflows.runner import Runner

CHECK = KIT / "osai-check.yml"
COMMENT = KIT / "osai-comment.yml"
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
    return read(KIT / name)


def a_runner(folder: Path, repository: Path, **changes: Any) -> Runner:
    """A machine on which `gh` is a script that keeps what it is asked."""
    given = {
        "PYTHON": sys.executable,
        "JQ": JQ,
        "CALLS": str(folder / "calls"),
        "PULLS": str(folder / "pulls.json"),
        "HANDED": str(folder / "handed"),
        "POSTED": str(folder / "posted.md"),
    }
    return Runner(folder, repository, programs={"gh": GH}, given=given, **changes)


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    repository = a_repository(tmp_path / "repository")
    files = {f"models/{name}.yaml": a_file(name=f"Model {name}") for name in "abcd"}
    page = "<< osai.claim('all', osai.share('weights_endmodel', 'open')) >> << osai.n() >>\n"
    base = commit(repository, {**files, "mkdocs.yml": CONFIG, "docs/index.md": page})
    details = {"pull_request": {"base": {"sha": base}}}
    pull = "refs/pull/12/merge"
    machine = tmp_path / "machine"
    return a_runner(machine, repository, event="pull_request", ref=pull, details=details)


def change(runner: Runner, files: Mapping[str, str]) -> None:
    """What the pull request changes."""
    commit(runner.repository, files)


def test_a_good_pull_request_passes_every_step(runner: Runner) -> None:
    change(runner, {"models/e.yaml": a_file(name="Model <b>e</b>")})
    done = runner.run(CHECK)

    assert {name: job.result for name, job in done.items()} == {
        "check": "success",
        "diff": "success",
        "scan": "skipped",
    }
    assert {*runner.text("pip").splitlines()} == {"install mkdocs-osai"}
    comment = runner.text("artefacts/osai-diff/comment.md")
    assert "4 → 5 models; 1 added" in comment
    assert "<b>" not in comment
    assert runner.text("summary.md") == comment


def test_a_push_is_listed_and_nothing_is_said_of_it(runner: Runner) -> None:
    pushed = a_runner(runner.folder / "pushed", runner.repository)
    done = pushed.run(CHECK)

    assert [job.result for job in done.values()] == ["success", "skipped", "success"]
    assert json.loads((done["scan"].workspace / "osai.sarif").read_text("utf-8"))["runs"]


def test_a_bad_pull_request_fails_and_is_marked_at_its_line(runner: Runner) -> None:
    change(runner, {"models/e.yaml": a_file(code="opem")})
    *_, (code, shown) = runner.job(CHECK, "check").scripts

    assert code == 1
    line = a_file(code="opem").splitlines().index("    class: opem") + 1
    assert f"::error file=models/e.yaml,line={line}" in shown
    assert "'opem' is not a class" in shown
    scan = runner.job(CHECK, "scan")
    assert scan.result == "failure"
    assert "opem" in (scan.workspace / "osai.sarif").read_text("utf-8")


def test_a_pull_request_that_makes_a_claim_false_fails_and_says_so_all_the_same(
    runner: Runner,
) -> None:
    closed = {f"models/{name}.yaml": a_file(weights_endmodel="closed") for name in "efgh"}
    change(runner, closed)
    done = runner.job(CHECK, "diff")

    assert [code for code, _ in done.scripts] == [0, 1, 0]
    assert "claim turns false" in runner.text("summary.md")
    assert runner.text("artefacts/osai-diff/comment.md") == runner.text("summary.md")


def comment_on(runner: Runner, pulls: list[dict[str, Any]], text: bytes | None) -> tuple[int, str]:
    """Run the workflow that comments, over what a run handed over."""
    (runner.folder / "pulls.json").write_text(json.dumps(pulls))
    handed = runner.folder / "handed"
    handed.mkdir(exist_ok=True)
    if text is not None:
        (handed / "comment.md").write_bytes(text)
    runner.event, runner.details = "workflow_run", {"workflow_run": RUN}
    [job] = runner.run(COMMENT).values()
    assert [*job.workspace.iterdir()] == []
    [done] = job.scripts
    return done


RUN = {
    "event": "pull_request",
    "id": 77,
    "head_sha": "c0ffee",
    "head_repository": {"owner": {"login": "$(touch me)"}},
    "head_branch": "a'; touch me #",
}
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
    workflow = read(CHECK)
    jobs = workflow["jobs"]

    assert workflow["permissions"] == {"contents": "read"}
    assert {name for name, job in jobs.items() if "permissions" in job} == {"scan"}
    assert jobs["scan"]["if"] == "github.event_name == 'push'"
    assert "secrets." not in CHECK.read_text("utf-8")
    assert read(COMMENT)["permissions"] == {}


def test_what_may_write_runs_nothing_of_a_pull_request() -> None:
    workflow = read(COMMENT)
    [job] = workflow["jobs"].values()
    event = triggers(workflow)["workflow_run"]

    assert event["workflows"] == [read(CHECK)["name"]]
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not any("uses" in step for step in job["steps"])
    events = [event for path in (CHECK, COMMENT) for event in triggers(read(path))]
    assert sorted(events) == ["pull_request", "push", "workflow_run"]


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
    env = {**runner.environment, "PYTHONPATH": str(ROOT)}
    (tmp_path / "models").mkdir()
    for text, code in ((a_file(), 0), (a_file(code="opem"), 1)):
        (tmp_path / "models/a.yaml").write_text(text, encoding="utf-8")
        line = shlex.join([program, command, *used["args"]])
        done = subprocess.run(
            ["bash", "-c", line], cwd=tmp_path, env=env, capture_output=True, check=False
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
