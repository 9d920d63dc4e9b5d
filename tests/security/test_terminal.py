"""The output of commands for a hostile index, in a pipe and on a terminal."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from mkdocs_osai.cli import main
from tests.security.conftest import Guarded, set_aside
from tests.security.indexes import HOSTILE
from tests.security.test_published import FLOOD, STEERING, runs

COMMANDS = (
    ("models",),
    ("models", "--top", "3"),
    ("stats", "organizations"),
    ("stats", "loud"),
    ("stats", "licenses", "--by", "loud"),
    ("stats", "national_origins", "--by", "code", "--measure", "share"),
    ("tags",),
)


def told(guarded: Guarded, *words: str) -> str:
    with set_aside(guarded.folder):
        ran = CliRunner().invoke(main, words)
    assert ran.exit_code == 0, ran.output[-1_000:]
    assert_calm(ran.stderr)
    return ran.stdout


def assert_calm(text: str) -> None:
    found = STEERING.search(text) or FLOOD.search(text)
    assert not found, text[max(found.start() - 50, 0) : found.end() + 50]
    assert "\u2028" not in text


@pytest.mark.parametrize("command", COMMANDS)
def test_the_text_of_a_command_is_text(hostile: Guarded, command: tuple[str, ...]) -> None:
    assert_calm(told(hostile, *command))


@pytest.mark.parametrize("command", COMMANDS)
def test_the_json_of_a_command_is_json(hostile: Guarded, command: tuple[str, ...]) -> None:
    text = told(hostile, *command, "--format", "json")

    json.loads(text)
    assert not STEERING.search(text)


@pytest.mark.parametrize("command", COMMANDS)
def test_no_cell_that_a_command_prints_runs(hostile: Guarded, command: tuple[str, ...]) -> None:
    text = told(hostile, *command, "--format", "csv")

    assert not STEERING.search(text)
    rows = [*csv.reader(io.StringIO(text))]
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if runs(cell, ";")]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_terminal_gets_only_text_and_styles(hostile: Guarded, command: tuple[str, ...]) -> None:
    ours, theirs = pty.openpty()
    run = "from mkdocs_osai.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", run, *command],
        cwd=hostile.folder,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "COLUMNS": "200", "TERM": "xterm-256color"},
    ) as ran:
        os.close(theirs)
        said = b""
        while part := _read(ours):
            said += part
    assert ran.returncode == 0
    styles = r"\x1b\[[0-9;]*m"
    text = re.sub(styles, "", said.decode()).replace("\r\n", "\n")
    assert_calm(text)


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65_536)
    except OSError:  # how a terminal ends on Linux
        return b""


def test_every_model_can_be_named_by_its_hostile_name(hostile: Guarded) -> None:
    for text in HOSTILE.texts[:12]:
        found = json.loads(told(hostile, "models", "--model", text, "--format", "json"))
        assert [model["name"] for model in found["models"]] == [" ".join(text.split())]


@pytest.mark.parametrize("form", ["text", "github", "sarif", "json"])
def test_problems_of_hostile_files_are_printed_safely(hostile: Guarded, form: str) -> None:
    with set_aside(hostile.folder):
        ran = CliRunner().invoke(main, ["check", "--format", form])

    assert ran.exit_code in (0, 1), ran.output[-1_000:]
    if form in ("sarif", "json"):
        json.loads(ran.stdout)
        assert not STEERING.search(ran.stdout)
    else:
        assert_calm(ran.stdout)
    if form == "github":
        assert all(re.match("::(error|warning|notice) file=models/", line) for line in lines(ran))


def lines(ran: Result) -> list[str]:
    return ran.stdout.rstrip("\n").split("\n")


@pytest.mark.parametrize("place", [0, 32, 33, 34, 47])
def test_a_missing_name_is_reported_in_one_safe_line(hostile: Guarded, place: int) -> None:
    with set_aside(hostile.folder):
        ran = CliRunner().invoke(main, ["stats", f"no {HOSTILE.texts[place]}"])

    assert ran.exit_code == 2
    assert_calm(ran.stderr)
    *_, last = ran.stderr.splitlines()
    assert last.startswith("osai: unknown dimension 'no ")


def test_a_comment_on_a_change_is_text_and_mentions_nobody(hostile: Guarded) -> None:
    with set_aside(hostile.folder):
        ran = CliRunner().invoke(main, ["diff", "first", "--format", "markdown"])

    assert ran.exit_code in (0, 1), ran.output[-1_000:]
    assert not re.search(r"[<>@`\[\]\\]|&(?!#[0-9]+;)", ran.stdout.replace("<br>", ""))
    assert not re.search(r"&#(?:64|35);(?!&#8203;)", ran.stdout)
    assert not STEERING.search(ran.stdout)
