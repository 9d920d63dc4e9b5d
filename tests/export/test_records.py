"""A model in JSON and in a table: its training compute and the licences of its parts."""

from __future__ import annotations

from mkdocs_osai.export.records import record, rows
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.license_parts import LicensePart, LicenseParts
from tests.builders import a_model

MODEL = a_model(
    compute_base=read_compute(">= 1.18e+22 FLOP (lower bound from 2x Chinchilla)"),
    license_parts=LicenseParts(LicensePart("Apache-2.0"), LicensePart("not released")),
)


def test_the_json_of_a_model_has_its_compute_and_its_licences_in_a_fixed_shape() -> None:
    found = record(MODEL, BUILT_IN)

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
    header, [row] = rows([MODEL], BUILT_IN)
    cells = dict(zip(header, row, strict=True))

    assert cells["compute_base_state"] == "at_least"
    assert cells["compute_base_low"] == 1.18e22
    assert cells["compute_base_high"] is None
    assert cells["compute_end_text"] is None
    assert (cells["license_weights"], cells["license_code"]) == ("Apache-2.0", "not released")
    assert cells["license_data"] is None
