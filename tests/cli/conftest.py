"""What the tests of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_osai.cli import main
from tests.builders import a_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index in the public format: of four models three are latest, and one has no tags."""
    folder = tmp_path / "models"
    folder.mkdir()
    files = {
        "a.yaml": a_file(performanceclass="latest"),
        "b.yaml": a_file(performanceclass="latest", origin="France", type="text,code"),
        "c.yaml": a_file(performanceclass="latest", origin=None, contributor=None),
        "d.yaml": a_file(origin="深圳"),
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def osai(*arguments: object) -> Result:
    """Run the command; an exception is a failure of the test."""
    return CliRunner().invoke(main, [str(a) for a in arguments], catch_exceptions=False)
