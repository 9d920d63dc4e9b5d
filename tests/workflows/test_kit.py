from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_file
from tests.repositories import a_repository, commit
from tests.workflows.reading import KIT, read, triggers
from tests.workflows.runner import Runner

CHECK = KIT / "osai-check.yml"
COMMENT = KIT / "osai-comment.yml"
CONFIG = (
    "site_name: A site\nplugins: [macros: {j2_variable_start_string: '<<', "
    "j2_variable_end_string: '>>'}, osai]\n"
)
GH = """
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
