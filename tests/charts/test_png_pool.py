from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mkdocs_osai import charts, load
from mkdocs_osai.charts import png_pool as module
from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.png_pool import PngPool, PngTask
from mkdocs_osai.charts.shapes import Bar
from tests.charts.samples import DATA_OF_KIND


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return charts.draw("pie", DATA_OF_KIND["pie"](load("models")))


def a_program(path: Path, does: str) -> str:
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def start_with() -> Iterator[Callable[[str], None]]:
    """Sets the program that workers are started with."""
    yield multiprocessing.set_executable
    multiprocessing.set_executable(sys.executable)


def test_workers_render_what_this_process_would(drawing: Drawing) -> None:
    wanted = [PngTask(drawing, "light"), PngTask(drawing, "dark"), PngTask(drawing, "light", 1)]
    pool = PngPool(2)

    begun = [pool.begin(one) for one in wanted]
    rendered = [png() for png in begun]
    pool.close()

    assert rendered == [one.png() for one in wanted]
    assert len(set(rendered)) == len(wanted)


@pytest.mark.parametrize("does", ["exit 1", "echo nonsense"])
def test_this_process_renders_if_a_worker_fails(
    drawing: Drawing, tmp_path: Path, start_with: Callable[[str], None], does: str
) -> None:
    start_with(a_program(tmp_path / "python", does))
    pool = PngPool(1)

    begun = [pool.begin(PngTask(drawing, scale=0.2)) for _ in range(3)]

    assert {png() for png in begun} == {PngTask(drawing, scale=0.2).png()}
    assert pool._most == 0, "nothing is tried again"
    pool.close()


def test_this_process_renders_if_a_worker_ends(drawing: Drawing) -> None:
    pool = PngPool(1)
    assert pool.begin(PngTask(drawing, scale=0.2))()
    [worker] = multiprocessing.active_children()
    os.kill(worker.pid or 0, signal.SIGSTOP)
    begun = [pool.begin(PngTask(drawing, scale=0.2)) for _ in range(3)]
    worker.kill()

    assert {png() for png in begun} == {PngTask(drawing, scale=0.2).png()}
    pool.close()


def test_a_worker_that_never_answers_is_waited_for_once(
    drawing: Drawing,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start_with: Callable[[str], None],
) -> None:
    start_with(a_program(tmp_path / "python", "exec sleep 60"))
    monkeypatch.setattr(module, "_TIMEOUT", 0.5)
    pool = PngPool(1)

    begun = [pool.begin(PngTask(drawing, scale=0.2)) for _ in range(20)]
    started = time.monotonic()
    assert {png() for png in begun} == {PngTask(drawing, scale=0.2).png()}

    assert time.monotonic() - started < 20 * 0.5, "the others are not waited for"
    assert not multiprocessing.active_children()


def test_this_process_renders_if_no_worker_can_start(
    drawing: Drawing, start_with: Callable[[str], None]
) -> None:
    start_with("/no/such/program")
    pool = PngPool(1)

    assert pool.begin(PngTask(drawing))() == PngTask(drawing).png()
    pool.close()


def test_one_processor_starts_no_worker(drawing: Drawing) -> None:
    pool = PngPool(0)

    assert pool.begin(PngTask(drawing))() == PngTask(drawing).png()
    assert not multiprocessing.active_children()


def test_a_closed_pool_leaves_no_process(drawing: Drawing) -> None:
    pool = PngPool(2)
    for _ in range(16):
        pool.begin(PngTask(drawing, scale=0.2))
    assert multiprocessing.active_children()

    pool.close()

    # The thread of the pool may note the end of a worker a moment later.
    for _ in range(100):
        if not multiprocessing.active_children():
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there")


def test_workers_do_not_run_the_script_again_and_end_with_it(
    tmp_path: Path,
) -> None:
    script = tmp_path / "begin.py"
    script.write_text(
        "import time\n"
        "from mkdocs_osai.charts.drawing import Drawing\n"
        "from mkdocs_osai.charts.shapes import Bar\n"
        "from mkdocs_osai.charts.png_pool import PngPool, PngTask\n"
        "pool = PngPool(1)\n"
        "pool.begin(PngTask(Drawing(9, 9, (Bar(0, 0, 9, 9, 'blue'),))))()\n"
        "print(*pool._pool._processes, flush=True)\n"
        "time.sleep(60)\n",
        encoding="utf-8",
    )
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        process.kill()

    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")


def test_what_changes_the_pixels_changes_the_key() -> None:
    drawing = Drawing(9, 9, (Bar(0, 0, 9, 9, "blue"),))
    tasks = (
        PngTask(drawing),
        PngTask(drawing, "dark"),
        PngTask(drawing, scale=1),
        PngTask(drawing, missing=""),
        PngTask(Drawing(9, 9, (Bar(0, 0, 9, 8, "blue"),))),
    )

    assert len({task.key for task in tasks}) == len(tasks)
    assert PngTask(drawing).key == PngTask(drawing).key
