"""The benchmark measures what it says it measures; nothing here depends on how long that takes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from benchmarks import indexes, rivals, sites
from benchmarks.__main__ import PAGE
from benchmarks.measuring import ROOT, Run, in_turns, run
from benchmarks.serving import Server
from benchmarks.suites import POST, SUITES, Measure
from benchmarks.table import BEGIN, END, Figure, Work, cells, markdown, met, written
from benchmarks.works import WORKS
from mkdocs_osai import load
from mkdocs_osai.problems import Level

MODELS = ROOT / "models"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("sites")
    ours = sites.computed(folder / "computed", MODELS, 3).with_name(sites.BARE)
    theirs = sites.pasted(ours, folder / "pasted")
    for site in (ours, theirs):
        sites.build(site)
    return ours, theirs


def test_a_site_that_computes_and_one_with_all_pasted_are_the_same(both: tuple[Path, Path]) -> None:
    ours, theirs = both
    assert sites.differences(ours, theirs) == []
    assert "- osai" not in theirs.read_text("utf-8")
    assert "<<" not in (theirs.parent / POST).read_text("utf-8")

    page = next((theirs.parent / "site").rglob("post-2/index.html"))
    page.write_text(page.read_text("utf-8").replace("from China", "from there"), encoding="utf-8")
    name = page.relative_to(theirs.parent / "site").as_posix()
    assert sites.differences(ours, theirs) == [name]


def test_a_saved_model_is_on_the_page_that_a_browser_then_has(both: tuple[Path, Path]) -> None:
    ours, _ = both
    page = next((ours.parent / "site").rglob("post-2")).relative_to(ours.parent / "site")
    text = (ours.parent / POST).read_text("utf-8")
    with Server(ours, f"/{page.as_posix()}/") as server:
        taken, built = server.save(POST, f"{text}\nSaved.\n")
        assert b"<p>Saved.</p>" in server.seen
        assert taken.seconds > built > 0
        with pytest.raises(RuntimeError, match="is not what"):
            server.save(POST, f"{text}\nSaved.\n\n")


def test_twenty_posts_have_sixty_different_figures() -> None:
    calls = [call for posts in (sites.FIGURES, sites.SELECTIONS) for call in posts]
    assert len(set(calls)) == len(sites.FIGURES) + len(sites.SELECTIONS)
    assert len(sites.FIGURES) * len(sites.SELECTIONS) == 3 * sites.POSTS == 60
    assert len(set(rivals.CALLS)) == 60


_COUNT = """
import json, sys
import analysis
calls = json.loads(sys.stdin.read())
print(json.dumps([
    [[*analysis.counts(dimension, top, **words).items()] for dimension, top, words in calls],
    [analysis.n(since="2024"), analysis.share("national_origins", "China", since="2024")],
]))
"""


def test_the_rivals_count_what_we_count(tmp_path: Path) -> None:
    site = rivals.macros(tmp_path / "site", MODELS, 1)
    calls = [(c.dimension, c.top, eval(f"dict({c.selection})")) for c in rivals.CALLS]  # noqa: S307
    answer = subprocess.run(
        [sys.executable, "-c", _COUNT],
        cwd=site.parent,
        input=json.dumps(calls),
        capture_output=True,
        text=True,
        check=True,
    )
    counts, numbers = json.loads(answer.stdout)
    index = load(MODELS)
    for (dimension, top, words), theirs in zip(calls, counts, strict=True):
        ours = index.tally(dimension, top=top, **words)
        assert dict(theirs) == {c.name: c.count for c in ours.categories}, (dimension, words)
    share = index.share("national_origins", "China", since="2024")
    assert numbers == [index.n(since="2024").value, str(share)]


def test_a_made_index_is_whole_and_no_two_files_say_the_same(tmp_path: Path) -> None:
    folder = indexes.make(tmp_path / "index", MODELS, 400)
    index = load(folder)
    assert len(index.models) == 400
    assert [p for p in index.problems if p.level is not Level.ADVICE] == []
    names = {model.name for model in index.models}
    notes = [g.notes for model in index.models for g in model.grades.values() if g.notes]
    assert len(names) == 400
    assert len(set(notes)) == len(notes) > 4_000
    sizes = [path.stat().st_size for path in folder.iterdir()]
    assert 2_000 < sum(sizes) / 400 < 3_000
    assert all(yaml.safe_load(p.read_text("utf-8"))["system"] for p in [*folder.iterdir()][:20])


def test_works_are_done_in_turns_and_the_least_of_each_is_told() -> None:
    done: list[str] = []
    times = {"a": iter([3.0, 1.0, 2.0]), "b": iter([5.0, 6.0, 4.0])}

    def work(name: str) -> Run:
        done.append(name)
        return Run(next(times[name]), 0.5)

    runs = in_turns(3, {"a": lambda: work("a"), "b": lambda: work("b")})
    assert "".join(done) == "ababab"
    assert runs == {"a": Run(1.0, 0.5), "b": Run(4.0, 0.5)}


def test_the_processor_time_of_children_counts(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    taken = run("-c", parent, cwd=tmp_path)
    assert taken.cpu is not None
    assert taken.cpu >= 0.3
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        run("-c", "1 / 0", cwd=tmp_path)


@pytest.mark.parametrize(
    ("unit", "target", "ours", "theirs", "told"),
    [
        ("ratio", 1.1, 1.05, 1.0, ("1.05", "≤ 1.10", "yes")),
        ("ratio", 1.1, 1.2, 1.0, ("1.20", "≤ 1.10", "**no**")),
        ("faster", 5, 0.2, 1.2, ("6.00 times", "≥ 5 times", "yes")),
        ("faster", 5, 0.2, 0.8, ("4.00 times", "≥ 5 times", "**no**")),
        ("%", 5, 0.2, 10.0, ("2.00 %", "≤ 5 %", "yes")),
        ("MB", 60, 220, 155, ("65 MB", "≤ 60 MB", "**no**")),
        ("ms", 20, 0.0195, None, ("20 ms", "≤ 20 ms", "yes")),
        ("s", None, 12.0, None, ("12 s", "", "")),
    ],
)
def test_a_row_says_whether_its_target_is_met(
    unit: str, target: float | None, ours: float, theirs: float | None, told: tuple[str, ...]
) -> None:
    work = Work("key", "Work", "something", unit, target)
    figure = Figure(Run(ours), None if theirs is None else Run(theirs))
    row = cells(work, figure)
    assert (row[4], *row[6:]) == told
    assert met(work, figure) is (told[2] != "**no**")


def test_the_ratio_by_processor_time_stands_beside_the_other() -> None:
    work = Work("key", "Work", "B", "ratio", 3)
    assert cells(work, Figure(Run(4, 3), Run(2, 2)))[4:6] == ("2.00", "1.50")
    assert cells(work, Figure(Run(4), Run(2)))[5] == ""


def test_every_row_is_in_the_table_measured_or_not() -> None:
    table = markdown(WORKS, {"build-cold": Figure(Run(3), Run(2))}).splitlines()
    assert len(table) == len(WORKS) + 2
    assert len({len(line) for line in table}) == 1
    assert "yes" in table[2]
    assert sum("not measured" in line for line in table) == len(WORKS) - 1


TARGETS = {
    "build-cold": 2,
    "build-warm": 1.3,
    "bare-cold": 1.6,
    "bare-warm": 1.15,
    "five-warm": 1.2,
    "pages-5000": 12,
    "own-post": 1.2,
    "own-seconds": 2,
    "serve-post": 1.2,
    "serve-class": 1.5,
    "serve-first": 50,
    "read-200": 1.5,
    "read-2000": 1.5,
    "read-20000": 1.5,
    "again-20000": 15,
    "memory-cold": 150,
    "tally-first": 20,
    "tally-again": 1,
    "history-first": 10,
    "history-again": 0.2,
    "exec-warm": 5,
    "exec-cold": 1,
    "macros-cold": 1,
}


def test_every_target_has_a_row_of_its_own() -> None:
    targets = {work.key: work.target for work in WORKS}
    assert len(targets) == len(WORKS)
    assert targets.items() >= TARGETS.items()


@pytest.mark.parametrize("suite", ["history", "read"])
def test_a_suite_fills_rows_of_the_table(suite: str, tmp_path: Path) -> None:
    few = Measure(tmp_path, posts=1, rounds=1, sizes=(100, 200), commits=10)
    rows = dict(SUITES[suite](few))
    known = {work.key for work in WORKS} | {"read-100", "again-100"}
    assert rows.keys() <= known
    assert all(figure.ours.seconds > 0 for figure in rows.values())


def test_the_page_takes_the_table_and_nothing_else_of_it_changes() -> None:
    before = PAGE.read_text("utf-8")
    after = written(before, "| A | table |\\1")
    assert f"{BEGIN}\n\n| A | table |\\1\n\n{END}" in after
    assert after.partition(BEGIN)[0] == before.partition(BEGIN)[0]
    assert after.partition(END)[2] == before.partition(END)[2]
    with pytest.raises(ValueError, match="no place for the table"):
        written("# A page\n", "a table")
