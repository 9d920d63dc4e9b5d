"""`osai import` imports all facts and no sentences."""

from __future__ import annotations

import datetime as dt
import os
from fractions import Fraction
from pathlib import Path

import pytest
import yaml

from mkdocs_osai.atomic_write import PartlyWritten
from mkdocs_osai.history import load
from mkdocs_osai.index import Snapshot, read_folder
from mkdocs_osai.problems import Level
from mkdocs_osai.quality.import_index import import_index
from mkdocs_osai.stats import Index
from tests.builders import a_file

SENTENCE = "NOT TO BE CARRIED OVER"
PARAMETERS = f"""
- name: Availability
  ref: availability
  description: {SENTENCE}
  params:
    - {{ref: code, name: Source Code}}
    - {{ref: weights_basemodel, types: [text, code]}}
- name: Documentation
  params:
    - {{ref: paper, name: "Paper: peer-reviewed", types: [text, image, video]}}
    - {{ref: api, types: []}}
"""
FILES: dict[str, str | bytes] = {
    "_parameters.yml": PARAMETERS,
    "_parameters-descriptions.yml": SENTENCE,
    "a_submission_template.yaml": a_file(name="Template"),
    "A_sample.yaml": a_file(name="Sample"),
    "plain.yaml": a_file(notes=f'"{SENTENCE}"') + f"# {SENTENCE}\n",
    "深度求索 R1.yaml": a_file(name="深度求索", origin="China ", type="text,code"),
    "Ünï cödé.yml": a_file(name="'Ünï: cödé #1'", orgname="'- yes'", endmodellicense="no"),
    " leading space.yaml": a_file(origin="Undisclosed", contributor="Undisclosed"),
    "untagged.yaml": a_file(origin=None, contributor=None, releasedate="2025-012"),
    "no-name.yaml": a_file(name="", releasedate="2024 NOV", type="Text"),
    "numbers.yaml": a_file(name="4.10", orgname="01", releasedate="2024-07-01"),
    "crlf.yaml": a_file(origin="France  ", performanceclass="Latest").replace("\n", "\r\n"),
    "bom.yaml": b"\xef\xbb\xbf" + a_file(origin="Peru", type="[video, image]").encode(),
    "misspelt.yaml": a_file(code="parial", paper="Open", weights_basemodel="''", type="text"),
    "links.yaml": a_file(
        link='"hhttps://a.org, https://b.org/ä?x=1,2#y"', orglink="[https://c.org, n/a]"
    ),
    "no-criteria.yaml": a_file(code=None, paper=None, weights_basemodel=None, type=""),
    "tags-in-keys.yaml": "system: {name: A, type: image}\n"
    f"org: {{name: O, origin: China, contributor: Academic, notes: {SENTENCE}}}\n"
    f"paper: {{class: partial, notes: {SENTENCE}, link: https://d.org}}\n"
    f"api: {{class: open, notes: [{SENTENCE}]}}\naliases: [B, C]\n",
}


@pytest.fixture
def source(tmp_path: Path) -> Snapshot:
    """A folder in the public format with all that was ever in it."""
    folder = tmp_path / "source"
    folder.mkdir()
    for name, content in FILES.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    return read_folder(folder)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "target"


def test_it_tallies_like_the_source_in_every_dimension(source: Snapshot, target: Path) -> None:
    import_index(source, target)

    ours, theirs = load(target), Index(source)
    assert len(ours) == len(FILES) - 4
    assert list(ours.registry) == list(theirs.registry)
    for dimension in theirs.registry:
        assert ours.tally(dimension).to_dict() == theirs.tally(dimension).to_dict(), dimension
        for latest in (True, False):
            tally = theirs.tally(dimension, latest=latest)
            assert ours.tally(dimension, latest=latest).categories == tally.categories
    assert {m.id: m.score for m in ours.models} == {m.id: m.score for m in theirs.models}


def test_every_fact_is_carried_over_under_the_same_id(source: Snapshot, target: Path) -> None:
    import_index(source, target)

    ours = {m.id: m for m in read_folder(target).models}
    assert list(ours) == [m.id for m in source.models]
    for theirs in source.models:
        model = ours[theirs.id]
        for fact in type(model).__slots__:
            if fact not in ("path", "grades"):
                assert getattr(model, fact) == getattr(theirs, fact), (theirs.id, fact)
        assert {ref: (g.cls, g.links) for ref, g in model.grades.items()} == {
            ref: (g.cls, g.links) for ref, g in theirs.grades.items()
        }
    assert ours["links"].links == ("https://a.org", "https://b.org/ä?x=1,2#y")
    assert ours["misspelt"].score == Fraction(1, 3)
    assert read_folder(target).criteria == source.criteria


def test_none_of_the_sentences_is_carried_over(source: Snapshot, target: Path) -> None:
    import_index(source, target)

    assert any(SENTENCE in grade.notes for m in source.models for grade in m.grades.values())
    for path in target.iterdir():
        text = path.read_text(encoding="utf-8")
        assert SENTENCE not in text
        assert not any(line.startswith("#") for line in text.splitlines())
        assert "notes" not in text


def test_what_is_written_has_no_errors_and_is_plain_yaml(source: Snapshot, target: Path) -> None:
    import_index(source, target)

    assert not [p for p in read_folder(target).problems if p.level is Level.ERROR]
    read = yaml.safe_load((target / "numbers.yaml").read_text(encoding="utf-8"))
    assert read["system"]["name"] == "4.10"
    assert read["system"]["releasedate"] == "2024-07-01"
    assert read["org"]["name"] == "01"


def test_a_second_import_changes_nothing(source: Snapshot, target: Path) -> None:
    first = import_index(source, target, date=dt.date(2026, 6, 12))
    before = {p.name: p.read_bytes() for p in target.iterdir()}

    second = import_index(source, target, date=dt.date(2026, 6, 12))
    of_itself = import_index(read_folder(target), target)

    assert set(first.written) == set(before)
    assert "_index.yml" in before
    assert (second.written, second.kept) == ((), ())
    assert (of_itself.written, of_itself.kept) == ((), ())
    assert {p.name: p.read_bytes() for p in target.iterdir()} == before


def test_a_changed_file_is_kept_unless_overwriting_is_asked_for(
    source: Snapshot, target: Path
) -> None:
    import_index(source, target)
    changed = target / "plain.yaml"
    changed.write_text("mine")

    kept = import_index(source, target)
    assert (kept.kept, kept.written, changed.read_text()) == (("plain.yaml",), (), "mine")

    replaced = import_index(source, target, overwrite=True)
    assert (replaced.kept, replaced.written) == ((), ("plain.yaml",))
    assert "mine" not in changed.read_text()


def test_other_files_of_the_target_are_left_alone(source: Snapshot, target: Path) -> None:
    target.mkdir(parents=True)
    (target / "README.md").write_text("mine")

    import_index(source, target, overwrite=True)

    assert (target / "README.md").read_text() == "mine"


def test_where_writing_fails_the_files_before_are_whole_and_nothing_is_left_behind(
    source: Snapshot, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = 0

    def until_the_disk_is_full(_: int) -> None:
        nonlocal written
        written += 1
        if written > 5:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", until_the_disk_is_full)
    with pytest.raises(PartlyWritten, match="No space left") as error:
        import_index(source, target)

    monkeypatch.undo()
    assert sorted(error.value.written) == sorted(path.name for path in target.iterdir())
    assert len(error.value.left) == len(source.models) + 1 - 5
    assert len(list(target.iterdir())) == 5
    assert len(read_folder(target).models) == 5
    assert import_index(source, target).kept == ()
