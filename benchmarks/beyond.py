"""Where the limits of one machine lie, and what a million rows are to DuckDB.

Run `python -m benchmarks.beyond`, or name what to measure: `duckdb`, `spark`, `index`, `pages`,
`git`. It reads /proc, so Linux alone can run it. Where seconds are those of the processor, other
work on the machine hardly adds to them.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import re
import runpy
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
import pyarrow.compute as pc  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.config import load_config
from pyarrow import parquet

from mkdocs_osai.cache import Cache
from mkdocs_osai.export.records import parquet_of
from mkdocs_osai.history import IndexVersions, load
from tests.repositories import a_long_history

Result = TypeVar("Result")

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "performance.md"
ROWS, AT_ONCE = 1_000_000, 50_000
TURNS = 3
LISTED = 500
_SITE = """\
site_name: A site to measure
site_url: https://example.org/
theme: {name: material, font: false}
validation: {links: {not_found: ignore, unrecognized_links: ignore, anchors: ignore}}
"""
_OURS = """\
plugins:
  - search
  - macros: {j2_variable_start_string: '<<', j2_variable_end_string: '>>'}
  - osai: {cards: false}
"""
_UNLISTED = """\
nav: [index.md]
not_in_nav: '*'
"""


def shown(language: str) -> list[str]:
    """What the page shows in a language, `sql` or `python`; it reads the file `models.parquet`."""
    _, _, beyond = PAGE.read_text("utf-8").partition("\n## Beyond one machine\n")
    return re.findall(rf"^```{language}\n(.*?)^```$", beyond, re.DOTALL | re.MULTILINE)


def a_large_export(file: Path, rows: int, models: Path = ROOT / "models") -> None:
    """An export of so many models as `osai export` would write it, in memory that does not grow.

    Each value is one that a model has in that column, drawn at random; ids, names and web addresses
    are each model's own, so that the file is not smaller than a real one.

    Args:
        file: what to write.
        rows: how many.
        models: the index whose values they take.
    """
    index = load(models)
    few = parquet.read_table(pa.BufferReader(parquet_of(index.models, index, index.about)))
    dice = np.random.default_rng(1)
    with parquet.ParquetWriter(file, few.schema) as out:
        for start in range(0, rows, AT_ONCE):
            numbers = np.arange(start, min(start + AT_ONCE, rows))
            own = pc.cast(pa.array(numbers), pa.string())
            columns = []
            for name in few.column_names:
                drawn = (
                    few[name]
                    .combine_chunks()
                    .take(pa.array(dice.integers(len(few), size=len(own))))
                )
                if name in ("id", "name") or name.endswith("links"):
                    drawn = pc.binary_join_element_wise(drawn, own, "-")
                columns.append(drawn)
            out.write_table(pa.table(columns, schema=few.schema))


def many_files(folder: Path, models: int) -> None:
    """The files of so many models: ours again and again, with names and addresses of their own."""
    folder.mkdir(parents=True)
    ours = [p.read_text("utf-8") for p in sorted((ROOT / "models").glob("[!_]*.yaml"))]
    for number in range(models):
        text = ours[number % len(ours)].replace("https://", f"https://m{number}.")
        text = re.sub("(?m)^(  name: .*)$", rf"\1 {number}", text, count=1)
        (folder / f"m{number:07}.yaml").write_text(text, encoding="utf-8")


def apart(work: Callable[..., Result], *told: object) -> tuple[Result, float, float]:
    """What a function returns in a process of its own, its seconds of the processor, its megabytes.

    The seconds are also those of the commands that it runs, and the megabytes the most it had.
    """
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(_measured, work, *told).result()


def best(turns: int, work: Callable[..., Result], *told: object) -> tuple[Result, float, float]:
    """The same, of the quickest of several turns, each in a process of its own."""
    return min((apart(work, *told) for _ in range(turns)), key=lambda turn: turn[1])


def of_duckdb(folder: Path) -> Iterator[str]:
    """A million rows: written, and asked all that the page shows."""
    file = folder / "models.parquet"
    _, seconds, peak = apart(a_large_export, file, ROWS)
    size = file.stat().st_size / 1e6
    yield f"{ROWS:,} rows of {size:.0f} MB written: {seconds:.1f} s, {peak:.0f} MB at most"
    _, _, alone = apart(_nothing)
    yield f"the libraries alone: {alone:.0f} MB"
    for number, query in enumerate(shown("sql"), 1):
        for threads in (1, 2):
            (first, again), _, peak = best(TURNS, _answers, folder, query, threads)
            yield (
                f"query {number}, threads {threads}: {first * 1000:.0f} ms first, "
                f"{again * 1000:.0f} ms again, {peak:.0f} MB at most"
            )
    for program in shown("python"):
        seconds, _, peak = best(TURNS, _run, folder, program)
        yield f"the program: {seconds * 1000:.0f} ms, {peak:.0f} MB at most"


SPARK = (
    """
    SELECT origin AS category,
           count(*) AS count,
           sum(count(*)) OVER () AS n,
           count(*) / sum(count(*)) OVER () AS share
    FROM parquet.`{file}`
    WHERE performance_class = 'latest' AND origin IS NOT NULL
    GROUP BY category
    ORDER BY count DESC, lower(category), category
    """,
    """
    SELECT category,
           count(*) AS count,
           any_value(n) AS n,
           count(*) / any_value(n) AS share
    FROM (SELECT explode(split(types, '; ')) AS category, n
          FROM (SELECT types, count(*) OVER () AS n
                FROM parquet.`{file}`
                WHERE performance_class = 'latest' AND types IS NOT NULL))
    GROUP BY category
    ORDER BY count DESC, lower(category), category
    """,
)
"""The two queries of the page as Spark writes them."""


def of_spark(folder: Path) -> Iterator[str]:
    """The same two queries by Spark: of a million rows as DuckDB counts, of ours as we count.

    Raises:
        RuntimeError: the results differ.
    """
    if find_spec("pyspark") is None or shutil.which("java") is None:
        yield "not measured: it needs pyspark (pip install --editable '.[bench]') and Java"
        return
    index = load(ROOT / "models")
    few, many = folder / "few.parquet", folder / "models.parquet"
    few.write_bytes(parquet_of(index.models, index, index.about))
    a_large_export(many, ROWS)
    start = time.perf_counter()
    spark = _spark_session(folder)
    yield f"started in {time.perf_counter() - start:.1f} s"
    os.chdir(folder)
    for number, (query, of_duckdb) in enumerate(zip(SPARK, shown("sql"), strict=True), 1):
        dimension = ("national_origins", "types")[number - 1]
        tally = index.tally(dimension, latest=True)
        ours = [(c.name, c.count, tally.n) for c in tally.categories]
        _same("ours", ours, _spark_rows(spark, query, few))
        with duckdb.connect() as connection:
            theirs = connection.sql(of_duckdb).fetchall()
        _same("DuckDB's", [row[:3] for row in theirs], _spark_rows(spark, query, many))
        seconds = []
        for _ in range(TURNS):
            start = time.perf_counter()
            _spark_rows(spark, query, many)
            seconds.append(time.perf_counter() - start)
        yield f"query {number}: {min(seconds) * 1000:.0f} ms, the same as DuckDB's and ours"
    spark.stop()


def _spark_session(folder: Path) -> Any:
    from pyspark.sql import SparkSession  # type: ignore[import-not-found, unused-ignore]

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false")
    builder = builder.config("spark.sql.warehouse.dir", str(folder / "warehouse"))
    spark = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _spark_rows(spark: Any, query: str, file: Path) -> list[tuple[object, ...]]:
    return [tuple(row)[:3] for row in spark.sql(query.format(file=file)).collect()]


def _same(whose: str, expected: list[Any], found: list[Any]) -> None:
    if sorted(map(tuple, expected)) != sorted(found):
        raise RuntimeError(f"Spark's result is not {whose}: {found[:3]} instead of {expected[:3]}")


def of_index(folder: Path) -> Iterator[str]:
    """Indexes that grow: read without a cache, tallied, exported."""
    _, _, alone = apart(_nothing)
    yield f"the libraries alone: {alone:.0f} MB"
    for models, turns in ((2_000, TURNS), (20_000, 2), (100_000, 1)):
        many_files(folder / str(models), models)
        (seconds, peaks), _, _ = best(turns, _indexed, folder / str(models))
        read, tallied, again, exported = seconds
        yield (
            f"{models:,} models: read in {read:.1f} s ({1000 * read / models:.2f} ms a file) "
            f"with {peaks[0]:.0f} MB at most; tallied in {tallied * 1000:.0f} ms, "
            f"again in {again * 1000:.1f} ms; exported in {exported:.1f} s with {peaks[1]:.0f} MB"
        )
        shutil.rmtree(folder / str(models))


def of_pages(folder: Path) -> Iterator[str]:
    """Sites that grow: a page for each model, by this package; and the same pages pasted."""
    for models in (500, 2_000, 5_000):
        ours, plain = folder / "ours", folder / "plain"
        many_files(ours / "models", models)
        (ours / "docs").mkdir()
        (ours / "docs/index.md").write_text("# Home\n", encoding="utf-8")
        (ours / "mkdocs.yml").write_text(_SITE + _OURS, encoding="utf-8")
        yield _pages(f"{models:,} models", ours)
        _paste(ours / "site", plain / "docs")
        (plain / "mkdocs.yml").write_text(_SITE + _UNLISTED, encoding="utf-8")
        yield _pages(f"{models:,} models, pasted", plain)
        if models == LISTED:
            (plain / "mkdocs.yml").write_text(_SITE, encoding="utf-8")
            yield _pages(f"{models:,} models, pasted, in the navigation", plain)
        shutil.rmtree(ours)
        shutil.rmtree(plain)


def of_git(folder: Path) -> Iterator[str]:
    """Histories that grow in commits and in files: what changed from each commit to the next."""
    for commits, files in ((1_000, 200), (1_000, 2_000), (10_000, 200), (10_000, 2_000)):
        repository = a_long_history(folder / f"{commits}-{files}.git", commits, files)
        for turn in ("first", "again"):
            _, seconds, peak = apart(_changes, repository, folder / f"{commits}-{files}")
            what = f"{commits:,} commits, {files:,} files, {turn}"
            yield f"{what}: {seconds:.1f} s, {peak:.0f} MB at most"


def _measured(work: Callable[..., Result], *told: object) -> tuple[Result, float, float]:
    start = sum(os.times()[:4])
    result = work(*told)
    return result, sum(os.times()[:4]) - start, _peak()


def _peak() -> float:
    """The most megabytes that this process has had in memory."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(re.findall(r"VmHWM:\s*(\d+) kB", status)[0]) / 1000


def _answers(folder: Path, query: str, threads: int) -> tuple[float, float]:
    """The seconds of a query the first time, and the quickest of three times after it."""
    seconds = []
    os.chdir(folder)
    with duckdb.connect(config={"threads": threads}) as connection:
        for _ in range(4):
            start = time.perf_counter()
            connection.sql(query).fetchall()
            seconds.append(time.perf_counter() - start)
    return seconds[0], min(seconds[1:])


def _run(folder: Path, program: str) -> float:
    """The seconds of a program, in a folder."""
    file = folder / "program.py"
    file.write_text(program, encoding="utf-8")
    os.chdir(folder)
    start = time.perf_counter()
    runpy.run_path(str(file))
    return time.perf_counter() - start


def _nothing() -> None:
    """Import what all of this imports."""


def _indexed(folder: Path) -> tuple[list[float], tuple[float, float]]:
    moments = [time.process_time()]
    index = load(folder)
    moments.append(time.process_time())
    after_reading = _peak()
    for _ in range(2):
        index.tally("national_origins", latest=True)
        moments.append(time.process_time())
    parquet_of(index.models, index, index.about)
    moments.append(time.process_time())
    return [later - one for one, later in pairwise(moments)], (after_reading, _peak())


def _built(site: Path) -> None:
    """Build a site as `mkdocs build` does."""
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(str(site / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)


def _pages(name: str, site: Path) -> str:
    """How long a site takes, and what comes out."""
    _, seconds, peak = apart(_built, site)
    built = [path for path in (site / "site").rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in built)
    size = sum(path.stat().st_size for path in built) / 1e6
    search = (site / "site/search/search_index.json").stat().st_size / 1e6
    return (
        f"{name}: {pages:,} pages in {seconds:.1f} s ({1000 * seconds / pages:.1f} ms each), "
        f"{peak:.0f} MB at most; {size:.0f} MB on the disk, {search:.1f} MB of it to search"
    )


def _paste(site: Path, docs: Path) -> None:
    """Make a source of each page of a built site: what stands in its article, as it stands."""
    for page in site.rglob("index.html"):
        article = page.read_text("utf-8").partition("<article")[2].partition("</article>")[0]
        source = docs / page.relative_to(site).with_suffix(".md")
        source.parent.mkdir(parents=True, exist_ok=True)
        head = "---\nhide: [navigation, toc]\n---\n\n"
        source.write_text(f"{head}<div{article}</div>\n", encoding="utf-8")


def _changes(repository: Path, cache: Path) -> int:
    return len(IndexVersions(repository, Cache(cache)).changes)


PARTS: dict[str, Callable[[Path], Iterator[str]]] = {
    "duckdb": of_duckdb,
    "spark": of_spark,
    "index": of_index,
    "pages": of_pages,
    "git": of_git,
}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as temporary:
            for line in PARTS[part](Path(temporary)):
                print(f"{part}: {line}", flush=True)  # noqa: T201
