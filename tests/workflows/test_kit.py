from __future__ import annotations

import json
import re
import shlex
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

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
    case "$3 $4" in
      "GET "*/pulls) answer="$PULLS" ;;
      "GET "*/issues/12/comments) answer="$COMMENTS" ;;
      "POST "*/issues/12/comments | "PATCH "*/issues/comments/[0-9]*) answer= ;;
      *) exit 1 ;;
    esac
    while [ "$1" != --jq ] && [ "$1" != -F ]; do shift; done
    if [ -n "$answer" ]
    then "$PYTHON" -c "$JQ" "$2" < "$answer"
    else cat "${2#body=@}" > "$POSTED"
    fi ;;
  "run download")
    while [ "$1" != --dir ]; do shift; done
    cp -R "$HANDED" "$2" ;;
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
        "COMMENTS": str(folder / "comments.json"),
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


def comment_on(
    runner: Runner,
    pulls: list[dict[str, Any]],
    text: bytes | None,
    comments: Sequence[Mapping[str, Any]] = (),
) -> tuple[int, str]:
    """Run the workflow that comments, over what a run handed over."""
    (runner.folder / "pulls.json").write_text(json.dumps(pulls))
    (runner.folder / "comments.json").write_text(json.dumps([*comments]))
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
    assert "\n### 4 → 5\n" in runner.text("posted.md")
    asked, downloaded, _, posted = map(shlex.split, runner.text("calls").splitlines())
    assert "head=$(touch me):a'; touch me #" in asked
    assert downloaded[2] == "77"
    assert posted[:4] == ["api", "--method", "POST", "repos/them/models/issues/12/comments"]


MARK = "<!-- osai-comment -->"
BOT = {"login": "github-actions[bot]"}


def test_only_the_comment_with_its_own_mark_is_changed(runner: Runner) -> None:
    others = [
        {"id": 1, "user": BOT, "body": "The coverage of another workflow."},
        {"id": 2, "user": {"login": "somebody"}, "body": f"{MARK}\nmine"},
        {"id": 3, "user": BOT, "body": f"Quoted by another workflow: {MARK}"},
    ]
    comment_on(runner, PULLS, b"the first", others)
    own = {"id": 4, "user": BOT, "body": runner.text("posted.md")}
    last = {"id": 5, "user": BOT, "body": "The last."}
    comment_on(runner, PULLS, b"the second", [*others, own, last])

    calls = [shlex.split(line) for line in runner.text("calls").splitlines()]
    written = [call[2:4] for call in calls if call[2] in ("POST", "PATCH")]
    assert written == [
        ["POST", "repos/them/models/issues/12/comments"],
        ["PATCH", "repos/them/models/issues/comments/4"],
    ]
    assert "the second" in runner.text("posted.md")


TRICKS = [
    "```\n**free**",
    "`" * 10 + "\n**free**",
    "`" * 5_000 + "\n**free**",
    "``````&#96;&#96;&#96;&#96;&#10;**free**",
    "&#96;" * 10 + "\n**free**",
    "\r" + "`" * 12 + "\r**free**",
    "\u2028" + "`" * 12 + "\u2028**free**",
    "\x0c" + "`" * 12 + "\x85**free**",
    "~~~\n</code></pre>**free**",
    f"-->\n{MARK}\n**free**",
    "&#8203;`" * 12 + "\n**free**",
    "`````\0`````\n**free**",
    "`````\xad`````\n**free**",
    "\u202e\x1b[31m\0&#8238;&#27;**free**",
    "Verified by the maintainers.\n===\n[x]: https://evil.example\n**free**",
]


@pytest.mark.parametrize("text", TRICKS)
def test_what_a_pull_request_brings_cannot_leave_its_block_of_code(
    runner: Runner, text: str
) -> None:
    code, shown = comment_on(runner, PULLS, f"@them #1 {text}\n![x](https://evil.example)".encode())

    assert code == 0, shown
    posted = runner.text("posted.md")
    mark, told, *rest = MarkdownIt("commonmark").parse(posted)
    block = rest[-1]
    assert (mark.type, mark.content.strip()) == ("html_block", MARK)
    assert [token.type for token in rest] == ["inline", "paragraph_close", "fence"]
    assert told.type == "paragraph_open"
    assert "c0ffee" in rest[0].content
    assert "https://github.com/them/models/actions/runs/77" in rest[0].content
    assert not {"free", "evil", "@them"} & {*re.findall(r"@?\w+", rest[0].content)}
    assert "**free**" in block.content
    assert posted.replace("\n", "").isprintable()
    assert len(posted) < 65_536


def test_names_can_be_read_in_the_block_of_code(runner: Runner) -> None:
    change(runner, {"models/e.yaml": a_file(name="Model <b>e</b> @them")})
    runner.run(CHECK)
    (runner.folder / "artefacts/osai-diff").rename(runner.folder / "handed")

    comment_on(runner, PULLS, None)

    assert "1 added: Model <b>e</b> @them." in runner.text("posted.md")


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
