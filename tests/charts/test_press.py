from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai import charts, load
from mkdocs_osai.charts import press as module
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.press import ENOUGH, Press, Print
from tests.charts.samples import FIRST


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return charts.draw("pie", FIRST["pie"](load("models")))


def a_program(path: Path, does: str) -> str:
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_other_processes_print_what_this_one_would(drawing: Drawing) -> None:
    wanted = [Print(drawing, "light"), Print(drawing, "dark"), Print(drawing, "light", 1)]
    press = Press(2)

    begun = [press.begin(one) for one in wanted]
    printed = [png() for png in begun]
    press.close()

    assert printed == [one.png() for one in wanted]
    assert len(set(printed)) == len(wanted)


def test_one_process_prints_a_few_drawings_and_more_print_many(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    start = subprocess.Popen

    def counted(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        started.append(arguments)
        return start(*arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", counted)

    for count, processes in ((2, 1), (3 * ENOUGH, 3)):
        started.clear()
        press = Press(3)
        begun = [press.begin(Print(drawing, scale=0.2)) for _ in range(count)]
        assert len({png() for png in begun}) == 1
        press.close()
        assert len(started) == processes


@pytest.mark.parametrize(
    "does",
    ["exit 1", "echo nonsense", "head -c 100 > /dev/null; printf '\\000\\000\\000\\011half'"],
    ids=["ends", "says something else", "ends in the middle"],
)
def test_where_a_process_fails_this_one_prints(
    drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str
) -> None:
    monkeypatch.setattr(sys, "executable", a_program(tmp_path / "python", does))
    press = Press(1)

    begun = [press.begin(Print(drawing)) for _ in range(3)]

    assert {png() for png in begun} == {Print(drawing).png()}
    assert press.begin(Print(drawing))() == Print(drawing).png(), "nothing is tried again"
    press.close()


def test_a_process_that_never_answers_is_waited_for_once(
    drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", a_program(tmp_path / "python", "exec sleep 5"))
    monkeypatch.setattr(module, "_PATIENCE", 0.5)
    press = Press(1)

    begun = [press.begin(Print(drawing, scale=0.2)) for _ in range(20)]
    assert begun[0]() == Print(drawing, scale=0.2).png()

    assert press._waiting.empty(), "the others are told at once"
    assert {png() for png in begun} == {Print(drawing, scale=0.2).png()}
    press.close()


@pytest.mark.parametrize("executable", ["/no/such/program", None])
def test_where_none_can_be_started_this_one_prints(
    drawing: Drawing, monkeypatch: pytest.MonkeyPatch, executable: str | None
) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    press = Press(1)

    assert press.begin(Print(drawing))() == Print(drawing).png()
    press.close()


def test_one_processor_prints_by_itself(drawing: Drawing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/program")

    assert Press(0).begin(Print(drawing))() == Print(drawing).png()


def test_a_press_that_is_closed_leaves_no_process(drawing: Drawing) -> None:
    press = Press(2)
    threads = press._threads
    for _ in range(2 * ENOUGH):
        press.begin(Print(drawing, scale=0.2))
    assert threads

    press.close()

    assert not any(thread.is_alive() for thread in threads)
