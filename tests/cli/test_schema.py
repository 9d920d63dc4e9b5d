"""`osai schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.json_schema import (
    about_schema,
    history_schema,
    model_schema,
    parameters_schema,
)
from mkdocs_osai.stats.dimensions import schema as entries
from tests.conftest import osai

OWN = "- name: All\n  params:\n  - ref: weights\n    name: Weights\n"


def printed(*arguments: object) -> Any:
    result = osai("schema", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return json.loads(result.stdout)


def test_the_schema_of_models_has_the_criteria_of_their_folder(folder: Path) -> None:
    assert printed("models", "--models", folder) == model_schema(BUILT_IN)
    (folder / "_parameters.yml").write_text(OWN)

    told = printed("models", "--models", folder)

    assert [*told["properties"]] == ["system", "org", "compute", "weights", "aliases"]


def test_without_a_folder_it_is_models_or_the_built_in_criteria(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert printed("models") == model_schema(BUILT_IN)
    (folder / "_parameters.yml").write_text(OWN)
    monkeypatch.chdir(folder.parent)

    assert "weights" in printed("models")["properties"]


def test_a_folder_that_is_not_there_and_criteria_that_cannot_be_read_are_told(
    folder: Path,
) -> None:
    nowhere = osai("schema", "models", "--models", folder / "nowhere")
    (folder / "_parameters.yml").write_text("nonsense")
    unread = osai("schema", "models", "--models", folder)

    assert nowhere.exit_code == 2
    assert "no folder of models" in nowhere.stderr
    assert unread.exit_code == 0
    assert unread.stderr.count("\n") == 1
    assert "the twelve built-in criteria are used" in unread.stderr


def test_there_is_a_schema_of_each_file_beside_the_models() -> None:
    assert printed("parameters") == parameters_schema()
    assert printed("about") == about_schema()
    assert printed("history") == history_schema()
    assert printed("dimensions") == entries.schema()
