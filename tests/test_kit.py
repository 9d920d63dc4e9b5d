"""The kit for a repository of models: the hook and the form; its workflows are in workflows/."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import yaml

from mkdocs_osai.cli import main
from mkdocs_osai.index import CLASSES, PERFORMANCE_CLASSES, TYPES
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.schema import Org, System
from tests.builders import a_file
from tests.conftest import ROOT
from tests.workflows.reading import KIT, read
from tests.workflows.steps import Machine


def of_kit(name: str) -> Any:
    return read(KIT / name)


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
    machine = Machine(tmp_path / "machine")
    env = {**machine.environment, "PYTHONPATH": str(ROOT)}
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

    assert fields().keys() == {*System.model_fields, *of_org, *of_criteria} - {
        "notes",
        "org_notes",
        "base",
    }


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
