"""The command `osai` as a whole: its help, its errors, what it does to a terminal."""

from __future__ import annotations

import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from mkdocs_osai.cli import main
from tests.builders import a_file
from tests.conftest import ROOT, osai
from tests.repositories import a_repository, commit

GUIDE = ROOT / "docs" / "guide" / "without-mkdocs.md"
HOSTILE = r'"a\e[2J\x9b31m\u202eb"'


def test_every_command_and_option_says_what_it_does() -> None:
    for name, command in main.commands.items():
        assert command.help
        assert "Example: osai" in command.help, name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (name, parameter.name)
    assert osai("--help").exit_code == 0
    assert "0.1.0" in osai("--version").stdout


def commands_of_the_guide(fence: str = "sh") -> list[str]:
    [block] = re.findall(rf"```{fence}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    return [line for line in block.splitlines() if line]


@pytest.mark.parametrize("command", commands_of_the_guide())
def test_the_commands_of_the_guide_work(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    program, *arguments = shlex.split(command)
    result = osai(*arguments, "--models", ROOT / "models")

    assert program == "osai"
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout


@pytest.mark.parametrize("command", commands_of_the_guide("bash"))
def test_the_commands_about_the_past_work_in_a_repository(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(a_repository(tmp_path))
    shutil.copytree(ROOT / "models", tmp_path / "models")
    config = "site_name: A site\nplugins: [macros: {j2_variable_start_string: '<<',"
    commit(
        tmp_path,
        {
            "mkdocs.yml": f"{config} j2_variable_end_string: '>>'}}, osai]\n",
            "docs/index.md": "<< osai.claim('most', osai.share('weights_endmodel', 'open')) >>\n",
        },
        "2025-06-01",
    )
    commit(tmp_path, {"docs/later.md": "# Later\n"}, "2026-06-01")
    result = osai(*shlex.split(command)[1:])

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout


def test_the_guide_names_every_command() -> None:
    guide = GUIDE.read_text("utf-8")
    told = set(re.findall(r"\bosai ([a-z]+)", guide))

    assert set(main.commands) - {"import"} <= told


def on_a_terminal(*arguments: object, columns: int = 100) -> str:
    """What a command prints on a terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": str(columns), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", "from mkdocs_osai.cli import main; main()"]
    with subprocess.Popen(
        [*command, *map(str, arguments)], stdout=theirs, env=environment, cwd=ROOT
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # Linux says so that nobody writes any more
                break
            if not part:
                break
            shown += part
    os.close(ours)
    assert process.returncode == 0
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_a_drawn_table(folder: Path) -> None:
    shown = on_a_terminal("stats", "national_origins", "--models", folder)

    assert "─────" in shown
    assert re.search(r"^  China +1   33\.3%", shown, re.MULTILINE)
    assert "3 of 4 models; 1 without a tag" in shown


def test_a_pipe_gets_plain_text(folder: Path) -> None:
    assert "─" not in osai("stats", "national_origins", "--models", folder).stdout


def test_names_cannot_control_a_terminal(folder: Path, tmp_path: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name=HOSTILE, orgname=HOSTILE, link=HOSTILE))
    asked = [
        ("stats", "organizations", "--models", folder, *form)
        for form in ([], ["--format", "csv"], ["--format", "json"])
    ]
    asked += [("models", *a[2:]) for a in asked]
    printed = [osai(*a) for a in asked]
    printed.append(osai("stats", "organizations", "--models", folder, "--type", "\x1b[2J"))

    for result in printed:
        for text in (result.stdout, result.stderr):
            assert all(c.isprintable() or c == "\n" for c in text)
    assert "\x1b[2J" not in on_a_terminal("models", "--models", folder)
    for name in ("m.csv", "m.json"):
        osai("export", tmp_path / name, "--models", folder)
        text = (tmp_path / name).read_text("utf-8")
        assert all(c.isprintable() or c == "\n" for c in text)
