"""The recipes of the guide: fifteen questions, each answered by one line in three ways."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

import mkdocs_osai
from mkdocs_osai.macros import Osai, PageContext
from mkdocs_osai.macros.figure import Figure
from mkdocs_osai.stats import Index, Quantity, Result
from mkdocs_osai.stats.results.history_series import HistorySeries
from tests.conftest import ROOT, osai

PAGE = (ROOT / "docs/guide/recipes.md").read_text("utf-8")
QUESTIONS = re.findall(r"^## (.+\?)$", PAGE, re.MULTILINE)


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def lines(language: str) -> list[str]:
    """The lines of the last block that ask something."""
    asked = (line for line in blocks(language)[-1].splitlines() if line)
    return [line for line in asked if not line.startswith(("import ", "index = "))]


class Page(PageContext):
    """A page that draws nothing, and on which no call may fail or have an old word."""

    defaults: dict[str, object] = {}  # noqa: RUF012 - never changed

    def __init__(self, index: Index) -> None:
        self.state = index
        self.drawn: list[Figure] = []

    def index(self, as_of: object = None) -> Index:
        assert as_of is None
        return self.state

    def over_history(self, unit: str, as_of: object = None, **words: Any) -> HistorySeries:
        raise NotImplementedError

    def figure(self, figure: Figure) -> str:
        assert figure.drawing.svg("light").startswith("<svg")
        self.drawn.append(figure)
        return figure.heading

    def complain(self, what: str, hint: str, instead: str | None = None) -> str:  # noqa: ARG002
        raise AssertionError(f"{what}; {hint}")

    def advise(self, what: str, hint: str, *, of_past: bool = False) -> None:  # noqa: ARG002
        raise AssertionError(f"{what}; {hint}")


def answers(call: str, index: Index) -> list[Any]:
    """What each call of a line gives: a number, a text, or the data of a figure."""
    found: list[Any] = []
    for text in re.findall(r"<<(.*?)>>", call):
        page = Page(index)
        value = eval(text.strip(), {"osai": _osai(page)})  # noqa: S307 - our own
        found.append(page.drawn[0].data if page.drawn else getattr(value, "plain", value))
    return found


def _osai(page: Page) -> Osai:
    return Osai(lambda: page)


@pytest.fixture(scope="module")
def index() -> Index:
    return mkdocs_osai.load(ROOT / "models")


@pytest.fixture(scope="module")
def answered(index: Index) -> dict[str, list[Any]]:
    """Question → the answers of the calls under it."""
    sections = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    asked = {s.partition("\n")[0]: re.findall(r"```jinja\n(.*?)\n```", s) for s in sections}
    return {q: [one for call in asked[q] for one in answers(call, index)] for q in QUESTIONS}


def test_there_are_fifteen_questions_each_with_one_line_in_each_language() -> None:
    assert len(QUESTIONS) == 15
    assert len(lines("python")) == 15
    assert len(lines("sh")) == 15


def test_every_call_answers_and_is_shown_with_its_result(answered: dict[str, list[Any]]) -> None:
    assert all(answered.values())
    for call in blocks("jinja"):
        assert PAGE.count(call) == 2, "the call, and its result below it"


def test_the_python_says_what_the_page_says(index: Index, answered: dict[str, list[Any]]) -> None:
    compared = 0
    for question, line in zip(QUESTIONS, lines("python"), strict=True):
        value = eval(line, {"index": index})  # noqa: S307 - our own
        values = value if isinstance(value, tuple) and "mean" in line else (value,)
        for mine, its in zip(values, answered[question], strict=False):
            if isinstance(its, Result):
                assert mine.table == its.table
                compared += 1
            elif isinstance(its, Quantity):
                assert mine.value == its.value
                compared += 1
    assert compared >= 11


def test_every_command_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for line in lines("sh"):
        name, *arguments = shlex.split(line)
        result = osai(*arguments, "--models", ROOT / "models")
        assert name == "osai"
        assert (result.exit_code, result.stderr) == (0, ""), line
        assert result.stdout
    drawn = {word for line in lines("sh") for word in line.split() if word.endswith(".svg")}
    assert {path.name for path in tmp_path.iterdir()} == drawn


def test_the_answers_are_what_pandas_counts(index: Index, answered: dict[str, list[Any]]) -> None:
    facts = index.frame()
    (licences,) = answered["How do licences develop?"]
    of_2024 = facts[(facts.release_years == "2024") & facts.license_families.notna()]
    row = next(row for row in licences.table.rows if row[0] == "2024")
    permissive = int((of_2024.license_families == "Permissive").sum())
    assert row[1].endswith(f"({permissive} of {len(of_2024)})")

    (union,) = answered["How does the European Union develop?"]
    column = union.table.header.index("European Union")
    known = facts[facts.eu.notna() & (facts.release_years == "2025")]
    row = next(row for row in union.table.rows if row[0] == "2025")
    assert row[column].endswith(f"({int((known.eu == 'European Union').sum())} of {len(known)})")

    (names,) = answered["Which models are fully open?"]
    fully = sorted(facts[facts.score == 1].name)
    assert fully
    assert all(name in names for name in fully)

    (ranking,) = answered["Which ten models are the most open?"]
    assert [m.id for m in ranking.ranked] == [
        *facts.assign(key=facts.name.str.casefold())
        .sort_values(["score", "key"], ascending=[False, True])
        .index[:10]
    ]

    big, others = answered["Is Big Tech less open than others?"]
    is_big = facts.big_tech.str.contains("Big Tech") & (facts.big_tech != "Non-Big Tech")
    assert float(big) == pytest.approx(facts[is_big.fillna(value=False)].score.mean())
    assert float(others) == pytest.approx(facts[facts.big_tech == "Non-Big Tech"].score.mean())

    (share,) = answered["How many models with open weights have open training data?"]
    open_weights = facts[facts.weights_endmodel == "open"]
    data = open_weights.datasources_basemodel.dropna()
    assert float(share) == pytest.approx((data == "open").mean())

    growth, change = answered["How fast does the number of models grow?"]
    assert growth.table.rows[-1][1] == str(facts.release_quarters.notna().sum())
    years = facts.release_years.value_counts()
    assert float(change) == pytest.approx(years["2024"] / years["2023"] - 1)


def test_the_lines_are_valid_python() -> None:
    for block in blocks("python"):
        ast.parse(block)
