"""`make baseline`: writes down what the program puts out, and compares it with the last time.

The first run records sites, texts of help, JSON and schemas in `.cache/baseline/recorded`. Every
later run puts them out again and prints what differs; `ARGS=--record` replaces the record.
"""

from __future__ import annotations

import argparse
import difflib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import yaml

from tests.sites import MACROS, PALETTE

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / ".cache/baseline"
DAY = "1780272000"
"""The second that every build takes for now: 1 June 2026."""
WIDTH = 100
"""Columns of the terminal that help and tables are printed for."""
MOST_FILES, MOST_LINES = 10, 12
"""How many files are compared line by line, and how many lines of each are printed."""

JSON = (
    "stats national_origins --format json",
    "stats regions --by weights_endmodel --measure share --format json",
    "stats licenses --top 5 --latest --format csv",
    "models --format json",
    "tags --format json",
    "check --format json",
    "check --format sarif",
    "claims --format json",
    "diff HEAD --format json",
)
SCHEMAS = ("models", "dimensions", "parameters", "about")


def main() -> None:
    """Record or compare.

    Raises:
        SystemExit: something differs from the record.
    """
    parser = argparse.ArgumentParser(prog="make baseline", description=__doc__)
    parser.add_argument("--record", action="store_true", help="replace what was recorded")
    recorded, current = FOLDER / "recorded", FOLDER / "current"
    if parser.parse_args().record or not recorded.exists():
        _put_out(recorded)
        _say(f"Recorded {len(_files(recorded)):,} files in {recorded.relative_to(ROOT)}.")
        return
    _put_out(current)
    different = list(_differences(recorded, current))
    for line in different:
        _say(line)
    if different:
        sys.exit(f"Differs from the record in {recorded.relative_to(ROOT)}.")
    _say(f"All {len(_files(current)):,} files are as recorded.")


def _put_out(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    _build(ROOT, folder / "our-site")
    _commands(ROOT, folder / "commands")
    indexes = {"models": ROOT / "models"}
    if "OSAI_DATABASE" in os.environ:
        indexes["database"] = Path(os.environ["OSAI_DATABASE"]).resolve()
    for name, models in indexes.items():
        site = FOLDER / "sites" / name
        shutil.rmtree(site, ignore_errors=True)
        shutil.copytree(Path(__file__).parent / "docs", site / "docs")
        shutil.copytree(models, site / "models")
        if not (site / "models/_index.yml").exists():
            (site / "models/_index.yml").write_text("date: 2026-06-12\n", "utf-8")
        config = {
            "site_name": "Baseline",
            "site_url": "https://example.org/sub/",
            "theme": {"name": "material", "font": False, "palette": PALETTE},
            "plugins": ["search", {"macros": MACROS}, "osai"],
        }
        (site / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
        _build(site, folder / name / "site")
        _commands(site, folder / name / "commands")


def _build(site: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    built = _run(site, "mkdocs", "build", "--site-dir", str(to.absolute()))
    if built.returncode:
        sys.exit(f"{site} cannot be built:\n{built.stderr}")
    for packed in to.rglob("*.gz"):  # holds the time
        packed.unlink()


def _commands(site: Path, to: Path) -> None:
    """What each command prints in a site: help, JSON, schemas and files."""
    to.mkdir(parents=True)
    listed = _run(site, "osai", "--help").stdout
    names = [line.split()[0] for line in listed.partition("Commands:")[2].splitlines() if line]
    asked = ["--help", *(f"{name} --help" for name in names), *JSON]
    asked += [f"schema {name}" for name in SCHEMAS]
    for words in asked:
        ran = _run(site, "osai", *words.split())
        said = f"{ran.stdout}\n--- errors\n{ran.stderr}\n--- exit {ran.returncode}\n"
        (to / f"{words.replace(' ', '_')}.txt").write_text(said, "utf-8")
    for ending in ("csv", "json"):
        _run(site, "osai", "export", str((to / f"models.{ending}").absolute()))
    for theme in ("light", "dark"):
        drawn = str((to / f"pie-{theme}.svg").absolute())
        _run(site, "osai", "chart", "pie", "regions", "--theme", theme, "-o", drawn)


def _run(folder: Path, command: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name(command), *words],
        cwd=folder,
        check=False,
        capture_output=True,
        text=True,
        env={
            **os.environ,
            "SOURCE_DATE_EPOCH": DAY,
            "COLUMNS": str(WIDTH),
            "PYTHONPATH": str(ROOT),
            "NO_MKDOCS_2_WARNING": "1",
        },
    )


def _differences(recorded: Path, current: Path) -> Iterator[str]:
    """What is gone, what is new, and what differs, with the first lines that do."""
    before, now = _files(recorded), _files(current)
    yield from (f"gone: {path}" for path in sorted(before - now))
    yield from (f"new: {path}" for path in sorted(now - before))
    changed = [
        path
        for path in sorted(before & now)
        if (recorded / path).read_bytes() != (current / path).read_bytes()
    ]
    for path in changed[:MOST_FILES]:
        yield f"differs: {path}"
        old, new = (_lines(folder / path) for folder in (recorded, current))
        lines = difflib.unified_diff(old, new, lineterm="", n=0)
        yield from (f"    {line[:WIDTH]}" for line in list(lines)[2 : 2 + MOST_LINES])
    yield from (f"differs: {path}" for path in changed[MOST_FILES:])


def _files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
