"""These files in, these models and these messages out: each file in golden/ is one promise.

`files` are the folder, `models` what is read of them (only the
fields that are named), `problems` all errors and warnings as they are printed, `advice` the rest.
`criteria` are those of the folder where it has no `_parameters.yml` of its own.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_osai.index import Model, read_files
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.problems import Level

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.yml"))
TODAY = dt.date(2026, 6, 12)


def tag_counts(model: Model, fields: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in fields:
        if field == "classes":
            values[field] = {ref: grade.cls for ref, grade in model.grades.items()}
        elif field == "evidence":
            values[field] = {ref: list(g.links) for ref, g in model.grades.items() if g.links}
        elif field == "score":
            values[field] = None if model.score is None else float(model.score)
        else:
            value = getattr(model, field)
            values[field] = list(value) if isinstance(value, tuple) else value
    return values


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_these_files_give_these_models_and_messages(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    files = {name: text.encode() for name, text in case["files"].items()}
    if "criteria" in case:
        entries = [{"ref": ref} for ref in case["criteria"]]
        files["_parameters.yml"] = yaml.safe_dump([{"name": "All", "params": entries}]).encode()

    snapshot = read_files(files, "models", TODAY)

    models = {m.id: tag_counts(m, [*case["models"].get(m.id, {})]) for m in snapshot.models}
    said = [str(p) for p in snapshot.problems if p.level is not Level.ADVICE]
    advice = [str(p) for p in snapshot.problems if p.level is Level.ADVICE]
    assert models == case["models"]
    assert said == case.get("problems", [])
    if "advice" in case:
        assert advice == case["advice"]
    if "criteria_read" in case:
        read = {c.ref: list(c.types) for c in snapshot.criteria}
        built_in = snapshot.criteria is BUILT_IN
        assert case["criteria_read"] == ("the built-in twelve" if built_in else read)
