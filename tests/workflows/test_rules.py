from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.github import wrong_with
from tests.workflows.reading import ALL, NAMES, OURS, jobs, read, steps, triggers

USES = re.compile(r"^\s*(?:- )?uses: (\S+)(.*)$", re.MULTILINE)
PINNED = re.compile(r"(?:https://)?[\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40}")
WRITES = {
    "osai-check.yml": {"scan": {"security-events"}},
    "osai-comment.yml": {"comment": {"pull-requests"}},
    "pages.yml": {"site": {"pages", "id-token"}, "publish": {"pages", "id-token"}},
    "release.yml": {"publish": {"id-token"}, "announce": {"contents"}},
    "site.yml": {"publish": {"pages", "id-token"}},
}
DEPENDABOT = ROOT / ".github/dependabot.yml"
workflows = pytest.mark.parametrize("path", ALL, ids=NAMES)


def uses(path: Path) -> list[tuple[str, str]]:
    """The actions that a workflow names, with what stands behind each; none of this repository."""
    return [(a, rest) for a, rest in USES.findall(path.read_text("utf-8")) if a[0] != "."]


def written(permissions: dict[str, str]) -> set[str]:
    return {name for name, level in permissions.items() if level == "write"}


def test_all_workflows_are_checked() -> None:
    assert {"pages.yml", "release.yml", "site.yml", "tests.yml", "osai-check.yml"} <= {
        path.name for path in ALL
    }


@workflows
def test_a_workflow_is_valid_by_the_schema(path: Path) -> None:
    assert wrong_with(path, "github-workflows") == ""


def test_the_configuration_of_dependabot_is_valid_by_the_schema() -> None:
    assert wrong_with(DEPENDABOT, "dependabot") == ""


def test_a_workflow_with_a_mistake_would_be_found(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text((OURS / "tests.yml").read_text("utf-8").replace("runs-on:", "run-on:"))

    assert "'runs-on' is a required property" in wrong_with(wrong, "github-workflows")


def test_dependabot_checks_the_folders_of_workflows() -> None:
    [update] = read(DEPENDABOT)["updates"]
    looked_at = {OURS if folder == "/" else ROOT / folder[1:] for folder in update["directories"]}

    assert looked_at == {path.parent for path in ALL}


@workflows
def test_an_action_is_pinned_to_a_commit_and_says_its_version(path: Path) -> None:
    for action, rest in uses(path):
        assert PINNED.fullmatch(action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", rest), action


def test_an_action_is_the_same_everywhere() -> None:
    found = defaultdict(set)
    for path in ALL:
        for action, rest in uses(path):
            found[action.partition("@")[0]].add(action + rest)

    assert {action: pins for action, pins in found.items() if len(pins) > 1} == {}


@workflows
def test_only_the_job_that_needs_it_may_write(path: Path) -> None:
    workflow = read(path)

    assert written(workflow["permissions"]) == set()
    for name, job in jobs(path).items():
        allowed = WRITES.get(path.name, {}).get(name, set())
        assert written(job.get("permissions", {})) <= allowed


@workflows
def test_jobs_with_write_access_run_no_script_of_the_repository(path: Path) -> None:
    for job in jobs(path).values():
        scripts = [step["run"] for step in job.get("steps", ()) if "run" in step]
        if written(job.get("permissions", {})) - {"security-events"} and scripts:
            assert not any("checkout" in step.get("uses", "") for step in job["steps"])


@workflows
def test_a_called_workflow_accepts_the_inputs_and_permissions_of_its_caller(path: Path) -> None:
    levels = {"none": 0, "read": 1, "write": 2}
    for job in jobs(path).values():
        if "uses" not in job:
            continue
        path = ROOT / job["uses"].removeprefix("./")
        inputs = triggers(read(path))["workflow_call"]["inputs"]
        assert job["with"].keys() <= inputs.keys()
        for called in jobs(path).values():
            for name, level in called["permissions"].items():
                assert levels[job["permissions"].get(name, "none")] >= levels[level]


@workflows
def test_every_job_has_a_timeout(path: Path) -> None:
    for job in jobs(path).values():
        assert "uses" in job or 0 < job["timeout-minutes"] <= 60


@workflows
def test_no_expression_is_inserted_into_a_script(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", ""), "what comes from outside is no command"


@workflows
def test_a_checkout_leaves_no_credentials(path: Path) -> None:
    for step in steps(path):
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] is False


@workflows
def test_no_workflow_runs_a_pull_request_with_the_rights_of_the_branch(path: Path) -> None:
    assert "pull_request_target" not in triggers(read(path))


@workflows
def test_a_running_deployment_is_not_cancelled(path: Path) -> None:
    for job in jobs(path).values():
        if any("deploy-pages" in step.get("uses", "") for step in job.get("steps", ())):
            limits = job.get("concurrency") or read(path)["concurrency"]
            assert limits.get("cancel-in-progress", False) is False


def test_the_scripts_of_ci_are_shell_scripts() -> None:
    for script in (ROOT / ".ci").iterdir():
        shell = script.read_text("utf-8").splitlines()[0].rsplit("/", 1)[1].split()[-1]
        assert subprocess.run([shell, "-n", script], check=False).returncode == 0
        assert script.stat().st_mode & 0o111


def test_the_tested_python_versions_are_the_declared_ones() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    prefix = "Programming Language :: Python :: 3."
    declared = {c.removeprefix(prefix) for c in project["classifiers"] if c.startswith(prefix)}

    matrix = jobs(OURS / "tests.yml")["test"]["strategy"]["matrix"]
    assert {version.removeprefix("3.") for version in matrix["python"]} == declared
    assert f"3.{min(map(int, declared))}" in project["requires-python"]
    assert str(sys.version_info.minor) in declared
