"""The data files of an index: their content, and that they match their schemas."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from pyarrow import parquet  # type: ignore[import-untyped]

from mkdocs_osai.export.citation import cff, doi, license_page, spdx
from mkdocs_osai.export.records import FACTS, columns, record
from mkdocs_osai.history import IndexVersions, load
from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.index import Criteria, Criterion, Grade, IndexInfo, Snapshot
from mkdocs_osai.index.json_schema import model_schema
from mkdocs_osai.stats import Index
from mkdocs_osai.views.data_files import DATA, data_files
from mkdocs_osai.views.data_page import data_page
from mkdocs_osai.views.pages import OtherPages, SiteContext, pages
from mkdocs_osai.views.urls import PageUrls, page_urls
from tests.builders import a_file, a_model, an_index
from tests.repositories import a_repository, commit

HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "a\u202eb\u2066c",
    "a\x1b[2Jb\x00c",
    '"; DROP TABLE models; --',
    "]]>&amp;{{ 7 * 7 }}",
    "深度求索 🦙 نموذج",
    "a\nb\r\nc\u2028d",
]
MODELS = "data/models/"


def published(index: Index, **more: Any) -> dict[str, bytes]:
    return {path: made() for path, made in data_files(index, page_urls(index), **more)}


def read(files: dict[str, bytes], path: str) -> Any:
    return json.loads(files[path])


def rows(files: dict[str, bytes]) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(files["data/index.csv"].decode()))]


def hostile() -> Index:
    """An index in which every text once caused a bug."""
    many = [
        a_model(
            f"m{n}",
            name=text,
            organization=text,
            license=text,
            aliases=(text,),
            base_model=text,
            grades={"code": Grade("open", (f"https://example.org/?{n}",), text)},
        )
        for n, text in enumerate(HOSTILE)
    ]
    criteria = Criteria((Criterion("code", HOSTILE[0], HOSTILE[1]),))
    about = IndexInfo(
        HOSTILE[0], dt.date(2025, 6, 1), "https://example.org/", HOSTILE[5], HOSTILE[2]
    )
    return Index(Snapshot("models", tuple(many), criteria, about))


def validator(files: dict[str, bytes]) -> Draft202012Validator:
    schema = read(files, "data/schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def every_index(database: Path) -> Sequence[Index]:
    bare = a_model("z", types=(), score=None, released=None, origin=None, contributor=None)
    return load(database), hostile(), an_index(), an_index(a_model(), bare)


def test_json_is_what_its_schema_says(database: Path) -> None:
    for index in every_index(database):
        files = published(index)
        checks = validator(files)
        told = [path for path in files if path == "data/index.json" or path.startswith(MODELS)]
        assert len(told) == 1 + len(index)
        for path in told:
            assert [e.message for e in checks.iter_errors(read(files, path))] == []


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        (("models", 0, "score"), 1.5),
        (("models", 0, "types"), ["smell"]),
        (("models", 0, "criteria", "code", "class"), "opem"),
        (("models", 0, "criteria", "nonsense"), {"class": None, "links": []}),
        (("models", 0, "released"), "July 2024"),
        (("models", 0, "name"), None),
        (("about", "date"), "yesterday"),
        (("more",), 1),
    ],
)
def test_the_schema_refuses_what_is_not_published(where: tuple[Any, ...], wrong: object) -> None:
    files = published(an_index(a_model(), date=dt.date(2025, 6, 1)))
    told = read(files, "data/index.json")
    inner = told
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = wrong

    assert not validator(files).is_valid(told)


def test_the_schema_of_the_files_of_models_is_that_of_the_criteria_of_the_index() -> None:
    criteria = Criteria((Criterion("code", "Code", "Documentation"),))
    index = Index(Snapshot("models", (a_model(criteria=criteria),), criteria))
    path = "data/model.schema.json"

    alone, on_a_site = published(index), published(index, site_url="https://example.org/x/")

    assert read(alone, path) == model_schema(criteria)
    assert read(on_a_site, path)["$id"] == f"https://example.org/x/{path}"
    assert read(on_a_site, path) != read(on_a_site, "data/schema.json")


def test_json_has_the_facts_of_every_model_and_where_they_come_from(database: Path) -> None:
    index = load(database)
    told = read(published(index, commit="1f" * 20), "data/index.json")

    assert told["about"] == {
        "title": index.about.title,
        "date": index.about.date and index.about.date.isoformat(),
        "commit": "1f" * 20,
        "source": index.about.source,
        "license": index.about.license,
        "citation": index.about.citation,
        "generated_from": f"{database.name}/",
    }
    assert [c["ref"] for c in told["criteria"]] == [c.ref for c in index.criteria]
    assert told["models"] == [record(m, index) for m in index.models]


def test_a_file_of_a_model_stands_where_its_page_does_with_rank_and_changes(
    tmp_path: Path,
) -> None:
    where = a_repository(tmp_path / "site")
    best, worst = a_file(name="Best"), a_file(name="Worst", code="closed", paper="closed")
    commit(where, {"models/best.yaml": best, "models/equal one.yaml": best}, "2025-01-01")
    entered = commit(where, {"models/worst.yaml": worst}, "2025-02-01")
    open_now = a_file(name="Worst", code="partial", paper="closed")
    revised = commit(where, {"models/worst.yaml": open_now}, "2025-03-01")
    editions = IndexVersions(where / "models")
    index = editions.present

    files = published(index, changes=editions.changes, commit=editions.commit)
    told = {m: read(files, f"{MODELS}{m}.json") for m in ("best", "equal-one", "worst")}

    ranks = {name: one["rank"] for name, one in told.items()}
    assert ranks == {name: {"place": 1, "of": 3} for name in ("best", "equal-one")} | {
        "worst": {"place": 3, "of": 3}
    }
    for name, one in told.items():
        model = index.model("equal one" if name == "equal-one" else name)
        assert one["rank"]["place"] == index.rank(model.id).count
        assert one["model"] == record(model, index)
        assert one["about"]["generated_from"] == f"models/{model.id}.yaml"
        assert one["about"]["commit"] == revised
        assert page_urls(index).models[model.id] == f"models/{name}.md"
    assert told["best"]["changes"] == []
    assert told["best"]["entered"] is None
    assert told["worst"]["entered"] == "2025-02-01"
    assert told["worst"]["changes"] == [
        {
            "date": "2025-03-01",
            "commit": revised,
            "kind": "revised",
            "criterion": "code",
            "before": "closed",
            "after": "partial",
            "reason": "filled",
        },
        {
            "date": "2025-02-01",
            "commit": entered,
            "kind": "added",
            "criterion": None,
            "before": None,
            "after": None,
            "reason": None,
        },
    ]
    assert [*validator(files).iter_errors(told["worst"])] == []


def test_without_a_history_a_folder_has_no_commit_and_no_changes() -> None:
    files = published(an_index(a_model()))

    assert read(files, "data/index.json")["about"]["commit"] is None
    assert read(files, f"{MODELS}a.json")["changes"] == []


def test_the_commit_of_a_past_index_is_its_own() -> None:
    index = an_index(a_model())
    past = Index(replace(index.snapshot, about=IndexInfo(commit="2e" * 20)))

    assert (
        read(published(past, commit="1f" * 20), "data/index.json")["about"]["commit"] == "2e" * 20
    )


def test_a_model_without_a_score_has_no_rank() -> None:
    files = published(an_index(a_model("a"), a_model("z", types=(), score=None)))

    assert read(files, f"{MODELS}z.json")["rank"] is None
    assert read(files, f"{MODELS}a.json")["rank"] == {"place": 1, "of": 1}


def test_csv_parquet_and_json_say_the_same(database: Path) -> None:
    index = load(database)
    files = published(index)
    told = read(files, "data/index.json")["models"]
    table = parquet.read_table(io.BytesIO(files["data/index.parquet"])).to_pylist()

    assert len(rows(files)) == len(table) == len(told) == len(index)
    for row, line, one in zip(rows(files), table, told, strict=True):
        assert [*row] == [*line] == [c.name for c in columns(index)]
        assert (row["id"], line["id"]) == (one["id"], one["id"])
        assert (float(row["score"]), line["score"]) == (one["score"], one["score"])
        assert row["types"].split("; ") == one["types"] == line["types"].split("; ")
        for ref, grade in one["criteria"].items():
            assert (row[f"{ref}_class"] or None) == grade["class"] == line[f"{ref}_class"]
            assert (row[f"{ref}_links"] or "").split() == grade["links"]


def test_json_lines_have_the_models_of_the_json_whatever_is_in_them(database: Path) -> None:
    for index in every_index(database):
        files = published(index)
        lines = files["data/models.jsonl"].decode().splitlines()
        models = [json.loads(line) for line in lines]

        assert models == read(files, "data/index.json")["models"]
        checks = validator(files)
        assert [e.message for model in models for e in checks.iter_errors(model)] == []


def test_parquet_carries_where_it_comes_from_and_what_its_columns_mean() -> None:
    index = an_index(a_model(), date=dt.date(2025, 6, 1))
    schema = parquet.read_schema(
        io.BytesIO(published(index, commit="1f" * 20)["data/index.parquet"])
    )

    assert schema.metadata[b"date"] == b"2025-06-01"
    assert schema.metadata[b"commit"] == b"1f" * 20
    assert schema.metadata[b"license"] == b"CC-BY-4.0"
    assert schema.metadata[b"citation"] == index.about.citation.encode()
    for column in columns(index):
        assert schema.field(column.name).metadata[b"about"] == column.about.encode()
    assert {str(schema.field(c.name).type) for c in columns(index)} == {"double", "string"}


def test_without_pyarrow_there_is_no_parquet_and_everything_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_it = published(an_index(a_model()))
    monkeypatch.setattr("mkdocs_osai.views.data_files.find_spec", lambda _: None)
    without = published(an_index(a_model()))

    assert with_it.keys() - without.keys() == {"data/index.parquet"}
    assert "index.parquet" not in page_of(an_index(a_model()))


def test_csv_on_the_web_describes_the_csv_as_it_is(database: Path) -> None:
    for index in every_index(database):
        files = published(index, commit="1f" * 20)
        told = read(files, "data/index.csv-metadata.json")
        described = {c["name"]: c for c in told["tableSchema"]["columns"]}

        assert told["url"] == "index.csv"
        header = files["data/index.csv"].decode().splitlines()[0].split(",")
        assert [*described] == [c["titles"] for c in described.values()] == header
        assert told["dc:bibliographicCitation"] == index.about.citation
        assert told["dc:rights"] == index.about.license
        assert told["schema:version"] == "1f" * 20
        assert told.get("dc:date", {}).get("@value") == (
            index.about.date and index.about.date.isoformat()
        )
        for row in rows(files):
            for name, cell in row.items():
                column, form = described[name], described[name]["datatype"]
                assert column["dc:description"]
                assert cell or not column.get("required")
                for value in cell.split(column.get("separator", "\0")) if cell else ():
                    if isinstance(form, dict) and form["base"] == "double":
                        assert form["minimum"] <= float(value) <= form.get("maximum", 1e40)
                    elif isinstance(form, dict):
                        assert re.fullmatch(form["format"], value)
                    elif form == "anyURI":
                        assert value.startswith(("http://", "https://"))


def test_nothing_of_the_data_steers_a_reader_or_runs() -> None:
    files = published(hostile())

    for path, content in files.items():
        if not path.endswith(".parquet"):
            text = content.decode()
            assert [c for c in text if not c.isprintable() and c != "\n"] == []
    told = read(files, "data/index.json")["models"]
    assert [m["name"] for m in told] == HOSTILE
    assert [m["criteria"]["code"]["notes"] for m in told] == HOSTILE
    for row in rows(files):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in row.values())


@given(st.text(), st.sampled_from([None, dt.date(1, 1, 1), dt.date(9999, 12, 31)]))
def test_any_text_can_be_published(text: str, date: dt.date | None) -> None:
    plain = text.encode("utf-8", "replace").decode()
    about = IndexInfo(plain, date, "https://example.org", plain, plain)
    model = a_model(name=plain, organization=plain)
    index = Index(Snapshot("models", (model,), about=about))
    change = ChangelogEntry(dt.datetime(2025, 1, 1, tzinfo=dt.UTC), "1f", "added", "a", plain)

    files = published(index, changes=[change])

    assert read(files, f"{MODELS}a.json")["model"]["name"] == plain
    assert yaml.safe_load(files["data/CITATION.cff"])["type"] == "dataset"
    Wellformed().check(page_of(index))


def test_the_same_index_has_the_same_bytes(database: Path) -> None:
    first, again = (published(load(database), site_url="https://example.org/") for _ in range(2))

    assert first == again


def test_a_file_is_made_once_and_only_when_it_is_asked_for() -> None:
    files = dict(data_files(hostile(), page_urls(hostile())))

    assert all(made() is made() for made in files.values())


def test_the_schema_knows_where_it_stands_when_the_site_does() -> None:
    index = an_index(a_model())
    told = read(published(index, site_url="https://example.org/sub/"), "data/schema.json")

    assert told["$id"] == "https://example.org/sub/data/schema.json"
    assert "$id" not in read(published(index), "data/schema.json")


def test_the_data_is_cited_as_its_index_says() -> None:
    about = IndexInfo(date=dt.date(2025, 6, 1), commit="1f" * 20)
    told = yaml.safe_load(cff(about))

    assert told == {
        "cff-version": "1.2.0",
        "message": f"Cite the data as: {about.citation}",
        "type": "dataset",
        "title": about.title,
        "authors": [{"name": "Liesenfeld, A., Dingemanse, M. and contributors"}],
        "doi": "10.5281/zenodo.15386042",
        "url": "https://osai-index.eu",
        "license": "CC-BY-4.0",
        "date-released": "2025-06-01",
        "version": "2025-06-01",
        "commit": "1f" * 20,
    }


def test_a_citation_without_authors_doi_or_known_licence_says_what_it_can() -> None:
    about = IndexInfo("Ours", None, "https://example.org", "ask us first", "See the page.")
    told = yaml.safe_load(cff(about))

    assert told["authors"] == [{"name": "The contributors of Ours"}]
    assert told.keys() == {"cff-version", "message", "type", "title", "authors", "url"}
    assert (doi(about), spdx(about), license_page(about)) == (None, None, None)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-SA-3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
        ("CC0-1.0", "https://spdx.org/licenses/CC0-1.0.html"),
        ("CC-BY-4.0/../..", None),
    ],
)
def test_a_known_licence_can_be_read(name: str, page: str | None) -> None:
    assert license_page(IndexInfo(license=name)) == page


class Wellformed(HTMLParser):
    """Every element is closed, in order, and none is a script."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def check(self, html: str) -> Wellformed:
        self.feed(html)
        self.close()
        assert self.open == []
        return self

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag != "script"
        self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_of(index: Index, **more: Any) -> str:
    where = page_urls(index)
    return data_page(index, where, dict(data_files(index, where, **more)), more.get("commit"))


def test_the_page_tells_of_every_field_criterion_and_file(database: Path) -> None:
    for index in every_index(database):
        html = page_of(index, commit="1f" * 20)
        links = Wellformed().check(html).links

        for field in FACTS:
            assert f'id="field-{field.name}"' in html
        for criterion in index.criteria:
            assert f'id="criterion-{criterion.ref}"' in html
        for path in published(index):
            if not path.startswith(MODELS):
                assert f"osai:{path}" in links
        assert any(link.startswith(f"osai:{MODELS}") for link in links) == (len(index) > 0)
        assert "1f1f1f1f1f1f" in html


def test_sizes_are_those_of_the_files() -> None:
    index = an_index(a_model())
    size = len(published(index)["data/CITATION.cff"])

    assert f"<td>{size} bytes</td>" in page_of(index)


def test_the_page_stands_on_a_site_that_has_the_files() -> None:
    index = an_index(a_model())
    where = page_urls(index)

    site = SiteContext(where, dict(data_files(index, where)))
    [made] = [p for p in pages(index, site) if p.source == DATA]
    assert made.title == "The data"
    assert made.listed
    assert made.body(OtherPages()) == page_of(index)


def test_no_models_at_all_are_published_too() -> None:
    files = published(an_index())

    assert read(files, "data/index.json")["models"] == []
    assert rows(files) == []
    assert parquet.read_table(io.BytesIO(files["data/index.parquet"])).num_rows == 0
    assert dict(data_files(an_index(), PageUrls())).keys() == files.keys()
