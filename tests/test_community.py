"""What meets a contributor: forms, rules, hooks and commands are whole and agree."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT
from tests.github import wrong_with

FORMS = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("[!c]*.yml"))
CONFIG = ROOT / ".github/ISSUE_TEMPLATE/config.yml"
PAGES = [ROOT / name for name in ("SECURITY.md", "CODE_OF_CONDUCT.md")]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def targets() -> set[str]:
    return {*re.findall(r"^([a-z-]+):(?!=)", MAKEFILE, re.MULTILINE)}


@pytest.mark.parametrize("form", [*FORMS, ROOT / "docs/assets/kit/model.yml"], ids=lambda p: p.stem)
def test_a_form_is_one_that_github_shows(form: Path) -> None:
    assert wrong_with(form, "github-issue-forms") == ""


def test_the_choice_of_forms_is_one_that_github_shows() -> None:
    assert wrong_with(CONFIG, "github-issue-config") == ""
    assert [form.stem for form in FORMS] == ["bug", "idea", "number"]


def test_a_form_with_a_mistake_would_be_found(tmp_path: Path) -> None:
    form = yaml.safe_load(FORMS[0].read_text("utf-8"))
    form["body"][0]["type"] = "essay"
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(yaml.safe_dump(form), "utf-8")

    assert "essay" in wrong_with(wrong, "github-issue-forms")


@pytest.mark.parametrize("form", FORMS, ids=lambda p: p.stem)
def test_a_form_asks_each_thing_once_and_for_something_without_which_nobody_can_help(
    form: Path,
) -> None:
    fields = [f for f in yaml.safe_load(form.read_text("utf-8"))["body"] if "id" in f]

    assert len({f["id"] for f in fields}) == len(fields)
    assert any(f.get("validations", {}).get("required") for f in fields)


def test_what_a_pull_request_is_asked_for_is_there() -> None:
    template = (ROOT / ".github/PULL_REQUEST_TEMPLATE.md").read_text("utf-8")

    asked = {*re.findall(r"`make ([a-z-]+)`", template)}
    assert asked
    assert asked <= targets()
    for name in re.findall(r"[A-Z]+\.md", template):
        assert (ROOT / name).is_file()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_report_is_private_and_names_no_address_of_anybody(page: Path) -> None:
    text = page.read_text("utf-8")

    assert "](../../security/advisories/new)" in text
    assert not re.search(r"[\w.]+@[\w.]+", text)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_what_a_page_links_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))

    assert links
    for link in links:
        on_github = link.startswith(("https://", "../../security/"))
        assert on_github or (ROOT / link).is_file(), link


def hooks() -> list[dict[str, Any]]:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"], "a version of its own"
    return list(config["repos"][0]["hooks"])


def test_before_a_commit_runs_what_make_lint_runs_in_the_versions_of_constraints_txt() -> None:
    [hook] = hooks()
    recipe = MAKEFILE[MAKEFILE.index("\nlint:") :].split("\n\n")[0]

    assert hook["entry"] == "make lint"
    assert hook["language"] == "system"
    assert hook["pass_filenames"] is False
    assert "lint: $(VENV)/.ready" in recipe
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports"):
        assert f"$(BIN)/{tool}" in recipe
    setting_up = MAKEFILE[MAKEFILE.index("\n.venv/.ready:") :].split("\n\n")[0]
    assert " constraints.txt" in setting_up
    pinned = (ROOT / "constraints.txt").read_text("utf-8")
    for tool in ("ruff", "mypy", "import-linter"):
        assert re.search(rf"^{tool}==", pinned, re.MULTILINE)


def test_every_target_of_make_has_a_line_of_help() -> None:
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)

    lines = dict(re.findall(r"^make ([a-z-]+) +(\S.*)$", told.stdout, re.MULTILINE))
    assert {"serve", "test", "lint", "build", "clean"} <= {*lines}
    assert targets() == {*lines}
    [phony] = re.findall(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert {*phony.split()} == {*lines}


@pytest.mark.parametrize(("given", "port"), [([], 8000), (["PORT=8100"], 8100)])
def test_the_site_is_served_at_the_port_that_is_asked_for(given: list[str], port: int) -> None:
    command = ["make", "--dry-run", "serve", *given]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert f"mkdocs serve --dev-addr 127.0.0.1:{port}\n" in told.stdout
