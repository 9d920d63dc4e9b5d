"""Figure, caption, alt text, table, CSV, JSON, frame and evidence of a call have equal numbers."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from fractions import Fraction
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_osai import charts
from mkdocs_osai.macros.changes_since import changes
from mkdocs_osai.macros.statements import LocatedStatement
from mkdocs_osai.stats import Index, day_in_words
from tests.agreement.categories import bar, change, cross, pie, stacked, tally
from tests.agreement.definitions import matrix
from tests.agreement.lineage import lineage
from tests.agreement.odd import odd_calls
from tests.agreement.openness import grid, ranking
from tests.agreement.outputs import Outputs
from tests.agreement.over_time import over_time
from tests.agreement.reading import (
    half_up,
    marks_of,
    page_of,
    page_of_html,
    rows_of,
    title_of,
    whole,
)
from tests.agreement.scatter import scatter, thresholds
from tests.agreement.worlds import (
    NUMBERS,
    Call,
    Page,
    an_index,
    calls,
    earlier,
    indexes,
    number_of,
    selections,
)
from tests.builders import a_model

HUNT = "OSAI_EXAMPLES" in os.environ
EXAMPLES = int(os.environ.get("OSAI_EXAMPLES", "25"))
"""Calls of each macro; `OSAI_EXAMPLES=2000` searches longer, with other calls each time."""

WITHOUT = r"(?:; |\()([\d,]+) without "
"""The number of models that are not counted."""


CHECKS = {
    "pie": pie,
    "bar": bar,
    "stacked": stacked,
    "line": over_time,
    "heatmap": grid,
    "ranking": ranking,
    "scatter": scatter,
    "timeline": scatter,
    "thresholds": thresholds,
    "lineage": lineage,
    "matrix": matrix,
    "change": change,
}
"""Kind of figure → the function that compares its outputs with its numbers."""


def test_every_kind_of_chart_has_a_check() -> None:
    assert set(CHECKS) == set(charts.KINDS), "add one to CHECKS in this file"


@pytest.mark.parametrize("macro", CHECKS)
def test_all_outputs_of_a_figure_say_the_same(macro: str) -> None:
    came: Counter[str] = Counter()

    @settings(max_examples=EXAMPLES, derandomize=not HUNT)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        index = data.draw(indexes())
        call = data.draw(calls(macro, index))
        page, _, printed = call.of(index)
        came["answered" if printed else page.complaints[0]] += 1
        if printed:
            check_figure(macro, page, printed)

    law()
    assert came["answered"] >= EXAMPLES / 4, came


@pytest.mark.parametrize("macro", CHECKS)
def test_all_outputs_of_odd_figures_say_the_same(macro: str) -> None:
    came: Counter[bool] = Counter()
    for name, index, call in odd_calls(macro):
        page, _, printed = call.of(index)
        came[bool(printed)] += 1
        assert bool(printed) != bool(page.complaints), (name, call)
        if printed:
            try:
                check_figure(macro, page, printed)
            except AssertionError as error:
                error.add_note(f"{name}: {call}")
                raise
    assert came[True] > came[False] / 2, came


def check_figure(macro: str, page: Page, printed: str) -> None:
    """Compare all outputs of a figure with its JSON."""
    ((asked, shown),) = page.shown
    told: Any = json.loads(json.dumps(shown.to_dict(), allow_nan=False))
    read = page_of(printed)
    (alt,) = {*read.alts}
    small, source = read.texts["small"]
    ((caption, header, rows),) = read.tables
    (heading,) = read.texts["strong"]
    words = shown.selection.words

    # Which models, and how many: the same words in caption, alt text, table and picture.
    before = small.removesuffix(".")
    capital = f"{words[:1].upper()}{words[1:]}. " if words else ""
    subject = f"{shown.label}. " if heading != shown.label else ""
    assert before.startswith(subject + capital)
    basis = before.removeprefix(subject + capital)
    started = f"{shown.label} ({words})" if words else shown.label
    started = f"{heading}. {started}" if subject else started
    assert alt.endswith(f". {basis}.")
    assert alt.partition(": ")[2].startswith(f"{started}. ")
    assert caption == f"{started}: {basis}"
    for ending in (".svg", "-dark.svg", "-narrow.svg", "-dark-narrow.svg"):
        assert title_of(page.files[ending]) == f"{started}: {basis}"
    day = {page.files[ending].decode().partition("<dc:date>")[2][:10] for ending in (".svg",)}
    assert day == {shown.date.isoformat()} if shown.date else {""}
    assert day_in_words(shown.date) in source if shown.date else source
    check_basis(basis, told)
    if macro != "change":
        assert {key: asked.to_dict()[key] for key in ("n", "models", "unsorted")} == {
            key: told[key] for key in ("n", "models", "unsorted")
        }

    sentence = alt.partition(f"{started}. ")[2].removesuffix(f". {basis}.")
    csv = rows_of(page.files[".csv"].decode())
    frame = shown.frame()
    for form in ("", "-narrow"):
        dark = [(m.text, m.x, m.y, m.path) for m in marks_of(page.files[f"-dark{form}.svg"])]
        marks = marks_of(page.files[f"{form}.svg"])
        assert dark == [(m.text, m.x, m.y, m.path) for m in marks]
        CHECKS[macro](Outputs(told, csv, frame, header, rows, sentence, marks))


def check_basis(basis: str, told: Any) -> None:
    """The numbers of the basis of a figure are those of its JSON."""
    found = [
        (whole(n or models), whole(models))
        for n, models in re.findall(r"(?:([\d,]+) of )?([\d,]+) models?\b", basis)
    ]
    without = [whole(one) for one in re.findall(WITHOUT, basis)]
    if "before" in told:
        states = [told["before"], told["after"]]
        assert found == [(state["n"], state["models"]) for state in states], basis
        assert without == [state["unsorted"] for state in states if state["unsorted"]], basis
        return
    assert found[0] == (told["n"], told["models"]), basis
    assert without == [told["unsorted"]] * (told["unsorted"] > 0), basis


@pytest.mark.parametrize("macro", NUMBERS)
def test_a_number_its_tooltip_and_its_evidence_say_the_same(macro: str) -> None:
    came: Counter[str] = Counter()

    @settings(max_examples=EXAMPLES, derandomize=not HUNT)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        index = data.draw(indexes())
        call = data.draw(calls(macro, index))
        page, answer, printed = call.of(index)
        came["answered" if printed else page.complaints[0]] += 1
        if printed:
            check_number(index, call, page, answer, printed)

    law()
    assert came["answered"] >= EXAMPLES / 4, came


def check_number(index: Index, call: Call, page: Page, answer: object, printed: str) -> None:
    """Compare a printed number with its tooltip, the page of its evidence and its models."""
    number = number_of(answer)
    read = page_of(printed)
    ((text,), (title,), (value,)) = read.texts["data"], read.titles, read.values
    (evidence,) = map(page_of_html, page.evidence_pages)
    (heading,), paragraphs = evidence.texts["h1"], evidence.texts["p"]
    listed = [row[0] for _, _, rows in evidence.tables for row in rows]

    assert heading.endswith(f": {text}")
    basis = next(p for p in paragraphs if p.lower().startswith(title.lower()))
    assert basis.removesuffix(".").lower() == title.lower()
    assert float(value) == pytest.approx(float(number.value), abs=1e-6)
    then = dict(call.words).get("as_of")
    assert f"index of {then or '2026-06-12'}" in title
    index = earlier(index) if then else index
    if evidence.tables:
        (caption,) = (caption for caption, _, _ in evidence.tables)
        assert re.match(rf"{len(listed):,} models?, with ", caption)
    assert listed == sorted(listed)
    assert [*listed] == sorted(index.model(one).name for one in number.models)

    selected = {word: value for word, value in call.words if word != "as_of"}
    chosen = index.selected(**selected)
    if call.macro in ("n", "count", "share"):
        (counted, of) = next(iter(re.findall(r"([\d,]+) of ([\d,]+) models?\b", title)))
        assert whole(counted) == len(listed)
        missing = sum(map(whole, re.findall(WITHOUT, title)))
        whole_of = len(index) if call.macro == "n" and not call.places else len(chosen) - missing
        assert whole(of) == whole_of
        expected = len(listed) / whole(of) if call.macro == "share" else len(listed)
        assert float(value) == pytest.approx(expected, abs=1e-6)
    if call.macro in ("count", "share"):
        dimension, *names = call.places
        tally = json.loads(json.dumps(index.tally(dimension, **selected).to_dict()))
        counts = {c["name"]: c["count"] for c in tally["categories"]}
        assert whole(of) == tally["n"]
        if len(names) == 1:
            assert counts.get(names[0], 0) == len(listed)
        assert max((counts.get(n, 0) for n in names), default=0) <= len(listed)
        assert len(listed) <= sum(counts.get(n, 0) for n in names)
    if call.macro == "mean":
        scores = [m.score for m in chosen if m.score is not None]
        assert len(listed) == len(scores)
        assert float(value) == pytest.approx(float(sum(scores) / len(scores)), abs=1e-6)
        unscored = [whole(one) for one in re.findall(WITHOUT, title)]
        assert unscored == [len(chosen) - len(scores)] * (len(chosen) > len(scores))


def test_a_table_says_what_a_bar_chart_or_stacked_bars_say() -> None:
    came: Counter[str] = Counter()

    @settings(max_examples=EXAMPLES, derandomize=not HUNT)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        index = data.draw(indexes())
        call = data.draw(calls("table", index))
        page, _, printed = call.of(index)
        of_chart = ("dimension", "by")[: len(call.places)]
        words = {**dict(zip(of_chart, call.places, strict=True)), **dict(call.words)}
        if not printed:
            return
        title, index = words.pop("title", None), page.index(words.pop("as_of", None))
        shown = index.cross(**words) if "by" in words else index.tally(**words)
        came["answered"] += 1
        ((caption, header, rows),) = page_of(printed).tables
        told = json.loads(json.dumps(shown.to_dict()))
        heading, _, basis = caption.partition(": " if not shown.selection.words else "): ")
        assert heading.startswith(title or shown.label)
        check_basis(basis, told)
        if told["n"]:
            csv, frame = rows_of(shown.to_csv()), shown.frame()
            check = cross if "by" in words else tally
            check(Outputs(told, csv, frame, header, rows, shown.sentence, []))
        else:
            assert rows == []

    law()
    assert came["answered"] >= EXAMPLES / 4, came


def test_the_most_open_models_are_the_same_in_each_list() -> None:
    @settings(max_examples=EXAMPLES, derandomize=not HUNT)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        index = data.draw(indexes())
        words = data.draw(selections(index))
        most = data.draw(st.sampled_from((1, 3, 100)))
        ranked = index.ranking(None, **words).to_dict()
        if not ranked["models"]:
            return
        names = [row["name"] for row in ranked["ranking"]]
        for macro in ("models", "database"):
            _, _, printed = Call(macro, (), (*words.items(), ("limit", most))).of(index)
            ((caption, header, rows),) = page_of(printed).tables
            place = header.index("Openness")
            assert [row[0] for row in rows if row[place] not in ("", "not told")] == names[:most]
            scores = [row["score"] for row in ranked["ranking"]][: len(rows)]
            for row, score in zip(rows, scores, strict=False):
                assert row[place] == half_up(Fraction(score).limit_denominator(10**4), 2)
            found = re.match(r"(?:([\d,]+) of )?([\d,]+) model(s?)\b", caption)
            assert found, caption
            assert whole(found[2]) == ranked["models"]
            assert (found[3] == "s") == (ranked["models"] != 1)
            assert whole(found[1] or found[2]) == len(rows) == min(most, ranked["models"])

    law()


@pytest.mark.parametrize("macro", CHECKS)
def test_what_has_changed_of_a_figure_is_told_if_any_of_its_numbers_differ(macro: str) -> None:
    came: Counter[str] = Counter()

    @settings(max_examples=EXAMPLES // 2, derandomize=not HUNT)
    @given(st.data())
    def law(data: st.DataObject) -> None:
        now = data.draw(indexes())
        call = data.draw(calls(macro, now))
        then = an_index(earlier(now).models)
        pages = []
        for index in (then, now):
            page, _, printed = call.of(index)
            if not printed:
                return
            read = page_of(printed)
            pages.append((page, read.alts[0], page.files[".csv"], read.tables))
        (_, *before), (_, *after) = pages
        same = before == after
        placed = [
            LocatedStatement("page.md", 1, "figure", partial(page.statements.__getitem__, 0))
            for page, *_ in pages
        ]
        found = changes([(placed[0], placed[1])])
        came["same" if same else "other"] += 1
        if not same:
            assert found
        for one in found:
            assert one.before != one.after

    law()
    assert came["other"], came


def test_models_are_sorted_by_their_class_and_those_it_does_not_apply_to_are_last() -> None:
    classes = {"a": "partial", "b": "closed", "c": None, "d": "open"}
    graded = [a_model(one, classes={"code": cls}) for one, cls in classes.items()]
    index = an_index([*graded, a_model("e", types=())])

    for sort, expected in (("-code", "dabce"), ("code", "badce")):
        _, _, printed = Call("models", (["code"],), (("sort", sort),)).of(index)
        ((caption, _, rows),) = page_of(printed).tables
        assert "".join(row[0] for row in rows) == expected
        assert caption == "5 models"


def test_what_fell_out_of_the_largest_few_is_not_said_to_be_gone() -> None:
    origins = ["China"] * 4 + ["France"] * 3 + ["Peru"] * 2 + ["Chile"]
    then = [a_model(f"m{i}", origin=origin) for i, origin in enumerate(origins)]
    now = [*then, *(a_model(f"n{i}", origin="Peru") for i in range(10))]
    call = Call("bar", ("national_origins",), (("top", 1),))
    said = [call.of(an_index(models))[0].statements[0] for models in (then, now)]

    found = changes(
        [
            (
                LocatedStatement("a.md", 1, "figure", lambda: said[0]),
                LocatedStatement("a.md", 1, "figure", lambda: said[1]),
            )
        ]
    )

    assert [(one.label, one.before, one.after) for one in found] == [
        ("national origin China", "40.0%", "20.0%"),
        ("national origin France", "30.0%", "15.0%"),
        ("national origin Peru", "20.0%", "60.0%"),
        ("national origin Chile", "10.0%", "5.0%"),
    ]
