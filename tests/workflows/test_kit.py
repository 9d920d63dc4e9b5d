from __future__ import annotations

import json
import re
import shlex
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from tests.builders import a_file
from tests.repositories import a_repository, commit, git
from tests.workflows.reading import KIT, read, steps, triggers
from tests.workflows.steps import Machine

CHECK = KIT / "osai-check.yml"
COMMENT = KIT / "osai-comment.yml"
FORGEJO = KIT / "forgejo-osai-check.yml"
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
      "GET "*/actions/runs/77/artifacts) answer="$ARTIFACTS" ;;
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


PULLS = [
    {"number": 1, "head": {"sha": "0ther"}},
    {"number": 12, "head": {"sha": "c0ffee"}},
]
RUN = "github.event.workflow_run"
VALUES = {
    "github.token": "none",
    f"{RUN}.id": "77",
    f"{RUN}.head_sha": "c0ffee",
    f"{RUN}.head_repository.owner.login": "$(touch me)",
    f"{RUN}.head_branch": "a'; touch me #",
}
MARK = "<!-- osai-comment -->"
BOT = {"login": "github-actions[bot]"}


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine on which `gh` is a script that keeps what it is asked."""
    folder = tmp_path / "machine"
    files = {
        name.upper(): str(folder / f"{name}{end}")
        for name, end in (("calls", ""), ("handed", ""), ("posted", ".md"))
    }
    lists = {
        name.upper(): str(folder / f"{name}.json") for name in ("pulls", "comments", "artifacts")
    }
    variables = {"PYTHON": sys.executable, "JQ": JQ, **files, **lists}
    return Machine(folder, programs={"gh": GH}, variables=variables)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of a site, before any pull request."""
    repository = a_repository(tmp_path_factory.mktemp("kit") / "repository")
    files = {f"models/{name}.yaml": a_file(name=f"Model {name}") for name in "abcd"}
    page = "<< osai.claim('all', osai.share('weights_endmodel', 'open')) >> << osai.n() >>\n"
    commit(repository, {**files, "mkdocs.yml": CONFIG, "docs/index.md": page})
    return repository


def a_pull_request(base: Path, folder: Path, files: Mapping[str, str]) -> Path:
    """A clone with the changes of a pull request."""
    git(base.parent, "clone", "-q", str(base), str(folder))
    commit(folder, files)
    return folder


def diff(machine: Machine, base: Path, clone: Path) -> list[tuple[int, str]]:
    """Run the job that compares the pull request with what it changes."""
    sha = git(base, "rev-parse", "HEAD")
    return machine.run(CHECK, "diff", clone, {"github.event.pull_request.base.sha": sha})


def test_a_good_pull_request_passes_every_step(
    machine: Machine, base: Path, tmp_path: Path
) -> None:
    new = {"models/e.yaml": a_file(name="Model <b>e</b>")}
    clone = a_pull_request(base, tmp_path / "clone", new)

    assert [code for code, _ in machine.run(CHECK, "check", clone)] == [0, 0]
    assert [code for code, _ in diff(machine, base, clone)] == [0, 0, 0]
    assert {*machine.text("pip").splitlines()} == {"install mkdocs-osai"}
    comment = (clone / "comment.md").read_text("utf-8")
    assert "4 → 5 models; 1 added" in comment
    assert "<b>" not in comment
    assert machine.text("summary.md") == comment


def test_a_push_is_listed(machine: Machine, base: Path, tmp_path: Path) -> None:
    clone = a_pull_request(base, tmp_path / "clone", {})

    assert [code for code, _ in machine.run(CHECK, "scan", clone)] == [0, 0]
    assert json.loads((clone / "osai.sarif").read_text("utf-8"))["runs"]


def test_a_bad_pull_request_fails_and_is_marked_at_its_line(
    machine: Machine, base: Path, tmp_path: Path
) -> None:
    bad = {"models/e.yaml": a_file(code="opem")}
    clone = a_pull_request(base, tmp_path / "clone", bad)
    *_, (code, shown) = machine.run(CHECK, "check", clone)

    assert code == 1
    line = a_file(code="opem").splitlines().index("    class: opem") + 1
    assert f"::error file=models/e.yaml,line={line}" in shown
    assert "'opem' is not a class" in shown
    assert [code for code, _ in machine.run(CHECK, "scan", clone)] == [0, 1]
    assert "opem" in (clone / "osai.sarif").read_text("utf-8")


def test_a_pull_request_that_makes_a_claim_false_fails_with_a_summary(
    machine: Machine, base: Path, tmp_path: Path
) -> None:
    closed = {f"models/{name}.yaml": a_file(weights_endmodel="closed") for name in "efgh"}
    clone = a_pull_request(base, tmp_path / "clone", closed)

    assert [code for code, _ in diff(machine, base, clone)] == [0, 1, 0]
    assert "claim turns false" in machine.text("summary.md")
    assert (clone / "comment.md").read_text("utf-8") == machine.text("summary.md")
    page = (clone / "differences/index.html").read_text("utf-8")
    assert "<strong>A claim turns false</strong>" in page
    assert "<del>4</del> <ins>8</ins>" in page
    [line] = [x for x in machine.text("summary.md").splitlines() if "before and after" in x]
    assert line.startswith("[Figures and sentences before and after](https://github.com/")
    assert line.endswith("#artifacts)")


@pytest.fixture
def forgejo(tmp_path: Path, base: Path) -> Machine:
    """A machine of a host with Forgejo that serves the repository, without its packages."""
    variables = {
        "GITHUB_SERVER_URL": base.parent.as_uri(),
        "GITHUB_REPOSITORY": base.name,
        "GITHUB_REF": "refs/heads/proposed",
        "GITHUB_RUN_NUMBER": "5",
    }
    return Machine(tmp_path / "forgejo", programs={"apt-get": "exit 0\n"}, variables=variables)


def test_on_forgejo_a_pull_request_is_checked_and_its_page_is_attached(
    forgejo: Machine, base: Path, tmp_path: Path
) -> None:
    closed = {f"models/{name}.yaml": a_file(weights_endmodel="closed") for name in "efgh"}
    clone = a_pull_request(base, tmp_path / "clone", closed)
    git(clone, "push", "-q", "origin", "HEAD:refs/heads/proposed")
    values = {"github.event.pull_request.base.sha": git(base, "rev-parse", "HEAD")}
    checked, compared = tmp_path / "checked", tmp_path / "compared"
    for folder in (checked, compared):
        folder.mkdir()

    assert [code for code, _ in forgejo.run(FORGEJO, "check", checked)] == [0, 0, 0]
    *before, (code, shown) = forgejo.run(FORGEJO, "diff", compared, values)

    assert [code for code, _ in before] == [0, 0, 0]
    assert code == 1
    assert "claim turns false" in shown
    assert f"{base.parent.as_uri()}/{base.name}/actions/runs/5" in shown
    [attached] = [s["with"] for s in steps(FORGEJO) if "uses" in s]
    page = (compared / attached["path"] / "index.html").read_text("utf-8")
    assert "<strong>A claim turns false</strong>" in page


def test_on_forgejo_no_step_gets_a_token() -> None:
    workflow = read(FORGEJO)

    assert workflow["permissions"] == {"contents": "read"}
    assert {*triggers(workflow)} == {"pull_request", "push"}
    text = FORGEJO.read_text("utf-8")
    assert "secrets." not in text
    assert "github.token" not in text
    assert [s["uses"].partition("@")[0] for s in steps(FORGEJO) if "uses" in s] == [
        "https://data.forgejo.org/forgejo/upload-artifact"
    ]


def comment_on(
    machine: Machine,
    pulls: list[dict[str, Any]],
    text: bytes | None,
    comments: Sequence[Mapping[str, Any]] = (),
) -> tuple[int, str]:
    """Run the workflow that comments on what a run handed over."""
    (machine.folder / "pulls.json").write_text(json.dumps(pulls))
    (machine.folder / "comments.json").write_text(json.dumps([*comments]))
    artifacts = {"artifacts": [{"id": 8, "expired": True}, {"id": 9, "expired": False}]}
    machine.folder.joinpath("artifacts.json").write_text(json.dumps(artifacts), "utf-8")
    handed = machine.folder / "handed"
    handed.mkdir(exist_ok=True)
    if text is not None:
        (handed / "comment.md").write_bytes(text)
    workspace = machine.folder / "workspace"
    workspace.mkdir(exist_ok=True)
    [done] = machine.run(COMMENT, "comment", workspace, VALUES)
    shutil.rmtree(machine.temp)
    machine.temp.mkdir()
    assert [*workspace.iterdir()] == []
    return done


def test_the_comment_has_the_result_of_the_run_of_the_pull_request(
    machine: Machine,
) -> None:
    code, shown = comment_on(machine, PULLS, "### 4 → 5\n".encode())

    assert code == 0, shown
    assert "\n### 4 → 5\n" in machine.text("posted.md")
    asked, downloaded, named, _, posted = map(shlex.split, machine.text("calls").splitlines())
    assert "head=$(touch me):a'; touch me #" in asked
    assert downloaded[2] == "77"
    assert "name=differences" in named
    link = "](https://github.com/them/models/actions/runs/77/artifacts/9)"
    assert f"[Figures and sentences before and after{link}" in machine.text("posted.md")
    attached, handed_over = (
        s["with"] for s in steps(CHECK) if "upload-artifact" in s.get("uses", "")
    )
    assert attached["path"] == "differences"
    assert downloaded[downloaded.index("--name") + 1] == handed_over["name"]
    assert handed_over["path"] == "comment.md"
    assert posted[:4] == ["api", "--method", "POST", "repos/them/models/issues/12/comments"]


def test_only_the_comment_with_its_own_mark_is_changed(machine: Machine) -> None:
    others = [
        {"id": 1, "user": BOT, "body": "The coverage of another workflow."},
        {"id": 2, "user": {"login": "somebody"}, "body": f"{MARK}\nmine"},
        {"id": 3, "user": BOT, "body": f"Quoted by another workflow: {MARK}"},
    ]
    comment_on(machine, PULLS, b"the first", others)
    own = {"id": 4, "user": BOT, "body": machine.text("posted.md")}
    last = {"id": 5, "user": BOT, "body": "The last."}
    comment_on(machine, PULLS, b"the second", [*others, own, last])

    calls = [shlex.split(line) for line in machine.text("calls").splitlines()]
    written = [call[2:4] for call in calls if call[2] in ("POST", "PATCH")]
    assert written == [
        ["POST", "repos/them/models/issues/12/comments"],
        ["PATCH", "repos/them/models/issues/comments/4"],
    ]
    assert "the second" in machine.text("posted.md")


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
    "&#8288;`" * 12 + "\n**free**",
    "`````\0`````\n**free**",
    "`````\xad`````\n**free**",
    "\u202e\x1b[31m\0&#8238;&#27;**free**",
    "Verified by the maintainers.\n===\n[x]: https://evil.example\n**free**",
]


@pytest.mark.parametrize("text", TRICKS)
def test_text_of_a_pull_request_cannot_leave_its_block_of_code(machine: Machine, text: str) -> None:
    code, shown = comment_on(
        machine, PULLS, f"@them #1 {text}\n![x](https://evil.example)".encode()
    )

    assert code == 0, shown
    posted = machine.text("posted.md")
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


def test_names_can_be_read_in_the_block_of_code(
    machine: Machine, base: Path, tmp_path: Path
) -> None:
    new = {"models/e.yaml": a_file(name="Model <b>e</b> @them")}
    clone = a_pull_request(base, tmp_path / "clone", new)
    diff(machine, base, clone)

    comment_on(machine, PULLS, (clone / "comment.md").read_bytes())

    posted = machine.text("posted.md")
    assert "1 added: Model <b>e</b> @them." in posted


def test_nothing_is_posted_for_an_outdated_run(machine: Machine) -> None:
    code, shown = comment_on(machine, PULLS[:1], b"text")

    assert code == 0
    assert "nothing to comment on" in shown
    assert machine.text("posted.md") == ""


def test_a_text_that_is_too_long_is_cut_between_its_letters(machine: Machine) -> None:
    code, _ = comment_on(machine, PULLS, b"x" + "é".encode() * 1_000_000)

    assert code == 0
    assert len(machine.text("posted.md")) < 65_536
    assert "\N{REPLACEMENT CHARACTER}" not in machine.text("posted.md")


@pytest.mark.parametrize("kind", ["link", "folder", "empty", "none"])
def test_a_result_that_is_not_text_is_not_posted(machine: Machine, kind: str) -> None:
    secret = machine.folder / "secret"
    secret.write_text("token")
    place = machine.folder / "handed" / "comment.md"
    place.parent.mkdir()
    if kind == "link":
        place.symlink_to(secret)
    elif kind == "folder":
        place.mkdir()
    elif kind == "empty":
        place.touch()
    code, shown = comment_on(machine, PULLS, None)

    assert code == 1
    assert "The run handed over no text." in shown
    assert machine.text("posted.md") == ""


def test_jobs_of_a_pull_request_have_only_read_access() -> None:
    workflow = read(CHECK)
    jobs = workflow["jobs"]

    assert workflow["permissions"] == {"contents": "read"}
    assert {name for name, job in jobs.items() if "permissions" in job} == {"scan"}
    assert {name: job.get("if") for name, job in jobs.items()} == {
        "check": None,
        "diff": "github.event_name == 'pull_request'",
        "scan": "github.event_name == 'push'",
    }
    assert "secrets." not in CHECK.read_text("utf-8")
    assert read(COMMENT)["permissions"] == {}


def test_jobs_with_write_access_run_nothing_of_a_pull_request() -> None:
    workflow = read(COMMENT)
    [job] = workflow["jobs"].values()
    event = triggers(workflow)["workflow_run"]

    assert event["workflows"] == [read(CHECK)["name"]]
    assert job["if"] == f"{RUN}.event == 'pull_request'"
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not any("uses" in step for step in job["steps"])
    events = [event for path in (CHECK, COMMENT) for event in triggers(read(path))]
    assert sorted(events) == ["pull_request", "push", "workflow_run"]
