"""A new model's file, as text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index import CLASSES, TYPES, Grade, Model, read_folder
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.diagnostics import FileDiagnostics
from mkdocs_osai.index.model_parser import read_model
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.quality.new_model import (
    check_id,
    create,
    id_from,
    problems_of,
    text_of,
    understood,
)
from tests.builders import a_model, some_criteria

TODAY = dt.date(2026, 6, 12)
ODD = [
    "no",
    "4.10",
    "1e5",
    "0o17",
    "0x1F",
    "1_000",
    "~",
    "null",
    "yes: # no",
    "- a",
    "[x](y)",
    "{a: b}",
    "'",
    '"',
    "a\\",
    "!!python/object:os.system x",
    "&a *b",
    "| x",
    "%YAML",
    "---",
    "...",
    "2025-06-17",
    "12:30:45",
    "<script>alert(1)</script>",
    "<< osai.n() >>",
    "a\u202eb",
    "a\u2028b",
    "\ufeffx",
    "é" * 300,
]


def as_read(text: str, model: Model, **changes: Any) -> Model | None:
    findings = FileDiagnostics(model.path, text.encode())
    return read_model(findings, model.id, changes.get("criteria", BUILT_IN), TODAY)


def value_or_none(place: tuple[str, str], text: str) -> Any:
    try:
        return understood(*place, text, TODAY)
    except AuthorError:
        return None


texts = st.text(max_size=40) | st.sampled_from(ODD)


@given(name=texts, maker=texts, licence=texts, origin=texts, base=texts)
def test_what_was_understood_is_read_back_word_for_word(
    name: str, maker: str, licence: str, origin: str, base: str
) -> None:
    told = {
        "name": value_or_none(("system", "name"), name) or "m",
        "organization": value_or_none(("org", "name"), maker),
        "license": value_or_none(("system", "endmodellicense"), licence),
        "origin": value_or_none(("org", "origin"), origin),
        "base_model": value_or_none(("system", "basemodelname"), base),
    }
    model = a_model("m", **told)

    assert as_read(text_of(model, BUILT_IN), model) == model


@pytest.mark.parametrize("value", ODD)
def test_every_reader_of_yaml_takes_a_name_for_a_text(value: str) -> None:
    name = understood("system", "name", value, TODAY)
    text = text_of(a_model("m", name=name), BUILT_IN)

    assert yaml.safe_load(text)["system"]["name"] == name
    assert text.isascii() or value.startswith("é")
    assert "\u202e" not in text


@pytest.mark.parametrize("number", ["1e5", "0o17", "0x1F", "1_000", "4.10", ".5", "-3"])
def test_what_looks_like_a_number_is_in_quotes(number: str) -> None:
    assert f'name: "{number}"' in text_of(a_model("m", name=number), BUILT_IN)


@given(
    st.lists(st.sampled_from(TYPES), min_size=1, unique=True),
    st.lists(st.sampled_from([*CLASSES, None]), min_size=12, max_size=12),
)
def test_only_what_is_left_for_later_is_missing(types: list[str], classes: list[str]) -> None:
    grades = {c.ref: Grade(cls) for c, cls in zip(BUILT_IN, classes, strict=True)}
    model = replace(a_model("m"), types=tuple(types), grades=grades)

    found = problems_of(text_of(model, BUILT_IN), model, BUILT_IN, TODAY)

    later = [f"{ref}.class" for ref, grade in grades.items() if grade.cls is None]
    assert [p.field for p in found] == later


def test_links_and_evidence_are_read_back() -> None:
    links = ("https://a.org/x,y?q=[1]&z={2}#t", "https://b.org/'\"")
    grades = {**a_model().grades, "code": Grade("partial", links)}
    model = replace(a_model("m"), links=links, organization_links=links[:1], grades=grades)
    read = as_read(text_of(model, BUILT_IN), model)

    assert read is not None
    assert (read.links, read.organization_links) == (links, links[:1])
    assert read.grades["code"] == grades["code"]


def test_only_the_criteria_that_apply_have_a_section_under_their_group() -> None:
    criteria = some_criteria(code=("text",), watermark=("image",), no=("text",))
    model = a_model("m", criteria=criteria)
    text = text_of(model, criteria)

    assert list(yaml.safe_load(text)) == ["system", "org", "compute", "code", "no"]
    assert text.count("# All\n") == 1
    assert problems_of(text, model, criteria, TODAY) == []


def test_the_schema_is_named_in_the_first_line() -> None:
    text = text_of(a_model("m"), BUILT_IN, "https://example.org/model.schema.json")

    first = "# yaml-language-server: $schema=https://example.org/model.schema.json"
    assert text.split("\n")[0] == first
    assert problems_of(text, a_model("m"), BUILT_IN, TODAY) == []


@pytest.mark.parametrize(
    ("section", "key", "value", "meant"),
    [
        ("system", "releasedate", "2024 NOV", "2024-11"),
        ("system", "releasedate", "2024-7", "2024-07"),
        ("system", "type", "Code, TEXT", ["text", "code"]),
        ("system", "type", ["text", "code"], ["text", "code"]),
        ("system", "performanceclass", "Latest", "latest"),
        ("system", "link", "a.org, https://b.org", ["https://a.org", "https://b.org"]),
        ("system", "name", " two \n lines ", "two lines"),
        ("org", "origin", "Undisclosed", "Undisclosed"),
        ("code", "class", "Partial", "partial"),
    ],
)
def test_what_is_plain_is_understood(section: str, key: str, value: Any, meant: Any) -> None:
    assert understood(section, key, value, TODAY) == meant


@pytest.mark.parametrize(
    ("section", "key", "value", "told"),
    [
        ("system", "releasedate", "soon", "write it as 2024-07"),
        ("system", "releasedate", "2026-13", "write it as 2024-07"),
        ("system", "releasedate", "2026-07", "'2026-07' is in the future"),
        ("system", "type", "txet", "did you mean 'text'?"),
        ("system", "performanceclass", "lates", "did you mean 'latest'?"),
        ("system", "link", "javascript:alert(1)", "starts with https://"),
        ("system", "name", "", "the model has no name"),
        ("system", "name", "x" * 20_001, "too long"),
        ("system", "name", "\udc80", "is not UTF-8 text"),
        ("org", "name", "  ", "the value is empty"),
    ],
)
def test_the_error_for_an_invalid_value_names_what_is_allowed(
    section: str, key: str, value: str, told: str
) -> None:
    with pytest.raises(AuthorError) as error:
        understood(section, key, value, TODAY)

    assert told in str(error.value)


@pytest.mark.parametrize(
    "id",
    [
        "",
        "a/b",
        "../a",
        "a\\b",
        "a\0b",
        "a\nb",
        "a\u202eb",
        "_a",
        ".a",
        "..",
        "-rf",
        " a",
        "a ",
        "a.",
        "a:b",
        "con",
        "NUL.x",
        "Com1",
        "lpt³",
        "a_submission_template",
        "A_Submission_Template",
        "A_sample",
        "x" * 101,
    ],
)
def test_an_id_that_no_file_can_have_is_refused(id: str) -> None:  # noqa: A002 - it is called so
    with pytest.raises(AuthorError, match="cannot be an id"):
        check_id(id, [])


@pytest.mark.parametrize("taken", ["OLMo.yaml", "olmo.yaml", "OLMO.yml", "Olmo.YAML"])
def test_an_id_that_differs_in_case_only_is_taken(taken: str) -> None:
    with pytest.raises(AuthorError, match="is there already"):
        check_id("OLMo", ["Apertus.yaml", taken])


def test_an_id_that_differs_in_how_an_accent_is_written_is_taken() -> None:
    with pytest.raises(AuthorError, match="is there already"):
        check_id("Tu\u0308lu", ["T\u00fclu.yaml"])


def test_what_is_no_model_takes_no_id() -> None:
    check_id("README", ["README.md", "OLMo.txt", "_README.yml"])


@given(texts)
def test_an_id_from_a_name_can_be_one_unless_nothing_is_left(name: str) -> None:
    made = id_from(name)
    if made:
        check_id(made, [])


def test_the_public_files_are_called_like_their_models(database: Path) -> None:
    alike = [model for model in read_folder(database).models if model.id == model.name]

    assert len(alike) > 100
    for model in alike:
        assert id_from(model.name) == model.id


def test_a_file_that_is_there_is_never_touched(tmp_path: Path) -> None:
    there = tmp_path / "a.yaml"
    there.write_text("mine")
    dangling = tmp_path / "b.yaml"
    dangling.symlink_to(tmp_path / "outside.yaml")

    for path in (there, dangling):
        with pytest.raises(FileExistsError):
            create(path, "theirs")

    assert there.read_text() == "mine"
    assert not (tmp_path / "outside.yaml").exists()


def test_nothing_is_left_where_the_disk_is_full(tmp_path: Path) -> None:
    import resource
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            create(tmp_path / "a.yaml", "x" * 100)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)

    assert list(tmp_path.iterdir()) == []
