"""A build that is killed leaves nothing that the next one would stumble over."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from tests.reliability.running import environment, files_of
from tests.sites import Site, a_file

ROOT = Path(__file__).parents[2]

KILLING = textwrap.dedent(
    """
    import json, os, shutil, signal, sys, time
    from hashlib import sha256
    from pathlib import Path
    from tests.sites import Site

    site, times = Site(Path.cwd()), int(sys.argv[1])

    def built():
        child = os.fork()
        if child == 0:
            site.build()
            os._exit(0)
        return child

    def digest():
        files = sorted(p for p in (site.folder / "site").rglob("*") if p.is_file())
        return sha256(b"".join(bytes(p) + p.read_bytes() for p in files)).hexdigest()

    site.build()
    found, killed = [digest()], 0
    shutil.rmtree(".cache")
    start = time.monotonic()
    os.waitpid(built(), 0)
    whole = time.monotonic() - start
    for number in range(5 * times):
        shutil.rmtree(".cache", ignore_errors=True)
        child = built()
        time.sleep(whole * (number % times + 0.5) / times)
        os.kill(child, signal.SIGKILL)
        if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
            killed += 1
        else:  # it was quicker than the first, which the machine may have held up
            whole *= 0.8
        os.waitpid(built(), 0)
        found.append(digest())
        if killed == times:
            break
    print(json.dumps([killed, found]))
    """
)


def test_the_build_after_one_that_was_killed_is_that_of_a_clean_checkout(site: Site) -> None:
    before = {path: path.read_bytes() for path in site.folder.glob("*/*") if path.is_file()}

    done = subprocess.run(
        [sys.executable, "-c", KILLING, "6"],
        cwd=site.folder,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        check=True,
        timeout=120,
    )

    killed, digests = json.loads(done.stdout.splitlines()[-1])
    assert killed == 6
    assert len({*digests}) == 1
    assert {path: path.read_bytes() for path in before} == before
    assert not [*(site.folder / "models").glob(".*")]


def test_partial_files_of_a_killed_build_are_deleted_after_a_day(site: Site) -> None:
    cache = site.folder / ".cache/osai"
    cache.mkdir(parents=True)
    for number in range(3):
        part = cache / f".osai-{number:016x}.part"
        part.write_bytes(b"half")
        os.utime(part, (time.time() - 90_000 * number,) * 2)

    site.build()

    assert [part.name for part in cache.glob(".*")] == [f".osai-{0:016x}.part"]


def test_an_import_that_was_killed_is_finished_by_the_next(site: Site, tmp_path: Path) -> None:
    for number in range(60):
        site.write(f"models/m{number}.yaml", a_file(f"Model {number}"))
    main = "from mkdocs_osai.cli import main; main()"
    command = [sys.executable, "-c", main, "import", "models", "--to"]
    whole, target = tmp_path / "whole", tmp_path / "target"
    subprocess.run([*command, str(whole)], cwd=site.folder, check=True, capture_output=True)

    for enough in (1, 20, 40):
        shutil.rmtree(target, ignore_errors=True)
        with subprocess.Popen(
            [*command, str(target)],
            cwd=site.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            while process.poll() is None and len([*target.glob("*.yaml")]) < enough:
                time.sleep(0.0005)
            process.send_signal(signal.SIGKILL)
        half = {n: c for n, c in files_of(target).items() if not n.startswith(".osai-")}
        assert half.items() <= files_of(whole).items()

    subprocess.run([*command, str(target)], cwd=site.folder, check=True, capture_output=True)
    found = {n: c for n, c in files_of(target).items() if not n.startswith(".osai-")}
    assert found == files_of(whole)
