from __future__ import annotations

import os
import pty
import sys

import pytest

from mkdocs_osai.index import progress as module
from mkdocs_osai.index.progress import progress


def on_a_terminal(monkeypatch: pytest.MonkeyPatch, *, patience: float) -> bytes:
    """The output on a terminal during work of some length."""
    monkeypatch.setattr(module, "PATIENCE", patience)
    shown, terminal = pty.openpty()
    with os.fdopen(terminal, "w") as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        assert [*progress("reading", iter("abc"), 3)] == ["a", "b", "c"]
        stderr.write("and on")
        stderr.flush()
        told = b""
        while not told.endswith(b"and on"):  # a read may return a part
            told += os.read(shown, 1_000)
    os.close(shown)
    return told


def test_long_work_tells_how_far_it_is_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    told = on_a_terminal(monkeypatch, patience=0)

    assert b"reading: 1 of 3" in told
    assert told.endswith(b"\r\x1b[Kand on")


def test_short_work_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert on_a_terminal(monkeypatch, patience=60) == b"and on"


def test_no_progress_is_shown_without_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0)

    assert [*progress("reading", [1], 1)] == [1]
    assert capsys.readouterr() == ("", "")
