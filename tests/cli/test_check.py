"""`osai check`: every problem of every file, for people, programs and pull requests."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.problems import Level
from mkdocs_osai.quality.check import check
from tests.builders import a_file
from tests.conftest import osai
from tests.repositories import a_repository, commit

BAD = a_file(performanceclass="Fulll", code="opem", paper="Open").replace("datasheet:", "datashet:")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which a data repository's `models/` has a good and a bad file."""
    models = tmp_path / "models"
    models.mkdir()
    (models / "good.yaml").write_text(with_keys(a_file(link="https://a.org")), encoding="utf-8")
    (models / "bad.yaml").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def with_keys(text: str) -> str:
    """A file with its tags in keys, which leaves nothing to advise."""
    told = "\n    origin: China\n    contributor: Non-academic (Company)"
    return re.sub(r"(\norg:\n    name: [^\n]+)", rf"\1{told}", text)


@pytest.mark.usefixtures("here")
def test_every_problem_has_its_place_what_is_wrong_what_is_allowed_and_the_nearest() -> None:
    result = osai("check")

    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert (
        "error: models/bad.yaml:9: system.performanceclass: 'Fulll' is not a performance class; "
        "did you mean 'full'? allowed are 'full', 'latest', 'limited'"
    ) in lines
    assert any("code.class: 'opem' is not a class" in line for line in lines)
    assert any(
        "datashet: unknown key, which is ignored; did you mean 'datasheet'?" in line
        for line in lines
    )
    assert lines[-1].startswith("2 models in models: 2 errors, 3 warnings, ")
    assert not any("good.yaml" in line for line in lines)


def test_a_folder_without_problems_exits_with_0(here: Path) -> None:
    (here / "models/bad.yaml").unlink()

    result = osai("check", "models")

    assert result.exit_code == 0
    assert result.output == "1 model in models: nothing to fix\n"


def test_strict_fails_on_warnings(here: Path) -> None:
    (here / "models/bad.yaml").write_text(a_file(code="Open"), encoding="utf-8")

    assert osai("check").exit_code == 0
    assert osai("check", "--strict").exit_code == 1


@pytest.mark.usefixtures("here")
def test_advice_can_be_left_out() -> None:
    assert "advice: " in osai("check").output
    assert "advice" not in osai("check", "--quiet").output


def test_one_file_is_checked_within_its_folder(here: Path) -> None:
    (here / "models/worse.yaml").write_text("a: [", encoding="utf-8")

    output = osai("check", "models/bad.yaml").output

    assert "models/bad.yaml:9:" in output
    assert "worse" not in output
    assert osai("check", "models/good.yaml").exit_code == 0


@pytest.mark.usefixtures("here")
def test_json_has_the_same_problems() -> None:
    result = osai("check", "--format", "json")

    told = json.loads(result.output)
    found = check("models")
    assert result.exit_code == 1
    assert (told["folder"], told["models"]) == ("models", 2)
    assert told["count"] == {"error": 2, "warning": 3, "advice": len(told["problems"]) - 5}
    [first] = [p for p in told["problems"] if p["field"] == "system.performanceclass"]
    assert first == {
        "path": "models/bad.yaml",
        "line": 9,
        "field": "system.performanceclass",
        "level": "error",
        "rule": "value",
        "what": "'Fulll' is not a performance class",
        "mend": "did you mean 'full'? allowed are 'full', 'latest', 'limited'",
    }
    assert [p["what"] for p in told["problems"]] == [p.what for p in found.problems]


def test_sarif_is_valid_for_code_hosts(here: Path) -> None:
    odd = here / "models/ä b#c.yaml"
    odd.write_text(a_file(code="opem"), encoding="utf-8")

    told = json.loads(osai("check", "--format", "sarif").output)

    [run] = told["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert told["version"] == "2.1.0"
    assert [rule["id"] for rule in rules] == [*Rule]
    assert all(rule["shortDescription"]["text"] for rule in rules)
    assert len(run["results"]) == len(check("models").problems)
    for result in run["results"]:
        [location] = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert (here / unquote(uri)).is_file()
        assert set(uri) <= set("abcdefghijklmnopqrstuvwxyzABCDEF0123456789-._~/%")
        assert location["physicalLocation"]["region"]["startLine"] >= 1
        assert result["level"] in ("error", "warning", "note")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]


def test_github_marks_the_lines_and_errors_come_first(here: Path) -> None:
    (here / "models/zz.yaml").write_text(a_file(code="opem"), encoding="utf-8")

    lines = osai("check", "--format", "github").output.splitlines()

    kinds = [line.split(" ", 1)[0] for line in lines]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    assert kinds.count("::error") == 3
    assert (
        "::error file=models/bad.yaml,line=9::system.performanceclass: "
        "'Fulll' is not a performance class; "
        "did you mean 'full'? allowed are 'full', 'latest', 'limited'"
    ) in lines


def test_paths_are_those_from_where_the_command_runs(here: Path) -> None:
    absolute = osai("check", here / "models").output
    assert "error: models/bad.yaml:9:" in absolute


def test_content_of_files_cannot_control_a_terminal_or_a_pull_request(here: Path) -> None:
    evil = '"\\e]0;owned\\a\\n::error file=x::owned"'
    text = a_file(releasedate=evil, code=evil)
    (here / "models/bad.yaml").write_text(text, encoding="utf-8")

    for form in ("text", "github"):
        output = osai("check", "--format", form).output
        assert "\x1b" not in output
        assert "\x07" not in output
        assert not re.search(r"^::error file=x", output, re.MULTILINE)


def test_fix_changes_only_what_is_safe_and_lists_it(here: Path) -> None:
    bad = here / "models/bad.yaml"

    result = osai("check", "--fix")

    assert result.exit_code == 1  # 'opem' might be anything
    read_as = [line for line in result.output.splitlines() if line.startswith("fixed: ")]
    assert any("models/bad.yaml" in line and "paper.class: 'Open'" in line for line in read_as)
    assert "paper:\n    class: open\n" in bad.read_text(encoding="utf-8")
    assert "code:\n    class: opem\n" in bad.read_text(encoding="utf-8")
    assert "fixed" not in osai("check", "--fix").output


def test_fix_of_one_file_leaves_the_others(here: Path) -> None:
    other = here / "models/other.yaml"
    other.write_text(a_file(code="Open"), encoding="utf-8")
    before = other.read_bytes()

    osai("check", "models/bad.yaml", "--fix")

    assert other.read_bytes() == before


def test_the_past_can_be_checked_and_not_fixed(here: Path) -> None:
    a_repository(here)
    commit(here, {}, "2025-03-01")
    (here / "models/bad.yaml").unlink()

    assert osai("check").exit_code == 0
    past = osai("check", "--as-of", "2025-03-01")
    assert past.exit_code == 1
    assert re.search(r"error: models@[0-9a-f]{7}/bad\.yaml:9: ", past.output)
    refused = osai("check", "--as-of", "2025-03-01", "--fix")
    assert refused.exit_code == 2
    assert "the past cannot be fixed" in refused.output


@pytest.mark.usefixtures("here")
def test_a_missing_folder_is_one_message() -> None:
    for arguments in (["check", "modles"], ["check", "modles", "--fix"]):
        result = osai(*arguments)
        assert result.exit_code == 2
        assert "no folder of models at 'modles'" in result.output


def test_every_state_of_an_index_can_be_checked(tmp_path: Path, database: Path) -> None:
    repository = tmp_path / "data"
    repository.mkdir()
    a_repository(repository)
    files = {f"models/{name}": content for name, content in texts(database).items()}
    some = dict(list(files.items())[::3])
    old = """- {name: All, ref: all, params: [{ref: code}, {ref: rlweights, types: [text]}]}"""
    commit(repository, {**some, "models/_parameters.yml": old}, "2024-03-01")
    broken = {name: text[: len(text) // 2] for name, text in list(files.items())[:40]}
    commit(repository, {**files, **broken}, "2025-03-01")
    commit(repository, files, "2026-03-01")
    found = [check(repository / "models", as_of=f"{year}-12-31") for year in (2024, 2025)]
    found.append(check(repository / "models"))

    assert found[0].models < found[2].models
    assert found[0].count(Level.WARNING) > 0  # criteria that were not asked for then
    assert found[1].count(Level.ERROR) + found[1].count(Level.WARNING) > 40
    assert found[2].count(Level.ERROR) == 0
    for state in found:
        assert all(p.line >= 1 and p.rule in [*Rule] for p in state.problems)


def texts(folder: Path) -> dict[str, str]:
    """The YAML files of a folder."""
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.y*ml"))}


def test_every_problem_of_a_whole_index_has_an_existing_line(database: Path) -> None:
    found = check(database, today=dt.date(2026, 6, 12))

    assert found.models > 100
    assert found.count(Level.ERROR) == 0
    lines = {p.path: len(Path(p.path).read_bytes().splitlines()) for p in found.problems}
    assert all(1 <= p.line <= lines[p.path] for p in found.problems)
