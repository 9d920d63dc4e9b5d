"""The long run finds what is there, makes it small, and goes on behind it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import strategies as st

from tests.fuzz.__main__ import main
from tests.fuzz.hunting import Hunter
from tests.fuzz.target import Target, TooSlow, within


def test_each_fault_is_found_once_and_as_small_as_can_be(tmp_path: Path) -> None:
    def law(number: int) -> None:
        if number > 1_000:
            raise ValueError
        if number < -50:
            raise TypeError

    target = Target("numbers", law, st.integers(-9_999, 9_999), 10, (), 2)
    hunter = Hunter(target, tmp_path / "last", time.monotonic() + 60)
    for _ in range(4):
        hunter.round()

    assert sorted((c.where[0], c.example) for c in hunter.crashes) == [
        ("TypeError", "-51"),
        ("ValueError", "1001"),
    ]
    assert hunter.tried > 100
    assert (tmp_path / "last").read_text().lstrip("-").isdigit()


def test_an_input_that_hangs_is_stopped() -> None:
    def hang() -> None:
        with within(0.01):
            while True:
                pass

    with pytest.raises(TooSlow, match=r"more than 0\.1 seconds"):
        hang()


def test_the_command_prints_what_was_tried_and_ends_well() -> None:
    result = CliRunner().invoke(main, ["label", "--minutes", "0.01"])

    assert result.exit_code == 0, result.output
    assert "label" in result.output
    assert "0 crashes" in result.output


def test_the_command_names_the_targets_there_are() -> None:
    result = CliRunner().invoke(main, ["labels"])

    assert result.exit_code == 2
    assert "'labels' is none of" in result.output
