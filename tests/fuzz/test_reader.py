"""The reader: whatever files hold, they give models and problems."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_osai.index import read_files
from mkdocs_osai.index.parsed_model import ParsedModel
from mkdocs_osai.problems import Problem
from tests.builders import a_file
from tests.fuzz.hostile import TEXTS
from tests.fuzz.settings import tries, within
from tests.fuzz.yaml_files import FILES

TODAY = dt.date(2026, 6, 12)
GOOD = a_file().encode()
MOST_PROBLEMS = 12_000
MOST_WORDS = 1_000

_NAMES = st.one_of(
    st.sampled_from(("a.yaml", "b.yml", "A.yaml", "_parameters.yml", "_index.yml")),
    st.sampled_from(("_dimensions.yml", "_other.yml", ".yaml", "a_submission_template.yaml")),
    TEXTS.map(lambda text: f"{text}.yaml"),
)


@tries(250)
@given(st.dictionaries(_NAMES, FILES, max_size=4))
@example({"a.yaml": b"(:\n''"})
@example({"a.yaml": b"(:\xc2\x85\xe1\x80\x80:"})
@example({"a.yaml": "system:\n  name: 'a\u2028\u2028\u2028b'\n  type: txet".encode()})
@within(2)
def test_reader(files: dict[str, bytes]) -> None:
    """No file ends the reading, harms the files beside it, or is reported beside itself."""
    together = {**files, "good.yaml": GOOD}
    found = read_files(together, "models", TODAY)

    again = read_files(dict(reversed(together.items())), "models", TODAY)
    assert replace(again, dimensions=None) == replace(found, dimensions=None)
    assert "good" in [m.id for m in found.models]
    assert len(found.problems) < MOST_PROBLEMS
    check_problems(found.problems, {f"models/{name}": data for name, data in together.items()})
    for model in found.models:
        problems = tuple(p for p in found.problems if p.path == model.path)
        reading = ParsedModel(model, problems)
        kept = json.loads(json.dumps(reading.to_json()))
        assert ParsedModel.from_json(kept, model.path) == reading


def check_problems(problems: Iterable[Problem], files: dict[str, bytes]) -> None:
    """Problems are lines that can be printed, at lines that are there."""
    lines = {path: line_count(data) for path, data in files.items()}
    for problem in problems:
        assert str(problem).isprintable(), problem
        assert len(str(problem)) < MOST_WORDS + len(problem.path), problem
        assert 1 <= problem.line <= lines.get(problem.path, problem.line), problem


def line_count(data: bytes) -> int:
    r"""How many lines an editor shows: `\n`, `\r\n` and `\r` end one."""
    return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
