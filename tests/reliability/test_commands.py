"""Commands that cannot print or write: one message, no traceback, and every file whole."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import a_file
from tests.reliability.running import environment, mounted, powerless, run
from tests.sites import Site

OSAI = f"{shlex.quote(sys.executable)} -c 'from mkdocs_osai.cli import main; main()'"
FULL = Path("/dev/full")

WRONG = a_file().replace("class: open", "class: Open", 1)
"""What `--fix` fixes."""

NEW = (
    "new x --name X --org O --type text --released 2025-06 --license Apache-2.0 --origin France "
    "--contributor 'Academic (University)' --performance-class latest --link https://x.org "
    "--class all=later --no-input"
)

COMMANDS = {
    "osai --help": "",
    "osai --version": "",
    "osai models --help": "",
    "osai models": "",
    "osai models --format csv": "",
    "osai check": "",
    "osai check --format json": "",
    "osai check --fix": "models/b.yaml",
    "osai stats national_origins": "",
    "osai tags": "",
    "osai schema models": "",
    "osai claims": "",
    "osai diff HEAD": "",
    "osai news --since 2025-01": "",
    "osai export out.csv": "out.csv",
    "osai chart pie national_origins -o out.svg": "out.svg",
    "osai import models --to others": "others/a.yaml",
    f"osai {NEW}": "models/x.yaml",
}
"""Command → a file that it writes."""


@pytest.fixture
def folder(site: Site) -> Path:
    site.write("models/b.yaml", WRONG)
    return site.folder


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command.replace("osai ", f"{OSAI} ", 1)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not FULL.exists(), reason="there is no such device here")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_whose_output_cannot_be_written_lists_what_it_has_written(
    folder: Path, command: str
) -> None:
    done = shell(f"{command} > {FULL}", folder)

    [*_, last] = done.stderr.splitlines()
    assert done.returncode == 2
    assert last.startswith("osai: what it prints cannot be written (No space left on device)")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    written = COMMANDS[command]
    assert ("written before: " in last) == bool(written)
    assert written in last
    if written:
        assert (folder / written).is_file()


@pytest.mark.parametrize("closed", [" | true", " | head -c1", " 2>&1 | true", " >&-", " 2>&-"])
@pytest.mark.parametrize("command", ["osai models", "osai check --fix", "osai export out.csv"])
def test_a_command_with_a_closed_pipe_ends_without_a_traceback(
    folder: Path, command: str, closed: str
) -> None:
    for name in "abcdefgh":
        text = a_file(name="M" * 300).replace("class: open", "class: Open", 1)
        (folder / f"models/{name * 20}.yaml").write_text(text, "utf-8")

    done = shell(f"set -o pipefail; {command}{closed}", folder)

    assert "Traceback" not in done.stdout + done.stderr
    assert "Exception ignored" not in done.stdout + done.stderr
    assert done.returncode in (0, 1)
    written = COMMANDS[command]
    if written and "2>&1" not in closed:  # a warning may end it before it writes
        assert (folder / written).is_file()
        assert "class: Open" not in (folder / written).read_text("utf-8")


@pytest.mark.skipif(not FULL.exists(), reason="there is no such device here")
def test_a_command_without_any_output_fails_without_a_traceback(folder: Path) -> None:
    for command in ("osai models --type nothing", "osai check --fix"):
        assert shell(f"{command} 2> {FULL}", folder).returncode == 2
        assert shell(f"{command} > {FULL} 2>&1", folder).returncode == 2
    assert "class: Open" not in (folder / "models/b.yaml").read_text("utf-8")


def test_a_new_model_is_created_without_a_terminal(folder: Path) -> None:
    done = shell(f"osai {NEW.replace(' --no-input', '')} <&-", folder)

    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "models/x.yaml").is_file()


def many_wrong(folder: Path, count: int = 3) -> dict[str, bytes]:
    """Files to fix, each larger than the one before."""
    (folder / "models/b.yaml").unlink()
    for number in range(count):
        text = WRONG + "# a comment\n" * (200 * (number + 1))
        (folder / f"models/m{number}.yaml").write_text(text, "utf-8")
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "models").iterdir())}


def limited(kilobytes: int, command: str) -> list[str]:
    """A command that can write no larger files."""
    source = (
        "import resource, signal, os, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes * 1024},) * 2)\n"
        "from mkdocs_osai.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    return [sys.executable, "-c", source, *shlex.split(command)]


def test_a_fix_on_a_full_disk_lists_which_files_are_fixed_and_which_are_not(
    folder: Path,
) -> None:
    before = many_wrong(folder)

    done = run(limited(5, "check --fix"), folder)

    after = contents(folder)
    assert done.returncode == 2
    assert done.stdout == (
        "osai: 'models/m1.yaml' cannot be written (File too large); written: 'm0.yaml'; "
        "not written: 'm1.yaml', 'm2.yaml'; run it again when they can be written\n"
    )
    assert b"class: open" in after["m0.yaml"]
    assert {name for name in after if after[name] != before[name]} == {"m0.yaml"}
    assert [*after] == [*before], "nothing else lies there"


def test_an_import_on_a_full_disk_lists_which_files_are_written_and_which_are_not(
    folder: Path,
) -> None:
    links = ", ".join(f"https://example.org/{'x' * 1_900}{n}" for n in range(9))
    (folder / "models/m.yaml").write_text(a_file(link=f"[{links}]"), "utf-8")

    done = run(limited(4, "import models --to others"), folder)

    assert done.returncode == 2
    assert done.stdout.splitlines()[-1] == (
        "osai: 'others/m.yaml' cannot be written (File too large); "
        "written: 'a.yaml', 'b.yaml'; not written: 'm.yaml', '_parameters.yml', '_index.yml'; "
        "run it again when they can be written"
    )
    assert sorted(path.name for path in (folder / "others").iterdir()) == ["a.yaml", "b.yaml"]


def read_only(command: list[str | Path]) -> list[str | Path]:
    return mounted("mount --bind models models; mount -o remount,bind,ro models", command)


@pytest.mark.parametrize("how", [read_only, powerless])
@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("check --fix", "'models/m0.yaml' cannot be written ({}); written: none; not written: "),
        ("import others --to models", " cannot be written ({}); written: none; not written: "),
        ("export models/out.csv", "'models/out.csv' cannot be written ({}); name another file"),
        (
            "chart pie national_origins -o models/out.svg",
            "'models/out.svg' cannot be written ({}); name another file",
        ),
        (NEW, "'models/x.yaml' cannot be written ({}); choose another folder with --models"),
    ],
)
def test_a_folder_that_cannot_be_written_is_one_message_and_stays_as_it_is(
    folder: Path,
    how: Callable[[list[str | Path]], list[str | Path]],
    command: str,
    told: str,
) -> None:
    before = many_wrong(folder)
    (folder / "others").mkdir()
    (folder / "others/new.yaml").write_text(a_file(name="New"), "utf-8")
    if how is powerless:
        for path in (*(folder / "models").iterdir(), folder / "models"):
            path.chmod(0o555 if path.is_dir() else 0o444)
    os_said = "Permission denied" if how is powerless else "Read-only file system"

    source = "import sys; from mkdocs_osai.cli import main; main(sys.argv[1:])"
    done = run(how([sys.executable, "-c", source, *shlex.split(command)]), folder)

    assert done.returncode == 2
    assert "Traceback" not in done.stdout
    assert told.format(os_said) in done.stdout.splitlines()[-1]
    assert contents(folder) == before


def test_a_file_that_leads_to_itself_is_one_message(folder: Path) -> None:
    (folder / "out.csv").symlink_to("out.csv")

    done = shell("osai export out.csv", folder)

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("osai: 'out.csv' cannot be written (")
    assert os.path.islink(folder / "out.csv")  # noqa: PTH114 - a path would look behind it


def test_a_full_disk_for_temporary_files_is_one_message(folder: Path) -> None:
    command = [sys.executable, "-c", "from mkdocs_osai.cli import main; main(['claims'])"]
    here = shlex.quote(str(folder))
    mounts = "".join(
        f"mount --bind {place} {place}; mount -o remount,bind,ro {place};"
        for place in ("/tmp", "/var/tmp", here)  # noqa: S108 - nothing is written there
    )

    done = run(mounted(mounts + f"cd {here}", command), folder)

    assert done.returncode == 2
    assert done.stdout.startswith("osai: No usable temporary directory found")
    assert len(done.stdout.splitlines()) == 1
