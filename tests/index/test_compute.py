"""Training compute and licences by part, read from comments, notes and keys."""

from __future__ import annotations

import math
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mkdocs_osai.index import Model, read_files, read_folder
from mkdocs_osai.index.compute import STATES, Compute, NotUnderstood, canonical, read_compute
from mkdocs_osai.index.license_parts import LICENSE_STATES, PARTS, LicensePart, parts_of
from mkdocs_osai.problems import Level, Problem
from tests.builders import a_file

OOM_HALF = 10**0.5

READ: dict[str, tuple[str, float | None, float | None, float | None]] = {
    # The list of issue 19.
    "~4.08e+23 FLOP +- 0.5 OoM (param count & dataset size) [Epoch AI]": (
        "estimate",
        4.08e23,
        4.08e23 / OOM_HALF,
        4.08e23 * OOM_HALF,
    ),
    ">= 1.18e+22 FLOP (lower bound from 2x Chinchilla)": ("at_least", 1.18e22, 1.18e22, None),
    "~3e+20 FLOP to ~1e+21 FLOP (hardware estimation)": ("range", None, 3e20, 1e21),
    "unknown (~1e23?)": ("unknown", None, None, None),
    "unknown (likely negligible)": ("unknown", None, None, None),
    "-": ("not_applicable", None, None, None),
    "~9.85e+21 +- 0.36 OoM (tuning on 64xA100)": (
        "estimate",
        9.85e21,
        9.85e21 / 10**0.36,
        9.85e21 * 10**0.36,
    ),
    "~2.8e22 FLOP": ("estimate", 2.8e22, None, None),
    "~2.34e+024": ("estimate", 2.34e24, None, None),
    "6.74e+24 FLOP (from preprint)": ("stated", 6.74e24, 6.74e24, 6.74e24),
    "~3e+20 - 1e+21 FLOP": ("range", None, 3e20, 1e21),
    "~7.2e+23 FLOP +- 0.5 OoM (Epoch AI)": (
        "estimate",
        7.2e23,
        7.2e23 / OOM_HALF,
        7.2e23 * OOM_HALF,
    ),
    # More of their kinds.
    "2.84e+22 FLOP +- 0.45 OoM": ("estimate", 2.84e22, 2.84e22 / 10**0.45, 2.84e22 * 10**0.45),
    ">= 1e22 FLOP +- 1 OoM": ("at_least", 1e22, 1e21, None),
    "≥1e22": ("at_least", 1e22, 1e22, None),
    "at least 1e22 FLOPs": ("at_least", 1e22, 1e22, None),
    "<= 1e21 FLOP": ("range", None, None, 1e21),
    "1e22 ± 2 orders of magnitude": ("estimate", 1e22, 1e20, 1e24),
    "1e20 FLOP +- 1 OoM to 1e21 FLOP +- 1 OoM": ("range", None, 1e19, 1e22),
    "4 \N{MULTIPLICATION SIGN} 10²³ FLOP": ("stated", 4e23, 4e23, 4e23),
    "10^25": ("stated", 1e25, 1e25, 1e25),
    "4.5 x 10^23 flop": ("stated", 4.5e23, 4.5e23, 4.5e23),
    "Unknown.": ("unknown", None, None, None),
    "n/a": ("not_applicable", None, None, None),
    "~1e23 FLOP?": ("unknown", None, None, None),
}


@pytest.mark.parametrize(("text", "expected"), READ.items(), ids=READ)
def test_a_text_has_a_state_a_figure_and_two_ends(
    text: str, expected: tuple[str, float | None, float | None, float | None]
) -> None:
    found = read_compute(text)

    state, *numbers = expected
    assert found.state == state
    assert found.text == text
    for number, wanted in zip((found.flop, found.low, found.high), numbers, strict=True):
        assert number == (wanted if wanted is None else pytest.approx(wanted, rel=1e-5))


REMARKS = {
    "~1e22 FLOP (hardware figures) [Epoch AI]": ("hardware figures", "Epoch AI", None),
    "~1e22 FLOP (hardware figures) (two runs)": ("hardware figures", None, "two runs"),
    "1e22 FLOP (from the preprint)": (None, "preprint", None),
    "~1e22 FLOP (Epoch AI)": (None, "Epoch AI", None),
    "unknown (likely negligible)": (None, None, "likely negligible"),
    "unknown (~4e22?) (small)": (None, None, "small"),
    "- (trained at once)": (None, None, "trained at once"),
    "~1e22 FLOP (after Smith (2024))": ("after Smith (2024)", None, None),
}


@pytest.mark.parametrize(("text", "expected"), REMARKS.items(), ids=REMARKS)
def test_a_remark_is_a_method_a_source_or_a_note(
    text: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    found = read_compute(text)

    assert (found.method, found.source, found.note) == expected


@pytest.mark.parametrize(
    ("text", "guess"),
    {
        "unknown (~1e23?)": 1e23,
        "unknown (likely ~4e22 FLOP)": 4e22,
        "1e21?": 1e21,
        "unknown (1e23)": None,
        "unknown (2 runs?)": None,
    }.items(),
)
def test_a_guess_is_no_figure(text: str, guess: float | None) -> None:
    found = read_compute(text)

    assert found.state == "unknown"
    assert found.guess == guess
    assert found.flop is found.low is found.high is None


REFUSED = {
    "lots": "'lots'",
    "1e23 FLOP/s": "'FLOP/s'",
    "1e23 FLOP per second": "'FLOP per second'",
    "1e23, or so": "', or so'",
    "1e23 (open": "'(open'",
    "1e23 FLOP (a) and more": "'and more'",
    "1e22 to 1e21 FLOP": "below its beginning",
    "0": "'0'",
    "1e99": "'1e99'",
    "1e23 +- 40 OoM": "40 orders of magnitude",
    "3 PFLOP-days": "'PFLOP-days'",
    "4,08e23": "',08e23'",
    "": "nothing",
}


@pytest.mark.parametrize(("text", "named"), REFUSED.items(), ids=REFUSED)
def test_a_text_that_is_not_understood_is_refused_with_its_part(text: str, named: str) -> None:
    with pytest.raises(NotUnderstood) as error:
        read_compute(text)

    assert named in error.value.what


_numbers = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["1", "4.08", "9.99", "10", "02.5", "7."]),
    st.sampled_from(["e", "E", " x 10^", "*10^", "e+", "", "^"]),
    st.sampled_from(["23", "022", "+21", "", "7", "45"]),
    st.sampled_from(["", " FLOP", "FLOPs", " flop", " GB"]),
)
_figures = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "~", ">= ", "≥", "< ", "at least ", "about ", "??"]),
    _numbers,
    st.sampled_from(["", " +- 0.5 OoM", "±1 OoMs", " +- 12 OoM", " +/- 0.30 OoM", " +- OoM"]),
    st.one_of(st.just(""), _numbers.map(" to {}".format), _numbers.map(" - ~{}".format)),
    st.sampled_from(["", " FLOP", "?", "."]),
)
_remarks = st.lists(
    st.sampled_from(["(a)", "[Epoch AI]", "(likely ~1e23)", "(a (b))", "()", "(x", "]", "(~2e2?)"]),
    max_size=3,
).map(" ".join)
_line = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=30)
TEXTS = st.one_of(
    st.builds(
        "{} {}".format, st.one_of(_figures, st.sampled_from(["unknown", "-", "n/a"])), _remarks
    ),
    _line,
)
"""Texts in the grammar, almost in it, and not in it at all."""


def read(content: str) -> tuple[Model, tuple[Problem, ...]]:
    snapshot = read_files({"a.yaml": content.encode()}, "models")
    assert len(snapshot.models) == 1, snapshot.problems
    return snapshot.models[0], snapshot.problems


@given(text=TEXTS)
def test_every_text_in_a_comment_is_read_or_named_in_a_finding(text: str) -> None:
    assume(" ".join(text.split()) and not re.search(r"[\x00-\x1f\x7f-\x9f\ufeff]", text))
    content = f"# - End model training compute: {text}\n{a_file()}"

    model, problems = read(content)

    named = [p for p in problems if p.line == 1 and p.level is Level.ERROR]
    assert bool(model.compute_end) != bool(named)
    if model.compute_end:
        assert model.compute_end.text == " ".join(text.split())


@given(text=TEXTS)
def test_every_text_of_a_key_is_read_or_named_in_a_finding(text: str) -> None:
    assume(" ".join(text.split()) and not re.search(r"[\x00-\x1f\x7f-\x9f\ufeff]", text))
    quoted = text.replace("'", "''")
    content = f"{a_file()}compute:\n    basemodel: '{quoted}'\n"

    model, problems = read(content)

    named = [p for p in problems if p.field == "compute.basemodel" and p.level is Level.ERROR]
    assert bool(model.compute_base) != bool(named)


@given(text=TEXTS)
def test_the_ends_enclose_the_figure_and_the_documented_form_means_the_same(text: str) -> None:
    text = " ".join(text.split())
    try:
        found = read_compute(text)
    except NotUnderstood:
        return
    again = canonical(text)

    assert read_compute(again).means_the_same(found)
    assert canonical(again) == again
    assert found.state in STATES
    ends = (-math.inf if found.low is None else found.low), found.high or math.inf
    assert ends[0] <= (found.flop or ends[0]) <= ends[1]
    assert not math.isinf(ends[0]) or not found.has_figure or found.state != "at_least"


def of_comments(base: str, end: str = "unknown", **keys: str) -> str:
    lines = [
        "# Training compute:",
        f"# - Base model training compute: {base}",
        f"# - End model training compute: {end}",
        a_file(),
    ]
    if keys:
        lines += ["compute:", *(f"    {key}: '{value}'" for key, value in keys.items())]
    return "\n".join(lines)


def test_a_key_takes_precedence_over_a_comment_and_a_contradiction_is_reported() -> None:
    model, problems = read(of_comments("~1e22 FLOP +- 1 OoM", basemodel="2e+22 FLOP"))

    assert model.compute_base == read_compute("2e+22 FLOP")
    assert model.compute_end == read_compute("unknown")
    assert [str(p) for p in problems] == [
        (
            "models/a.yaml:2: compute.basemodel: the comment says '~1e22 FLOP +- 1 OoM', but "
            "'2e+22 FLOP' counts; keep one of them"
        )
    ]


def test_a_key_and_a_comment_that_mean_the_same_do_not_contradict() -> None:
    _, problems = read(of_comments("~1e22 +- 1 OoM", basemodel="~1e+22 FLOP +- 1 OoM"))

    assert problems == ()


def test_a_value_that_is_not_understood_is_an_error_with_its_line_and_its_part() -> None:
    model, problems = read(of_comments("1e23 FLOP/s"))

    assert model.compute_base is None
    assert [str(p) for p in problems] == [
        (
            "models/a.yaml:2: compute.basemodel: '1e23 FLOP/s' is not a figure of training "
            "compute: 'FLOP/s' was not understood; write 'unknown', '-', or a figure such as "
            "'~4.08e+23 FLOP +- 0.5 OoM (hardware figures)'"
        )
    ]


@pytest.mark.parametrize(
    "content",
    [
        f"# - Base compute: 1e23 FLOP\n{a_file()}",
        f"{a_file()}# - End model training compute: 1e23 FLOP\n",
    ],
    ids=["another name", "below the sections"],
)
def test_a_comment_that_looks_like_compute_and_is_not_read_is_named(content: str) -> None:
    model, problems = read(content)

    assert model.compute_base is model.compute_end is None
    assert [p.what for p in problems] == [
        "the comment looks like training compute, and is not read"
    ]


@pytest.mark.parametrize("value", [">= 1e+22 FLOP", "-"])
def test_a_value_that_yaml_reads_as_a_sign_of_its_own_gets_a_hint(value: str) -> None:
    content = f"{a_file()}compute:\n    basemodel: {value}\n"

    [problem] = read_files({"a.yaml": content.encode()}, "models").problems

    assert problem.what == "not YAML: a value that begins with > or - must be in quotes"
    assert problem.line == len(content.splitlines())


def test_an_estimate_without_a_margin_has_no_ends_and_says_so() -> None:
    model, problems = read(f"{a_file()}compute:\n    endmodel: ~2.8e+22 FLOP\n")

    assert model.compute_end == Compute("~2.8e+22 FLOP", "estimate", 2.8e22)
    assert [p.what for p in problems] == [
        "an estimate without a margin cannot be compared with a threshold"
    ]


# Licences by part


STATES_OF = {
    "Apache-2.0": "named",
    "MIT": "named",
    "Creative Commons": "named",
    "Research-only": "named",
    "not released": "not released",
    "Not released": "not released",
    "Not available": "not released",
    "not disclosed": "not disclosed",
    "unknown": "unknown",
    "not specified": "unknown",
    "Purposely left ambiguous": "unknown",
    "partially disclosed and available under Apache-2.0": "named",
    "various licenses, some unknown and/or unclear": "unknown",
}


@pytest.mark.parametrize(("text", "state"), STATES_OF.items(), ids=STATES_OF)
def test_a_part_names_a_licence_or_says_why_not(text: str, state: str) -> None:
    assert state in LICENSE_STATES
    assert LicensePart(text).state == state


@pytest.mark.parametrize(
    ("note", "expected"),
    {
        "Weights: MIT. Code: Apache-2.0. Data: ODC-BY 1.0, CC0.": (
            "MIT",
            "Apache-2.0",
            "ODC-BY 1.0, CC0",
        ),
        "weights: MIT; data: CC0": ("MIT", None, "CC0"),
        "Code: MIT.": (None, "MIT", None),
        "Apache-2.0 for code: see the repository.": (None, None, None),
        "Weights: . Code: MIT.": (None, "MIT", None),
    }.items(),
)
def test_a_note_is_read_by_its_parts(note: str, expected: tuple[str | None, ...]) -> None:
    found = dict(parts_of(note))

    assert tuple(found.get(part) for part in PARTS) == expected


def test_a_key_of_a_licence_takes_precedence_over_the_note() -> None:
    content = f'{a_file()}    notes: "Weights: MIT. Code: not released."\n    weights: CC0\n'

    model, problems = read(content)

    assert model.license_parts.weights == LicensePart("CC0")
    assert model.license_parts.code == LicensePart("not released")
    assert [p.what for p in problems] == ["the note says 'MIT', but 'CC0' counts"]


# An independent count: by lines and str.partition, without the patterns of the reader.


def counted_by_hand(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """How many values of compute are of each kind, and how many licence notes name each part."""
    values: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    for path in sorted(folder.glob("*.yaml")):
        if path.stem == "a_submission_template":
            continue
        for line in path.read_text("utf-8").splitlines():
            before, _, value = line.partition(":")
            if before.endswith("model training compute") and before.startswith("#"):
                values[kind_by_hand(value.strip())] += 1
            if line.startswith(("  basemodel:", "  endmodel:")):
                values[kind_by_hand(value.strip(" '"))] += 1
            if before.strip() == "notes" and "Weights: " in line and "Code: " in line:
                notes.update(
                    word for word in ("weights", "code", "data") if f"{word.title()}: " in line
                )
            if line.startswith(("  weights:", "  code:", "  data:")):
                notes[before.strip()] += 1
    return values, notes


def kind_by_hand(value: str) -> str:
    if value.startswith("unknown"):
        return "unknown"
    if value == "-":
        return "not_applicable"
    if value.startswith(">"):
        return "at_least"
    head = value.split("(", maxsplit=1)[0]
    if " to " in head:
        return "range"
    return "estimate" if "~" in head or "+-" in head else "stated"


def test_an_independent_count_of_the_public_index_agrees(database: Path) -> None:
    values, notes = counted_by_hand(database)
    snapshot = read_folder(database)
    computes = [c for m in snapshot.models for c in (m.compute_base, m.compute_end) if c]

    assert Counter(c.state for c in computes) == values
    parts = Counter(p for m in snapshot.models for p in PARTS if getattr(m.license_parts, p))
    assert parts == notes


def test_the_index_of_june_2026_has_116_values_and_55_notes(database: Path) -> None:
    models = read_folder(database).models
    if len(models) != 193:
        pytest.skip("another day of the index")
    computes = [c for m in models for c in (m.compute_base, m.compute_end) if c]

    assert Counter(c.state for c in computes) == {
        "estimate": 37,
        "at_least": 14,
        "stated": 1,
        "range": 1,
        "unknown": 56,
        "not_applicable": 7,
    }
    assert sum(bool(m.license_parts.weights) for m in models) == 55
