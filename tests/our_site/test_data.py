"""The data of our own site: files that other programs take as they are, and how to cite them."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from mkdocs_osai.history import IndexVersions
from tests.conftest import ROOT
from tests.our_site.conftest import SUB_PATH

ATOM = "{http://www.w3.org/2005/Atom}"
DOI = "10.5281/zenodo.15386042"


@pytest.fixture(scope="module")
def data(built_site: Path) -> Path:
    """The folder of the data on our site."""
    return built_site / "data"


def told(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_the_published_json_is_valid_by_the_published_schema(data: Path) -> None:
    schema = told(data / "schema.json")
    Draft202012Validator.check_schema(schema)
    checks = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    files = [data / "index.json", *sorted((data / "models").iterdir())]

    assert len(files) == 1 + len(told(files[0])["models"])
    for file in files:
        assert [e.message for e in checks.iter_errors(told(file))] == []


def test_the_files_are_those_of_the_index_and_name_its_commit(data: Path) -> None:
    editions = IndexVersions(ROOT / "models")
    index, about = editions.present, told(data / "index.json")["about"]

    assert about["commit"] == editions.commit
    assert about["date"] == (index.about.date and index.about.date.isoformat())
    assert DOI in about["citation"]
    ids = [model.id for model in index.models]
    assert [model["id"] for model in told(data / "index.json")["models"]] == ids
    text = (data / "index.csv").read_text("utf-8")
    assert [row["id"] for row in csv.DictReader(io.StringIO(text))] == ids


def test_every_page_of_a_model_has_its_file(built_site: Path, data: Path) -> None:
    pages = {page.parent.name for page in built_site.glob("models/*/index.html")}
    files = {file.stem for file in (data / "models").iterdir()}

    assert len(files) >= 193
    assert files <= pages


def test_every_file_that_the_page_names_is_there(data: Path) -> None:
    html = (data / "index.html").read_text("utf-8")
    article = html[html.index("<article") : html.index("</article>")]
    linked = re.findall(r'<a href="([^"#:]+\.(?:jsonl?|csv|parquet|xml|cff))"', article)

    assert len(linked) >= 8
    for link in linked:
        assert (data / link).is_file()
    for file in data.iterdir():
        assert file.name in {"index.html", "models"} or file.name in linked
    assert f"https://doi.org/{DOI}" in article


def test_the_feed_has_its_own_address(data: Path) -> None:
    root = ET.parse(data / "changes.xml").getroot()

    links = {one.get("rel"): one.get("href") for one in root.findall(f"{ATOM}link")}
    assert links["self"] == f"http://127.0.0.1{SUB_PATH}data/changes.xml"
    assert links["alternate"] == f"http://127.0.0.1{SUB_PATH}data/"


def cited(path: Path) -> dict[str, Any]:
    """A `CITATION.cff` with what version 1.2.0 of the format asks for."""
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    assert found["cff-version"] == "1.2.0"
    assert found["message"]
    assert found["title"]
    assert found["authors"]
    for author in found["authors"]:
        assert author.keys() == {"name"} or author.keys() >= {"family-names"}
    return found


def test_the_software_can_be_cited_and_names_the_index() -> None:
    software = cited(ROOT / "CITATION.cff")

    assert (software["type"], software["license"]) == ("software", "Apache-2.0")
    assert software["version"] == version("mkdocs-osai")
    [index] = software["references"]
    assert (index["doi"], index["license"]) == (DOI, "CC-BY-4.0")


def test_the_data_can_be_cited_with_its_date(data: Path) -> None:
    dataset = cited(data / "CITATION.cff")

    date = told(data / "index.json")["about"]["date"]
    assert (dataset["type"], dataset["doi"], dataset["license"]) == ("dataset", DOI, "CC-BY-4.0")
    assert str(dataset["date-released"]) == str(dataset["version"]) == date
