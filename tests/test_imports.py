"""Numbers need neither a site nor a chart, and are there at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

HEAVY = ["mkdocs", "mkdocs_macros", "matplotlib", "pandas", "numpy"]


@pytest.mark.parametrize("module", ["mkdocs_osai", "mkdocs_osai.cli"])
def test_importing_it_imports_nothing_heavy(module: str) -> None:
    script = f"import sys, {module}; print([m for m in {HEAVY} if m in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.stdout, result.stderr) == ("[]\n", "")


def test_the_public_names_are_those_of_the_notebook() -> None:
    script = (
        "import mkdocs_osai; index = mkdocs_osai.load('models');"
        "print(index.tally('national_origins', latest=True).frame().loc['China', 'count'])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert result.stdout == "15\n"
