"""A model in JSON and in a table: its training compute and the licences of its parts."""

from __future__ import annotations

from dataclasses import replace

from mkdocs_osai.export.records import record, rows
from mkdocs_osai.index import FileDiagnostics
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.index.license_parts import LicensePart, LicenseParts
from mkdocs_osai.stats import Index
from mkdocs_osai.views.definition_pages import definition_page, met_by
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_model, an_index

MODEL = a_model(
    compute_base=read_compute(">= 1.18e+22 FLOP (lower bound from 2x Chinchilla)"),
    license_parts=LicenseParts(LicensePart("Apache-2.0"), LicensePart("not released")),
    base_model="CodeLlama-7B",
    classes={"trainingcode": "closed"},
)
INDEX = an_index(MODEL)


def test_the_json_of_a_model_has_its_compute_and_its_licences_in_a_fixed_shape() -> None:
    found = record(MODEL, INDEX)

    assert found["compute"] == {
        "base": {
            "text": ">= 1.18e+22 FLOP (lower bound from 2x Chinchilla)",
            "state": "at_least",
            "flop": 1.18e22,
            "low": 1.18e22,
            "high": None,
            "guess": None,
            "method": "lower bound from 2x Chinchilla",
            "source": None,
            "note": None,
        },
        "end": None,
    }
    assert found["license_parts"] == {"weights": "Apache-2.0", "code": "not released", "data": None}


def test_a_row_has_the_same_in_flat_columns() -> None:
    header, [row] = rows([MODEL], INDEX)
    cells = dict(zip(header, row, strict=True))

    assert cells["compute_base_state"] == "at_least"
    assert cells["compute_base_low"] == 1.18e22
    assert cells["compute_base_high"] is None
    assert cells["compute_end_text"] is None
    assert (cells["license_weights"], cells["license_code"]) == ("Apache-2.0", "not released")
    assert cells["license_data"] is None
    assert (cells["lineage_kind"], cells["lineage_families"]) == ("derived", "Llama")
    assert cells["definition_osaid"] == "does not meet it"
    assert cells["definition_mof-3"] == "cannot be said"


def test_the_json_of_a_model_has_its_lineage_and_an_answer_for_each_definition() -> None:
    found = record(MODEL, INDEX)

    assert found["lineage"] == {
        "kind": "derived",
        "families": ["Llama"],
        "line": "Code Llama",
        "entry": None,
        "organization": "Meta",
        "reason": "“CodeLlama-7B” is of the line Code Llama",
    }
    assert found["definitions"] == {"osaid": False, "mof-3": None, "mof-2": False, "mof-1": False}


def test_a_class_that_changes_in_a_file_changes_all_outputs_alike() -> None:
    own = FileDiagnostics(
        "models/_definitions.yml", b"mine: {name: Mine, all: [{code: open}, {paper: open}]}"
    )

    def outputs(cls: str) -> tuple[object, ...]:
        snapshot = an_index(a_model("m", classes={"code": cls}), a_model("n")).snapshot
        index = Index(replace(snapshot, definitions=own))
        model = index.model("m")
        where = page_urls(index)
        header, [row] = rows([model], index)
        matrix = index.definition_matrix(["mine"], models=["m"]).to_dict()["rows"]
        [met] = [one for one in met_by(index, model, where) if one.definition.text == "Mine"]
        return (
            record(model, index)["definitions"]["mine"],
            dict(zip(header, row, strict=True))["definition_mine"],
            matrix[0]["meets"]["mine"],
            met.answer,
            str(index.count(meets="mine")),
            index.count(meets="mine") == 2,
            "Who is one requirement away" in definition_page(index, "mine", where),
        )

    assert outputs("open") == (True, "meets it", True, "meets it", "2", True, False)
    no = "does not meet it"
    assert outputs("partial") == (False, no, False, no, "1", False, True)
