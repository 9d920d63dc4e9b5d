"""Definitions of open models: conditions with three answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.index import LicensePart, LicenseParts
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.problems import AuthorError, UnknownName
from mkdocs_osai.stats import Index
from tests.builders import a_file, a_model, an_index

ROOT = Path(__file__).parents[2]
OWN = ROOT / "models" / "_definitions.yml"


def with_definitions(folder: Path, text: str, **files: str) -> Index:
    """An index of a folder with this `_definitions.yml`, and a model with every criterion open."""
    for name, content in {"open": a_file(name="Open"), **files}.items():
        (folder / f"{name}.yaml").write_text(content, "utf-8")
    (folder / "_definitions.yml").write_text(text, "utf-8")
    return load(folder)


def answers(index: Index, key: str) -> dict[str, bool | None]:
    return {m.id: index.definitions[key].verdict(m).meets for m in index.models}


def problems(index: Index) -> list[str]:
    return [
        str(p).partition("_definitions.yml:")[2] for p in index.problems if p.rule == "definitions"
    ]


def test_the_strict_readings_of_the_public_index(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "models"
    shutil.copytree(database, folder)
    shutil.copy(OWN, folder)
    index = load(folder)

    counts = {key: str(index.count(meets=key)) for key in index.definitions}
    assert len(index) == 193
    assert counts["weights-and-code"] == "43"
    assert counts["documented-and-data"] == "19"
    assert counts["all-licensed"] == "9"


def test_our_models_have_the_same_numbers() -> None:
    index = load(ROOT / "models")

    counts = [index.count(meets=key).count for key in index.definitions][-3:]
    assert counts == [43, 19, 9]


def test_published_definitions_have_a_source_a_date_and_their_gaps() -> None:
    index = an_index(a_model())

    assert [*index.definitions] == ["osaid", "mof-3", "mof-2", "mof-1"]
    for one in index.definitions.values():
        assert one.source
        assert one.source.startswith("https://")
        assert one.date
        assert one.gaps
        assert one.about


def test_what_the_index_does_not_assess_is_never_met() -> None:
    index = an_index(a_model("all"), a_model("none", classes={"weights_endmodel": "closed"}))

    for key in index.definitions:
        assert answers(index, key) == {"all": None, "none": False}
        assert str(index.count(meets=key)) == "0 to 1 of 2"
    assert index.count(meets="osaid").basis == (
        "models that meet OSAID 1.0: 0 to 1 of 2 models; for 1 it cannot be said"
    )
    assert str(index.share(meets="osaid", models=["none"])) == "0.0%"


def test_a_class_that_no_file_tells_leaves_the_answer_open(tmp_path: Path) -> None:
    index = with_definitions(
        tmp_path,
        "mine: {name: Mine, all: [{code: open}, {paper: [open, partial]}]}",
        partial=a_file(paper="partial"),
        closed=a_file(paper="closed"),
        untold=a_file(paper=None),
        both=a_file(paper=None, code="closed"),
    )

    assert answers(index, "mine") == {
        "open": True,
        "partial": True,
        "closed": False,
        "untold": None,
        "both": False,
    }
    assert str(index.count(meets="mine")) == "2 to 3 of 5"


def test_any_all_and_at_least_combine_answers(tmp_path: Path) -> None:
    some = "[{code: open}, {paper: open}, {preprint: open}]"
    index = with_definitions(
        tmp_path,
        f"any: {{name: Any, all: [{{any: {some}}}]}}\n"
        f"two: {{name: Two, all: [{{at_least: 2, of: {some}}}]}}\n"
        f"every: {{name: Every, all: [{{all: {some}}}]}}\n",
        one=a_file(code="open", paper="closed", preprint="closed"),
        maybe=a_file(code="open", paper=None, preprint="closed"),
        none=a_file(code="closed", paper="closed", preprint=None),
    )

    assert problems(index) == []
    assert answers(index, "any") == {"open": True, "one": True, "maybe": True, "none": None}
    assert answers(index, "two") == {"open": True, "one": False, "maybe": None, "none": False}
    assert answers(index, "every") == {"open": True, "one": False, "maybe": False, "none": False}
    assert index.definitions["two"].requirements[0].words == (
        "at least 2 of: Code Documentation: open; Paper: open; Preprint: open"
    )


def test_compute_is_within_bounds_for_certain_or_cannot_be_said(tmp_path: Path) -> None:
    folder = tmp_path
    index = with_definitions(folder, "small: {name: Small, all: [{compute_base: {below: 1e23}}]}")
    definition = index.definitions["small"]

    for text, answer in {
        "1e+22 FLOP": True,
        "~1e+23 FLOP +- 0.5 OoM": None,
        "1e+24 FLOP": False,
        "unknown": None,
        "-": None,
    }.items():
        assert definition.verdict(a_model(compute_base=read_compute(text))).meets is answer, text
    assert definition.verdict(a_model()).missing[0].found == "not recorded"


def test_licences_of_parts_count_in_every_spelling_and_not_disclosed_says_nothing(
    tmp_path: Path,
) -> None:
    index = with_definitions(
        tmp_path, "mit: {name: MIT, all: [{license_weights: [MIT License, apache 2.0]}]}"
    )
    definition = index.definitions["mit"]

    def of(weights: str | None) -> bool | None:
        parts = LicenseParts(LicensePart(weights) if weights else None, None, None)
        return definition.verdict(a_model(license_parts=parts)).meets

    assert (of("MIT"), of("Apache-2.0"), of("Gemma Terms of Use")) == (True, True, False)
    assert (of("not disclosed"), of(None)) == (None, None)


@pytest.mark.parametrize(
    ("condition", "model"),
    [
        ("{regions: Other}", {"origin": "Unknown"}),
        ("{eu: Outside the European Union}", {"origin": "unknown"}),
        ("{own: Other}", {"endmodellicense": "Unknown"}),
        ("{derived: from scratch}", {}),
        ("{compute_base_systemic_risk: below}", {}),
    ],
)
def test_a_value_that_says_nothing_is_in_no_rest(
    tmp_path: Path, condition: str, model: dict[str, str]
) -> None:
    own = "own: {label: Own, of: licenses, groups: {Free: [Apache-2.0]}, rest: Other}"
    (tmp_path / "_dimensions.yml").write_text(own, "utf-8")
    one = a_file(name="One", **model)

    index = with_definitions(tmp_path, f"mine: {{name: Mine, all: [{condition}]}}", one=one)

    assert index.problems == ()
    assert answers(index, "mine")["one"] is None


def test_a_group_that_names_the_unknown_is_met_by_it(tmp_path: Path) -> None:
    own = "own: {label: Own, of: licenses, groups: {Hidden: [Unknown]}, rest: Other}"
    (tmp_path / "_dimensions.yml").write_text(own, "utf-8")
    one = a_file(name="One", endmodellicense="Unknown")

    index = with_definitions(tmp_path, "mine: {name: Mine, all: [{own: Hidden}]}", one=one)

    assert answers(index, "mine") == {"one": True, "open": False}


def test_a_condition_names_a_group_and_no_other_one(tmp_path: Path) -> None:
    index = with_definitions(
        tmp_path,
        "mine: {name: Mine, all: [{regions: Europe}]}\nb: {name: B, all: [{regions: Eurasia}]}",
        one=a_file(name="One", origin="France"),
        other=a_file(name="Other", origin="Peru"),
    )

    assert answers(index, "mine") == {"one": True, "open": False, "other": False}
    assert any("'Eurasia' is no category of regions" in one for one in problems(index))


@pytest.mark.parametrize("of", ["field: definitions", "of: definitions"])
def test_no_definition_can_refer_to_definitions_by_another_name(tmp_path: Path, of: str) -> None:
    (tmp_path / "_dimensions.yml").write_text(f"my: {{label: My, {of}}}", "utf-8")

    index = with_definitions(tmp_path, "x: {name: X, all: [{my: OSAID 1.0}]}")

    assert any("there is no dimension or criterion 'my'" in one for one in problems(index))
    assert "x" not in index.definitions


def test_a_text_of_a_file_is_not_taken_for_what_the_index_does_not_assess(tmp_path: Path) -> None:
    index = with_definitions(
        tmp_path,
        "mine: {name: Mine, all: [{organizations: Mozilla}, {code: open}]}",
        one=a_file(name="One", orgname="not assessed by the index", code="closed"),
    )

    assert [model.id for model, _ in index.near_misses("mine")] == ["open"]


def test_near_misses_fail_one_requirement_and_say_which(tmp_path: Path) -> None:
    index = with_definitions(
        tmp_path,
        "mine: {name: Mine, all: [{code: open}, {paper: open}, {not_assessed: Something}]}",
        one=a_file(name="One", paper="partial"),
        two=a_file(name="Two", paper="closed", code="closed"),
        untold=a_file(name="Untold", paper="closed", code=None),
    )

    [(model, missing)] = index.near_misses("mine")
    assert (model.id, missing.requirement, missing.found) == ("one", "Paper: open", "partial")


def test_the_dimension_has_those_that_a_model_meets_and_none_only_for_certain(
    tmp_path: Path,
) -> None:
    index = with_definitions(
        tmp_path,
        "mine: {name: Mine, all: [{code: open}]}",
        shut=a_file(code="closed", weights_endmodel="closed"),
        half=a_file(code="closed"),
    )

    tally = index.tally("definitions")
    assert {c.name: c.models for c in tally.categories} == {
        "none of them": ("shut",),
        "Mine": ("open",),
    }
    assert tally.basis.startswith("2 of 3 models; 1 without a certain answer")
    assert str(index.n(meets="mine")) == str(index.n(meets="Mine")) == "1"


def test_the_three_answers_of_a_matrix() -> None:
    index = an_index(a_model("a"), a_model("b", classes={"weights_endmodel": "closed"}))

    matrix = index.definition_matrix(["osaid"], top=1)
    assert matrix.to_dict()["rows"] == [{"id": "a", "name": "a", "meets": {"osaid": None}}]
    assert matrix.basis == "2 models; 1 not shown"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a", "1: no keys with definitions under them; see the page on definitions"),
        ("a: {all: [{code: open}]}", "1: a.name: the key is missing"),
        ("a: {name: A, all: [code]}", "1: a.all: 'code' is here instead of keys"),
        ("a: {name: A, all: [{code: opem}]}", "'opem' is no category of code; did you mean 'open'"),
        ("a: {name: A, all: [{cod: open}]}", "there is no dimension or criterion 'cod'; did you"),
        ("a: {name: A, all: [{definitions: osaid}]}", "no dimension or criterion 'definitions'"),
        ("a: {name: A, all: [{code: open, paper: open}]}", "a condition with several keys"),
        ("a: {name: A, all: [{any: []}]}", "no list of conditions"),
        ("a: {name: A, all: [{at_least: 3, of: [{code: open}]}]}", "write a whole number from 1"),
        ("a: {name: A, all: [{compute_base: {below: much}}]}", "below is 'much'"),
        ("a: {name: A, all: [{types: {below: 1}}]}", "no bounds of types"),
        ("a: {name: A, all: [{not_assessed: ''}]}", "not_assessed without words; say what"),
        (
            "a: {name: A, all: [{code: open}]}\nb: {name: A, all: [{code: open}]}",
            "2: b.name: 'A' is the name or the key of another definition",
        ),
        ("b: {name: osaid 1.0, all: [{code: open}]}", "is the name or the key of another"),
        ("b: {name: OSAID, all: [{code: open}]}", "'OSAID' is the name or the key of another"),
        ("b: {name: None of them, all: [{code: open}]}", "that meet no definition"),
    ],
)
def test_a_wrong_definition_is_left_out_and_its_line_and_mistake_are_said(
    tmp_path: Path, text: str, told: str
) -> None:
    index = with_definitions(tmp_path, text)

    assert any(told in one for one in problems(index)), problems(index)
    assert "b" not in index.definitions
    assert len(index.definitions) in (4, 5)


def test_an_unknown_definition_and_a_count_of_nothing_have_a_hint() -> None:
    index = an_index(a_model())

    with pytest.raises(UnknownName, match=r"unknown definition 'osaied'; did you mean 'osaid'"):
        index.meets("osaied")
    with pytest.raises(AuthorError, match=r"the count has no dimension; name one first, or a"):
        index.count()


def test_an_index_of_other_criteria_has_the_definitions_that_it_can_answer(tmp_path: Path) -> None:
    (tmp_path / "_parameters.yml").write_text(
        "- name: All\n  params: [{ref: code, name: Code}, {ref: paper, name: Paper}]", "utf-8"
    )
    index = with_definitions(tmp_path, "mine: {name: Mine, all: [{code: open}]}")

    assert [*index.definitions] == ["mine"]


def test_a_state_without_definitions_uses_those_of_today_and_says_so(tmp_path: Path) -> None:
    today = with_definitions(tmp_path, "mine: {name: Mine, all: [{code: open}]}")
    before = Index(an_index(a_model("open")).snapshot, other=today)

    assert before.definitions["mine"].called == "Mine, as defined today"
    assert (
        before.count(meets="mine").basis == "models that meet Mine, as defined today: 1 of 1 model"
    )
    assert today.definitions["mine"].called == "Mine"
