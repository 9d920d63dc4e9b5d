"""The notebooks do the analyses of the posts, and run."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from mkdocs_osai.charts import KINDS, draw
from mkdocs_osai.history import load
from mkdocs_osai.stats import Index
from tests.builders import a_model, an_index
from tests.conftest import ROOT

NOTEBOOKS = {"analysis": "big-tech", "training-compute": "training-compute"}
"""Each notebook and its post."""
TEXTS = {"title", "caption", "alt", "id"}


def path(name: str) -> Path:
    return ROOT / f"notebooks/{name}.ipynb"


def post(name: str) -> str:
    return (ROOT / f"docs/blog/posts/{NOTEBOOKS[name]}.md").read_text("utf-8")


def read(name: str) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.reads(path(name).read_text("utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, nbformat.NotebookNode]:
    """The notebooks after a run, in their folder, as Jupyter does it."""
    return {name: run(name, tmp_path_factory) for name in NOTEBOOKS}


def run(name: str, tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    notebook = read(name)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        patch.setenv("JUPYTER_PLATFORM_DIRS", "1")
        patch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
        resources = {"metadata": {"path": str(path(name).parent)}}
        return NotebookClient(notebook, timeout=120, resources=resources).execute()


def calls(code: str, objects: set[str]) -> Iterator[str]:
    """The calls of methods of an object, without texts for readers, in one spelling."""
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if isinstance(node.func.value, ast.Name) and node.func.value.id in objects:
            arguments = [ast.unparse(a) for a in node.args]
            arguments += sorted(ast.unparse(k) for k in node.keywords if k.arg not in TEXTS)
            yield f"{node.func.attr}({', '.join(arguments)})"


def of_post(name: str) -> set[str]:
    found = re.findall(r"<<\s*(osai\..*?)\s*>>", post(name), re.DOTALL)
    return {call for text in found for call in calls(" ".join(text.split()), {"osai"})}


def of_notebook(notebook: nbformat.NotebookNode) -> set[str]:
    """Its calls; a drawing of a tally counts as the figure it is."""
    code = "\n".join(c.source for c in notebook.cells if c.cell_type == "code")
    found = set(calls(code, {"index"}))
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "draw":
            kind, data = node.args
            [asked] = calls(ast.unparse(data), {"index"})
            found.add(f"{ast.literal_eval(kind)}({asked.partition('(')[2]}")
    return found


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_asks_everything_the_post_asks(name: str) -> None:
    asked = {*KINDS, "n", "count", "share", "compute", "score"}
    wanted = {c for c in of_post(name) if c.partition("(")[0] in asked}

    assert len(wanted) > 12
    assert wanted - of_notebook(read(name)) == set()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_stores_no_results(name: str) -> None:
    for cell in read(name).cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def shown(notebook: nbformat.NotebookNode) -> list[dict[str, str]]:
    return [
        output["data"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type in ("display_data", "execute_result")
    ]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_shows_its_charts(name: str, executed: dict[str, nbformat.NotebookNode]) -> None:
    images = [data for data in shown(executed[name]) if "image/svg+xml" in data]

    assert len(images) == sum(c.source.startswith("draw(") for c in executed[name].cells) > 2


def test_it_shows_the_numbers_of_the_index(executed: dict[str, nbformat.NotebookNode]) -> None:
    index = load(ROOT / "models")
    of_shares, of_compute = (shown(executed[name]) for name in NOTEBOOKS)
    texts = {data["text/plain"] for data in of_shares}
    images = {data.get("image/svg+xml") for data in of_shares}
    share = index.share("national_origins", "United States")
    certain = index.count("compute_base", above="gpai")

    assert {repr(index), f"{share} ({share.basis})"} <= texts
    assert draw("pie", index.tally("national_origins", latest=True)).svg("light") in images
    assert f"{certain} ({certain.basis})" in {data["text/plain"] for data in of_compute}


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_readers_of_the_site_can_download_it(name: str) -> None:
    offered = ROOT / f"docs/assets/{name}.ipynb"

    assert offered.read_bytes() == path(name).read_bytes()
    assert f"(../../assets/{name}.ipynb)" in post(name)


def test_an_index_says_in_a_notebook_what_it_is_and_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("system: [<b>\n")
    index = load(tmp_path)

    assert repr(index) == "<European Open Source AI Index: 0 models, 1 problem in its files>"
    assert "bad.yaml:" in index._repr_html_()
    assert "<b>" not in index._repr_html_()
    assert len(repr(an_index(a_model()))) < 100


def test_a_number_says_in_a_notebook_what_it_rests_on() -> None:
    index: Index = an_index(a_model("a"), a_model("b", origin="<i>"))

    shown = index.share("national_origins", "<i>")._repr_mimebundle_()

    assert shown["text/plain"] == "50.0% (national origin <i>: 1 of 2 models)"
    assert shown["text/html"] == (
        "<strong>50.0%</strong> <small>national origin &lt;i&gt;: 1 of 2 models</small>"
    )
