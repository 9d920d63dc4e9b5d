"""Files that would take much time or memory are reported quickly and with little memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.stats import Index
from mkdocs_osai.views.data_files import data_files
from mkdocs_osai.views.pages import OtherPages, SiteContext, pages
from mkdocs_osai.views.urls import page_urls

SECONDS = 20
MEGABYTES = 400
"""Generous: a process that reads nothing takes a third of it."""

READ = """
import json, re, sys, time
from mkdocs_osai.history import load
begun = time.process_time()
index = load(sys.argv[1])
for dimension in index.registry:
    index.tally(dimension)
# Not what getrusage tells, which begins with the memory of who started this.
status = open("/proc/self/status", encoding="utf-8").read()
print(json.dumps({
    "seconds": time.process_time() - begun,
    "megabytes": int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) / 1024,
    "models": [model.id for model in index.models],
    "problems": [str(p) for p in index.problems],
}))
"""


def bomb(levels: int = 40, times: int = 9) -> str:
    lines = (f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * times)}]" for n in range(1, levels))
    return "\n".join(["a0: &a0 [lol]", *lines])


def text_bomb() -> str:
    return "system: {name: &n " + "x" * 900 + "}\naliases: [" + ", ".join(["*n"] * 4_000) + "]\n"


FILES: dict[str, Callable[[], str | bytes]] = {
    "aliases that multiply": bomb,
    "aliases that repeat a text": text_bomb,
    "an alias of itself": lambda: "system: &a [*a]\n",
    "a mapping of itself": lambda: "system: &a {name: *a}\n",
    "brackets in brackets": lambda: "system: " + "[" * 100_000,
    "braces in braces": lambda: "system: " + "{a: " * 100_000,
    "lists in lists": lambda: "- " * 100_000 + "a",
    "50 MB": lambda: b"system: {name: " + b"x" * 50_000_000 + b"}",
    "50 MB of lines": lambda: b"a: b\n" * 10_000_000,
    "thousands of keys": lambda: "\n".join(f"key{n}: 1" for n in range(50_000)),
    "one key, again and again": lambda: "name: a\n" * 50_000,
    "thousands of links": lambda: "system: {link: [" + "https://a.org, " * 4_000 + "]}",
    "thousands of anchors": lambda: "\n".join(f"k{n}: &a{n} x" for n in range(20_000)),
    "a long key": lambda: "? " + "x" * 900_000 + "\n: y\n",
    "a tag of Python": lambda: "system: !!python/object/apply:os.system ['touch pwned']\n",
    "another tag of Python": lambda: "system: {name: !!python/name:os.system }\n",
    "a merge of a bomb": lambda: bomb() + "\nsystem: {<<: *a39}\n",
    "binary": lambda: bytes(range(256)) * 100,
    "UTF-16": lambda: "system: {name: A}".encode("utf-16"),
    "nothing but stars": lambda: "system: {name: " + "*" * 10_000 + "}",
    "quotes": lambda: "system: {name: " + '"' * 99_999 + "}",
    "a text that never ends": lambda: "system:\n  name: |\n" + "    x\n" * 150_000,
    "half a character": lambda: 'system: {name: "\\ud800x"}\n',
    "percent signs": lambda: "%YAML 1.2\n" * 50_000,
    "documents": lambda: "---\na: b\n" * 50_000,
}


def measured(folder: Path) -> dict[str, object]:
    ran = subprocess.run(
        [sys.executable, "-c", READ, str(folder)],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=6 * SECONDS,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr[-2_000:]
    found: dict[str, object] = json.loads(ran.stdout)
    return found


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """The result of reading all these files and a valid one."""
    folder = tmp_path_factory.mktemp("bounds")
    for name, content in FILES.items():
        made = content()
        data = made.encode() if isinstance(made, str) else made
        (folder / f"{name}.yaml").write_bytes(data)
    (folder / "good.yaml").write_text("system: {name: Good, type: text}\n", "utf-8")
    return measured(folder) | {"left": sorted(path.name for path in folder.iterdir())}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_exceeds_a_limit_is_a_problem(read: dict[str, object], name: str) -> None:
    problems = [str(p) for p in read["problems"] if f"{name}.yaml" in p]  # type: ignore[attr-defined]

    assert problems, name
    assert all(len(problem) < 500 and problem.isprintable() for problem in problems)


def test_all_of_them_together_take_little_time_and_space(read: dict[str, object]) -> None:
    assert float(str(read["seconds"])) < SECONDS
    assert float(str(read["megabytes"])) < MEGABYTES


def test_none_of_them_runs_or_writes_anything(read: dict[str, object]) -> None:
    assert read["left"] == sorted([*(f"{name}.yaml" for name in FILES), "good.yaml"])


def test_valid_files_are_read(read: dict[str, object]) -> None:
    assert "good" in read["models"]  # type: ignore[operator]


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 2_000 + "*b", "a*" * 2_000 + "b", "*" * 5_000, "(a+)+$", "*" + "a*" * 9 + "b"],
)
def test_a_pattern_of_a_dimension_takes_no_longer_than_its_text(
    tmp_path: Path, pattern: str
) -> None:
    for n in range(20):
        text = f"system: {{name: M}}\norg: {{name: M, origin: {'a' * 300}}}\n"
        (tmp_path / f"m{n}.yaml").write_text(text, "utf-8")
    own = {"slow": {"field": "origin", "groups": {"A": [pattern]}, "rest": "B"}}
    (tmp_path / "_dimensions.yml").write_text(json.dumps(own), "utf-8")

    assert float(str(measured(tmp_path)["seconds"])) < SECONDS / 4


def test_the_nesting_of_dimensions_is_limited(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("org: {name: M, origin: France}\n", "utf-8")
    own = {"d0": {"field": "origin"}} | {f"d{n}": {"of": f"d{n - 1}"} for n in range(1, 1_500)}
    (tmp_path / "_dimensions.yml").write_text(json.dumps(own), "utf-8")

    found = measured(tmp_path)

    assert float(str(found["seconds"])) < SECONDS / 4
    assert [p for p in found["problems"] if "_dimensions.yml" in p]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["_parameters.yml", "_index.yml", "_dimensions.yml"])
@pytest.mark.parametrize("content", FILES)
def test_metadata_files_are_limited_too(tmp_path: Path, name: str, content: str) -> None:
    made = FILES[content]()
    (tmp_path / name).write_bytes(made.encode() if isinstance(made, str) else made)
    (tmp_path / "good.yaml").write_text("system: {name: Good, type: text}\n", "utf-8")

    index = load(tmp_path)

    assert [model.id for model in index.models] == ["good"]
    assert [p for p in index.problems if p.path.endswith(name)]


MODELS = 200
MOST_PAGE = 20_000_000
"""Bytes of one page of so many models, whatever the metadata files say."""

METADATA: dict[str, Callable[[], object]] = {
    "_dimensions.yml": lambda: {
        f"d{n}": {"field": "organization", "filter": f"f{n}"} for n in range(1_600)
    },
    "_parameters.yml": lambda: [
        {"name": '"' * 100, "params": [{"ref": f"c{n}", "name": '"' * 100} for n in range(100)]}
    ],
    "_index.yml": lambda: {"title": '"' * 300, "license": '"' * 300, "citation": '"' * 2_000},
}
"""Metadata files at or above the limits."""


@pytest.fixture
def some_models(tmp_path: Path) -> Path:
    for n in range(MODELS):
        text = f"system: {{name: Model {n}, type: text}}\norg: {{name: Organisation {n}}}\n"
        (tmp_path / f"m{n}.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", METADATA)
def test_a_metadata_file_cannot_make_a_page_much_larger(some_models: Path, name: str) -> None:
    before = sizes_of_pages(load(some_models))
    (some_models / name).write_text(json.dumps(METADATA[name]()), "utf-8")

    after = sizes_of_pages(load(some_models))

    assert {source: size for source, size in after.items() if size > MOST_PAGE} == {}
    assert sum(before.values()) < sum(after.values()) < 30 * sum(before.values())


def test_metadata_files_that_ask_for_everything_take_little_time_and_space(
    some_models: Path,
) -> None:
    for name, tree in METADATA.items():
        (some_models / name).write_text(json.dumps(tree()), "utf-8")

    found = measured(some_models)

    assert float(str(found["seconds"])) < SECONDS
    assert float(str(found["megabytes"])) < MEGABYTES


def sizes_of_pages(index: Index) -> dict[str, int]:
    """The bytes of each page and file of a site."""
    where = page_urls(index)
    files = dict(data_files(index, where))
    made = {
        page.source: page.body(OtherPages()).encode()
        for page in pages(index, SiteContext(where, files))
    }
    made |= {path: content() for path, content in files.items()}
    return {source: len(content) for source, content in made.items()}
