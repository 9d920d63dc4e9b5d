"""The schemas agree with the reader, except for what a schema cannot check."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from pydantic import TypeAdapter, ValidationError

from mkdocs_osai.index import Criteria, Snapshot, read_files, read_folder
from mkdocs_osai.index.bounds import MOST_LINK, MOST_LINKS, MOST_NAME
from mkdocs_osai.index.criteria import BUILT_IN, TYPES
from mkdocs_osai.index.diagnostics import Rule
from mkdocs_osai.index.json_schema import (
    about_schema,
    history_schema,
    model_schema,
    parameters_schema,
)
from mkdocs_osai.index.schema import ReleaseDate
from mkdocs_osai.problems import Level
from tests.builders import a_file, some_criteria
from tests.conftest import ROOT
from tests.index.documents import (
    Value,
    Yaml12,
    controls_at_an_end,
    documents,
    padded,
    parsed,
    valid,
    year_in_another_form,
)

TODAY = dt.date(2026, 6, 12)
SEVERAL = some_criteria(code=TYPES, paper=("text", "code"), frames=("video",), retired=())
UNSEEN = (Rule.UNKNOWN, Rule.TAGS, Rule.FUTURE)
"""Rules of the reader that a schema cannot check."""


def parameters(criteria: Criteria) -> bytes:
    entries = [{"ref": c.ref, "name": c.name, "types": [*c.types]} for c in criteria]
    return yaml.safe_dump([{"name": "All", "params": entries}]).encode()


def read(content: str, criteria: Criteria = BUILT_IN) -> Snapshot:
    files = {"a.yaml": content.encode(), "_parameters.yml": parameters(criteria)}
    return read_files(files, "models", TODAY)


def complaints(snapshot: Snapshot) -> list[str]:
    """Problems of the reader that a schema can check."""
    seen = [p for p in snapshot.problems if p.level is not Level.ADVICE and p.rule not in UNSEEN]
    return [f"{p.rule}: {p}" for p in seen]


OF_MODELS = {"built in": BUILT_IN, "several": SEVERAL}
VALIDATORS = {c: Draft7Validator(model_schema(c)) for c in OF_MODELS.values()}
SCHEMAS = [
    *map(model_schema, OF_MODELS.values()),
    parameters_schema(),
    about_schema(),
    history_schema(),
]


@pytest.mark.parametrize("loader", [Yaml12, yaml.SafeLoader], ids=["1.2", "1.1"])
@pytest.mark.parametrize("criteria", OF_MODELS.values(), ids=OF_MODELS.keys())
@settings(max_examples=150)
@given(data=st.data())
def test_the_schema_and_the_reader_have_one_verdict(
    loader: type[Any], criteria: Criteria, data: st.DataObject
) -> None:
    content = data.draw(documents(criteria))
    try:
        found = parsed(content, loader)
    except ValueError:  # PyYAML knows that February ends, and says so without a place
        reject()
    written = parsed(content, yaml.BaseLoader)
    assume(not padded(found) and not controls_at_an_end(found))
    assume(not year_in_another_form(written, found))

    said = [error.message for error in VALIDATORS[criteria].iter_errors(found)]

    assert bool(said) == bool(complaints(read(content, criteria))), (content, said)


UNSEEN_IN = {
    Rule.UNKNOWN: a_file() + "    notse: A remark.\n",
    Rule.TAGS: a_file().replace("org:\n", "org:\n    origin: Chile\n"),
    Rule.FUTURE: a_file(releasedate="2027"),
    Rule.REPEATED: a_file() + "    class: closed\n",
}


@pytest.mark.parametrize(("rule", "content"), UNSEEN_IN.items(), ids=UNSEEN_IN.keys())
def test_what_only_the_reader_can_see_is_valid(rule: Rule, content: str) -> None:
    assert [p.rule for p in read(content).problems] == [rule]
    assert VALIDATORS[BUILT_IN].is_valid(parsed(content, Yaml12))


@pytest.mark.parametrize("key", ["performanceclass", "code"])
@pytest.mark.parametrize("value", ["' {} '", "|\n        {}"])
def test_spaces_around_a_class_are_nothing_to_the_reader_alone(key: str, value: str) -> None:
    right = "full" if key == "performanceclass" else "open"
    content = a_file(**{key: value.format(right)})

    assert complaints(read(content)) == []
    assert not VALIDATORS[BUILT_IN].is_valid(parsed(content, Yaml12))


def test_the_schema_has_the_verdict_of_the_reader_on_every_file(database: Path) -> None:
    snapshot = read_folder(database, TODAY)
    schema = Draft7Validator(model_schema(snapshot.criteria))
    wrong = {p.path for p in snapshot.problems if complaints(Snapshot("", (), problems=(p,)))}

    assert snapshot.models
    for model in snapshot.models:
        content = Path(model.path).read_text("utf-8")
        for loader in (Yaml12, yaml.SafeLoader):
            said = [error.message for error in schema.iter_errors(parsed(content, loader))]
            assert bool(said) == (model.path in wrong), (model.path, said)


def test_every_file_of_ours_is_valid() -> None:
    snapshot = read_folder(ROOT / "models")
    schema = Draft7Validator(model_schema(snapshot.criteria))

    for model in snapshot.models:
        content = Path(model.path).read_text("utf-8")
        assert [*schema.iter_errors(parsed(content, Yaml12))] == []
    for name, of in {"_parameters.yml": parameters_schema, "_index.yml": about_schema}.items():
        found = parsed((ROOT / "models" / name).read_text("utf-8"), yaml.SafeLoader)
        assert [*Draft7Validator(of()).iter_errors(found)] == []


def test_the_schemas_are_json_schemas_of_draft_7() -> None:
    for schema in SCHEMAS:
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        Draft7Validator.check_schema(schema)
        json.dumps(schema, allow_nan=False)


LINK = "https://example.org/"


FITTING = [
    ("name", "x" * MOST_NAME),
    ("link", LINK.ljust(MOST_LINK, "x")),
    ("link", [LINK] * MOST_LINKS),
    ("link", ", ".join([LINK] * MOST_LINKS)),
    ("link", "https://a.org,https://b.org"),
    ("type", ["text"] * 5),
    ("name", 4.1),
    ("name", False),
    ("releasedate", 2024),
    ("releasedate", None),
    ("performanceclass", None),
]
NOT_FITTING = [
    ("name", "x" * (MOST_NAME + 1)),
    ("link", LINK.ljust(MOST_LINK + 1, "x")),
    ("link", [LINK.ljust(MOST_LINK + 1, "x")]),
    ("link", [LINK] * (MOST_LINKS + 1)),
    ("link", ", ".join([LINK] * (MOST_LINKS + 1))),
    ("link", "https://a.org https://b.org"),
    ("link", "javascript:alert(1)"),
    ("type", ["text"] * 6),
    ("type", ", ".join(["text"] * 6)),
    ("type", []),
    ("type", None),
    ("name", None),
    ("releasedate", 999),
    ("releasedate", "2024-02-30"),
    ("performanceclass", "ful"),
]


@pytest.mark.parametrize(("place", "value"), FITTING)
def test_what_may_stand_in_a_place(place: str, value: object) -> None:
    said, reported = verdicts(place, value)

    assert said == reported == []


@pytest.mark.parametrize(("place", "value"), NOT_FITTING)
def test_what_may_not_stand_in_a_place(place: str, value: object) -> None:
    said, reported = verdicts(place, value)

    assert said
    assert reported


def verdicts(place: str, value: object) -> tuple[list[str], list[str]]:
    """What the schema and the reader say of a value of the section `system`."""
    tree = valid(BUILT_IN, "text")
    tree["system"][place] = value
    said = [error.message for error in VALIDATORS[BUILT_IN].iter_errors(tree)]
    return said, complaints(read(yaml.safe_dump(tree, width=10**6)))


def test_a_section_is_asked_for_where_its_criterion_counts() -> None:
    schema = VALIDATORS[SEVERAL]
    for types, needed in {
        "text": ["code", "paper"],
        "video": ["code", "frames"],
        "video, text": ["code", "frames", "paper"],
        "audio": ["code"],
    }.items():
        for form in (types, types.split(", ")):
            tree = valid(SEVERAL, "text")
            tree["system"]["type"] = form
            for ref in ("code", "paper", "frames", "retired"):
                without = {name: keys for name, keys in tree.items() if name != ref}
                for less in (without, {**tree, ref: {}}, {**tree, ref: None}):
                    assert schema.is_valid(less) is (ref not in needed), (types, ref)


def test_a_key_that_nothing_reads_is_marked_and_another_name_is_refused() -> None:
    schema, tree = VALIDATORS[BUILT_IN], valid(BUILT_IN, "text")
    tree |= {"more": 1}
    tree["system"] |= {"more": 1}

    assert schema.is_valid(tree)
    properties = schema.schema["properties"]
    for section in (schema.schema, properties["system"], properties["org"], properties["paper"]):
        assert (
            section["additionalProperties"]["deprecationMessage"] == "unknown key, which is ignored"
        )
    tree["system"] |= {"Endmodel License": "MIT"}
    assert not schema.is_valid(tree)


def test_every_key_is_described_and_every_criterion_has_its_name() -> None:
    for criteria, schema in VALIDATORS.items():
        properties = schema.schema["properties"]
        criteria_keys = (c.ref for c in criteria)
        assert [*properties] == ["system", "org", "compute", *criteria_keys, "aliases"]
        for criterion in criteria:
            assert properties[criterion.ref]["title"] == criterion.name
            assert criterion.group in properties[criterion.ref]["description"]
            assert properties[criterion.ref]["properties"]["class"]["description"]
        for section in ("system", "org", "compute"):
            assert all(form["description"] for form in properties[section]["properties"].values())


def nested(value: Value) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from nested(one)


def patterns() -> list[str]:
    found: dict[str, None] = {}
    for form in nested(SCHEMAS):
        found |= dict.fromkeys(form.get("patternProperties", ()))
        if isinstance(form.get("pattern"), str):
            found[form["pattern"]] = None
    return [*found]


def test_patterns_are_those_of_python_and_of_editors() -> None:
    assert len(patterns()) > 8
    for pattern in patterns():
        re.compile(pattern)
        inline = re.findall(r"\(\?(?![:=!])|\\[AZzbBdDwWpPNUkQE0-9]|[*+?}][+]|\[\[|\[:|&&", pattern)
        assert inline == [], pattern
        escaped = set(re.findall(r"\\(.)", pattern))
        assert escaped <= {"s", "S", "n", "x", "u"}, pattern


SAMPLES = ["", " ", "a", "text", "text, code", "2024-02-29", "2023-02-29", "2024-12-31", "paper"]
SAMPLES += [
    "https://a.org",
    " https://a.org \n",
    "https://a.org,, https://b.org,",
    "endmodel license",
]
SAMPLES += [
    "https://a\ufeffb",
    "https://a\x85b",
    "a\x1bb",
    "https://a.org https://b.org",
    "é",
    "\n",
]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node to ask")
def test_editors_understand_the_patterns_as_python_does() -> None:
    script = """
        const [patterns, samples] = JSON.parse(require("fs").readFileSync(0));
        const verdicts = flags => patterns.map(p => samples.map(s => new RegExp(p, flags).test(s)));
        console.log(JSON.stringify([verdicts(""), verdicts("u")]));
    """
    asked = json.dumps([patterns(), SAMPLES])
    told = subprocess.run(
        ["node", "-e", script], input=asked, capture_output=True, text=True, check=True
    )
    expected = [[bool(re.search(p, s)) for s in SAMPLES] for p in patterns()]

    assert json.loads(told.stdout) == [expected, expected]


MANY = 20_000


@pytest.mark.parametrize(
    "text",
    [
        " " * MANY + "!",
        " " * MANY + "https://a",
        "https://a" + "," * MANY + "\x07",
        "https://a" + ", " * MANY + "\x07",
        "https://a," * MANY + "\x07",
        "https://a,h" * MANY + " ",
        "https://a.org, " * MANY + "\x07",
        "text" + " " * MANY + "!",
        "text, " * MANY,
        "x" * MANY + "\x07",
        "endmodel" + " " * MANY + "!",
    ],
)
def test_no_text_keeps_an_editor_busy(text: str) -> None:
    started = time.monotonic()
    for pattern in patterns():
        re.search(pattern, text)

    assert time.monotonic() - started < 2


def test_a_release_date_is_a_day_that_exists() -> None:
    dates = TypeAdapter(ReleaseDate, config={"regex_engine": "python-re"})
    for year in (1000, 1900, 2000, 2023, 2024, 2100, 2400, 2999):
        for month in range(14):
            for day in range(33):
                text = f"{year}-{month:02}-{day:02}"
                try:
                    exists = bool(dt.date.fromisoformat(text))
                except ValueError:
                    exists = False
                try:
                    assert bool(dates.validate_python(text)) is exists
                except ValidationError:
                    assert not exists


def test_a_file_may_name_its_schema_in_its_first_line() -> None:
    first = "# yaml-language-server: $schema=https://example.org/data/model.schema.json\n"
    snapshot = read(first + a_file(origin="Chile"))

    assert complaints(snapshot) == []
    assert snapshot.models[0].origin == "Chile"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("_parameters.yml", "- {name: A, params: [{ref: code, name: 4.10, types: [text]}]}"),
        ("_parameters.yml", "- {params: [{ref: code}], more: 1}"),
        ("_parameters.yml", "- {params: [{name: Code}]}"),
        ("_parameters.yml", "- {params: [{ref: 4code}]}"),
        ("_parameters.yml", "- {params: [{ref: code, types: [txet]}]}"),
        ("_parameters.yml", "- {params: }"),
        ("_parameters.yml", "- {params: {ref: code}}"),
        ("_parameters.yml", "params: [{ref: code}]"),
        ("_index.yml", "title: 4.10\ndate: 2024-07-01\nsource: https://example.org"),
        ("_index.yml", "title:\ndate:\nsource:"),
        ("_index.yml", "more: 1"),
        ("_index.yml", "source: example"),
        ("_index.yml", "date: soon"),
        ("_index.yml", "license: [MIT]"),
    ],
)
def test_the_schemas_of_the_files_beside_say_what_the_reader_says(name: str, content: str) -> None:
    of: Callable[[], dict[str, Any]] = about_schema if name == "_index.yml" else parameters_schema
    snapshot = read_files({name: content.encode()}, "models", TODAY)
    checks = Draft7Validator(of(), format_checker=Draft7Validator.FORMAT_CHECKER)

    for loader in (Yaml12, yaml.SafeLoader):
        assert checks.is_valid(parsed(content, loader)) == (snapshot.problems == ()), content
