"""Real git repositories for tests, the same on every machine."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.builders import a_file

NOON = "{}T12:00:00+00:00"


def git(where: Path, *arguments: str, date: str = "2025-01-01", given: bytes | None = None) -> str:
    """What git says, without its last line end.

    Args:
        where: the directory in which it is run.
        *arguments: its arguments.
        date: the moment of a commit or tag; noon (UTC) for a day.
        given: its standard input.
    """
    moment = date if "T" in date else NOON.format(date)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "LC_", "LANG"))}
    env = {
        **kept,
        "LC_ALL": "C",
        "HOME": str(where),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "A. Author",
        "GIT_AUTHOR_EMAIL": "author@example.org",
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_NAME": "A. Author",
        "GIT_COMMITTER_EMAIL": "author@example.org",
        "GIT_COMMITTER_DATE": moment,
    }
    options = ("-c", "protocol.file.allow=always", "-c", "core.autocrlf=false")
    answer = subprocess.run(
        ["git", *options, *arguments],
        cwd=where,
        env=env,
        input=given,
        capture_output=True,
        check=False,
    )
    if answer.returncode:
        raise RuntimeError(answer.stderr.decode(errors="replace"))
    return answer.stdout.decode(errors="replace").rstrip("\n")


def a_repository(folder: Path, *options: str) -> Path:
    """An empty repository, with the branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main", *options)
    return folder


def commit(
    repository: Path, files: Mapping[str, str | bytes | None], date: str = "2025-01-01"
) -> str:
    """Write files, and commit everything as it stands in the working tree.

    Args:
        repository: where.
        files: path → what it holds; None deletes it.
        date: when; noon (UTC) for a day.

    Returns:
        The id of the commit.
    """
    for name, content in files.items():
        path = repository / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "--allow-empty", "-m", "a change", date=date)
    return git(repository, "rev-parse", "HEAD")


def models(*names: str, folder: str = "models") -> dict[str, str]:
    """Files of models, by their path."""
    prefix = f"{folder}/" if folder else ""
    return {f"{prefix}{name}.yaml": a_file(name=f"Model {name}") for name in names}


def a_long_history(folder: Path, commits: int, files: int) -> Path:
    """A bare repository in which each commit after the first changes one file of `models`."""
    stream = []
    for number in range(commits):
        changed = range(files) if number == 0 else [number % files]
        seconds = 1_600_000_000 + number * 86_400
        stream.append("commit refs/heads/main\n")
        stream.append(f"committer A <a@example.org> {seconds} +0000\ndata 1\nx\n")
        for place in changed:
            text = a_file(name=f"Model {place} at {number}")
            stream.append(f"M 100644 inline models/m{place}.yaml\n")
            stream.append(f"data {len(text.encode())}\n{text}\n")
    a_repository(folder, "--bare")
    git(folder, "fast-import", "--quiet", given="".join(stream).encode())
    return folder


def plant(repository: Path, folder: Path) -> None:
    """Put the files of a repository into a folder, which then looks like a bare one."""
    for name in ("HEAD", "config", "objects", "refs"):
        source = repository / ".git" / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / name)
