"""`osai new`."""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from mkdocs_osai.cli import main
from mkdocs_osai.index import read_folder
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.problems import Level
from mkdocs_osai.quality.check import check
from tests.builders import a_file
from tests.conftest import osai

TOLD = {
    "--name": "OLMo",
    "--org": "Allen AI",
    "--type": "text",
    "--released": "2024-02",
    "--license": "Apache-2.0",
    "--origin": "United States",
    "--contributor": "Non-academic (Research lab)",
    "--performance-class": "full",
    "--link": "https://allenai.org/olmo",
    "--class": "all=open",
}


def new(folder: Path, *more: str, **changes: str | None) -> Result:
    """Run the command with all that is essential, apart from changes."""
    told = {**TOLD, **{f"--{k.replace('_', '-')}": v for k, v in changes.items()}}
    options = [part for key, value in told.items() if value is not None for part in (key, value)]
    return osai("new", "--models", folder, *options, *more)


def answered(folder: Path, answers: Iterable[str], *options: str) -> tuple[int, str]:
    """Run the command on a terminal and type the answers: its exit code, and what it showed."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from mkdocs_osai.cli import main; main()", "new"]
    process = subprocess.Popen(
        [*command, "--models", str(folder), *options],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TERM": "dumb", "COLUMNS": "200"},
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, "".join(f"{answer}\n" for answer in answers).encode() + b"\x04")
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:
        pass  # Linux says so when the other end is closed
    os.close(ours)
    return process.wait(timeout=30), shown.decode().replace("\r\n", "\n")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_new_writes_a_file_without_problems(folder: Path) -> None:
    result = new(folder, "--class", "code=partial", "--grade-link", "code=https://a.org/code")

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{folder}/OLMo.yaml written\n")
    assert result.stdout.endswith(f"Check it: osai check {folder}/OLMo.yaml\n")
    found = check(folder).problems
    assert [p for p in found if "OLMo" in p.path and p.level is not Level.ADVICE] == []
    [model] = [m for m in read_folder(folder).models if m.id == "OLMo"]
    assert model.name == "OLMo"
    assert model.organization == "Allen AI"
    assert model.types == ("text",)
    assert model.released == "2024-02"
    assert model.license == "Apache-2.0"
    assert (model.origin, model.contributor) == ("United States", "Non-academic (Research lab)")
    assert model.performance_class == "full"
    assert model.links == ("https://allenai.org/olmo",)
    assert model.grades["code"].cls == "partial"
    assert model.grades["code"].links == ("https://a.org/code",)
    assert {g.cls for ref, g in model.grades.items() if ref != "code"} == {"open"}


def test_the_example_of_its_help_works(folder: Path) -> None:
    [example] = re.findall(r"Example: osai (.*)", main.commands["new"].help or "", re.DOTALL)
    result = osai(*shlex.split(example), "--models", folder)

    assert result.exit_code == 0, result.output
    assert (folder / "Lark 2.yaml").exists()


def test_new_changes_no_other_file(folder: Path) -> None:
    before = files(folder)
    new(folder)
    after = files(folder)

    assert after.pop("OLMo.yaml")
    assert after == before


def test_new_never_guesses_a_class(folder: Path) -> None:
    before = files(folder)
    result = new(folder, "--class", "code=open", **{"class": None})

    assert result.exit_code == 2
    assert "missing: --class datasources_basemodel=…, " in result.stderr
    assert "--class code=" not in result.stderr
    assert files(folder) == before


def test_new_leaves_a_class_empty_for_later(folder: Path) -> None:
    result = new(folder, "--class", "all=later", "--class", "code=closed", **{"class": None})

    assert result.exit_code == 0, result.output
    others = ", ".join(c.ref for c in BUILT_IN if c.ref != "code")
    assert f"Still to grade: {others}\n" in result.stdout
    tree = yaml.safe_load((folder / "OLMo.yaml").read_text("utf-8"))
    assert tree["code"]["class"] == "closed"
    assert tree["paper"]["class"] is None


def test_new_lists_classes_without_evidence(folder: Path) -> None:
    result = new(folder, "--class", "all=closed", "--class", "code=open", **{"class": None})

    assert "Still without evidence: code\n" in result.stdout


def test_new_names_every_option_that_is_missing(folder: Path) -> None:
    before = files(folder)
    result = osai("new", "--models", folder, "--no-input")

    assert result.exit_code == 2
    for option in TOLD:
        assert option in result.stderr
    assert result.stderr.count("\n") == 1
    assert files(folder) == before


def test_new_asks_nothing_without_a_terminal(folder: Path) -> None:
    result = osai("new", "--models", folder)

    assert result.exit_code == 2
    assert "run it on a terminal" in result.stderr


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("released", "soon", "--released: 'soon' is not a release date"),
        ("released", "2999", "--released: '2999' is in the future"),
        ("type", "txt", "--type: 'txt' is not a type; did you mean 'text'?"),
        ("performance_class", "lastest", "did you mean 'latest'?"),
        ("link", "javascript:alert(1)", "--link: 'javascript:alert(1)' is not a web address"),
        ("class", "all=opem", "unknown class 'opem'; did you mean 'open'?"),
        ("class", "cod=open", "unknown criterion for these types 'cod'; did you mean 'code'?"),
        ("class", "open", "--class is 'open'; write it as criterion=value"),
        ("grade_link", "code=x y", "--grade-link: 'x y' is not a web address"),
        ("grade_link", "all=https://a.org", "unknown criterion"),
        ("schema", "https://a.org/\nsystem: {}", "--schema is 'https://a.org/ system: {}'"),
    ],
)
def test_new_says_what_is_wrong_with_an_option_and_writes_nothing(
    folder: Path, option: str, value: str, told: str
) -> None:
    before = files(folder)
    result = new(folder, **{option: value})

    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1
    assert files(folder) == before


@pytest.mark.parametrize(
    "id",
    ["../x", "/x", "a\\b", "_x", ".x", "x\x1b[2J", "con", "A_submission_template", "x" * 101],
)
def test_new_writes_only_into_the_folder(folder: Path, id: str) -> None:  # noqa: A002 - it is called so
    before = files(folder), sorted(folder.parent.iterdir())
    result = new(folder, id)

    assert result.exit_code == 2
    assert "cannot be an id" in result.stderr
    assert "\x1b" not in result.stderr
    assert (files(folder), sorted(folder.parent.iterdir())) == before


@pytest.mark.parametrize("id", ["a", "A", "B"])
def test_new_refuses_an_id_that_is_taken(folder: Path, id: str) -> None:  # noqa: A002 - it is called so
    before = files(folder)
    result = new(folder, id)

    assert result.exit_code == 2
    assert f"'{id.lower()}.yaml' is there already" in result.stderr
    assert files(folder) == before


def test_new_refuses_a_name_that_a_model_has(folder: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="OLMo 2"), encoding="utf-8")
    result = new(folder, name="olmo 2")

    assert result.exit_code == 2
    assert "--name: the model 'e' has the name 'olmo 2' already" in result.stderr


def test_new_makes_the_id_from_the_name(folder: Path) -> None:
    assert new(folder, name="CLIP: ViT/L 2.5").exit_code == 0

    assert (folder / "CLIP-ViT-L 2.5.yaml").exists()


def test_new_takes_the_tags_that_the_organisation_has(folder: Path) -> None:
    (folder / "e.yaml").write_text(
        a_file(name="E", orgname="Alibaba", contributor="Non-academic (Chinese Big Tech)"),
        encoding="utf-8",
    )
    result = new(folder, org="Alibaba Group", origin=None, contributor=None)

    assert result.exit_code == 0, result.output
    assert "--origin is 'China', as for the other models of 'Alibaba Group'" in result.stderr
    [model] = [m for m in read_folder(folder).models if m.id == "OLMo"]
    assert (model.origin, model.contributor) == ("China", "Non-academic (Chinese Big Tech)")


def test_new_takes_no_tag_that_differs_within_an_organisation(folder: Path) -> None:
    result = new(folder, org="A lab", origin=None)

    assert result.exit_code == 2
    assert "missing: --origin;" in result.stderr


def test_new_notes_a_name_that_the_index_spells_otherwise(folder: Path) -> None:
    result = new(folder, license="Apache 2.0", org="A  labb", origin="Chnia")

    assert result.exit_code == 0
    assert "--license is 'Apache 2.0', and the index has 'Apache-2.0'" in result.stderr
    assert "--org is 'A labb', and the index has 'A lab'" in result.stderr
    assert "--origin is 'Chnia', and the index has 'China'" in result.stderr


def test_new_asks_for_the_criteria_of_the_folder(folder: Path) -> None:
    (folder / "_parameters.yml").write_text(
        "- name: All\n  params:\n    - {ref: code, name: Code}\n"
        "    - {ref: frames, name: Frames, types: [video]}\n"
    )
    of_others = new(folder, **{"class": "frames=open"})
    result = new(folder, **{"class": "code=open"})

    assert of_others.exit_code == 2
    assert "unknown criterion for these types 'frames'" in of_others.stderr
    assert result.exit_code == 0, result.output
    written = yaml.safe_load((folder / "OLMo.yaml").read_text())
    assert [*written] == ["system", "org", "compute", "code"]


def test_new_warns_where_the_criteria_of_the_folder_cannot_be_read(folder: Path) -> None:
    (folder / "_parameters.yml").write_text("nothing: here\n")

    assert "_parameters.yml:1: no list of groups" in new(folder).stderr


def test_new_names_the_schema_in_the_first_line(folder: Path) -> None:
    new(folder, schema="https://example.org/model.schema.json")

    first = "# yaml-language-server: $schema=https://example.org/model.schema.json\n"
    assert (folder / "OLMo.yaml").read_text().startswith(first)


def test_new_says_in_one_sentence_where_it_cannot_write(folder: Path, tmp_path: Path) -> None:
    nowhere = new(tmp_path / "nowhere")
    too_long = new(folder, "\N{KISS MARK}" * 100)

    assert nowhere.exit_code == 2
    assert "no folder of models at" in nowhere.stderr
    assert too_long.exit_code == 2
    assert "cannot be written (File name too long)" in too_long.stderr
    assert too_long.stderr.count("\n") == 1


def test_new_writes_no_file_that_nobody_could_read(folder: Path) -> None:
    before = files(folder)
    links = [f"code=https://a.org/{n:03}{'x' * 1900}" for n in range(200)]
    evidence = [link.replace("code", c.ref, 1) for c in BUILT_IN for link in links]
    result = new(folder, *(part for link in evidence for part in ("--grade-link", link)))

    assert result.exit_code == 2
    assert "would be wrong: the file is larger than" in result.stderr
    assert files(folder) == before


def test_new_on_a_terminal_asks_for_everything(folder: Path) -> None:
    tags = ["France", "Academic (University)"]
    answers = ["OLMo", "", "A new lab", "text", "2024-02", "MIT License", *tags, "full"]
    answers += ["https://allenai.org/olmo", "", "OLMo-7B", ""]
    answers += ["open", "https://a.org/data", "partial", "", *[""] * 10]
    code, shown = answered(folder, answers)

    assert code == 0, shown
    assert "Types (text, image, code, video, audio): " in shown
    assert "Base Model Data (open, partial, closed, later) [later]: " in shown
    [model] = [m for m in read_folder(folder).models if m.id == "OLMo"]
    assert model.organization == "A new lab"
    assert (model.origin, model.contributor) == ("France", "Academic (University)")
    assert (model.base_model, model.end_model) == (None, "OLMo-7B")
    assert model.grades["datasources_basemodel"].cls == "open"
    assert model.grades["datasources_basemodel"].links == ("https://a.org/data",)
    assert model.grades["datasources_endmodel"].cls == "partial"
    assert "Still to grade: weights_basemodel, " in shown


def test_new_on_a_terminal_asks_again(folder: Path) -> None:
    told = {k: v for k, v in TOLD.items() if k not in ("--name", "--type", "--released")}
    answers = ["a", "A model", "OLMo", "../up", "A", "olmo", "txet", "text", "2999", "2024 NOV"]
    code, shown = answered(
        folder, [*answers, "", "", ""], *(part for pair in told.items() for part in pair)
    )

    assert code == 0, shown
    assert "the model 'a' has the name 'a' already" in shown
    assert "several models have the name 'A model' already" in shown
    assert "'../up' cannot be an id" in shown
    assert "'a.yaml' is there already" in shown
    assert "did you mean 'text'?" in shown
    assert "'2999' is in the future" in shown
    [model] = [m for m in read_folder(folder).models if m.id == "olmo"]
    assert model.released == "2024-11"


def test_new_on_a_terminal_proposes_what_the_index_has(folder: Path) -> None:
    (folder / "e.yaml").write_text(a_file(name="E", orgname="Alibaba"), encoding="utf-8")
    told = {k: v for k, v in TOLD.items() if k not in ("--org", "--origin", "--license")}
    answers = ["Alibabba", "y", "Apache 2.0", "n", "", "", "", "", ""]
    code, shown = answered(folder, answers, *(part for pair in told.items() for part in pair), "x")

    assert code == 0, shown
    assert "The index has 'Alibaba'; is it the same? [Y/n]: " in shown
    assert "The index has 'Apache-2.0'; is it the same? [Y/n]: " in shown
    assert "National origin [China]: " in shown
    [model] = [m for m in read_folder(folder).models if m.id == "x"]
    assert (model.organization, model.license) == ("Alibaba", "Apache 2.0")
    assert model.origin == "China"


def test_new_that_is_broken_off_writes_nothing(folder: Path) -> None:
    before = files(folder)
    code, shown = answered(folder, ["OLMo", ""])

    assert code == 1
    assert "Aborted!" in shown
    assert files(folder) == before


def test_new_on_a_terminal_shows_hostile_values_as_text(folder: Path) -> None:
    (folder / "e.yaml").write_text(
        a_file(name="E", orgname="Evil", origin='"x\u202ey\u200bz"', contributor="x"),
        encoding="utf-8",
    )
    told = {k: v for k, v in TOLD.items() if k not in ("--org", "--origin")}
    answers = ["Evil", "France", "", "", ""]
    _, shown = answered(folder, answers, *(part for pair in told.items() for part in pair), "x")

    assert "National origin [" in shown
    assert "\u202e" not in shown


def test_training_compute_and_licences_by_part_are_options(folder: Path) -> None:
    result = new(
        folder,
        compute_base="at least 1e22",
        compute_end="-",
        license_weights="Apache-2.0",
        license_data="CC0. In parts.",
    )

    assert result.exit_code == 0, result.output
    model = next(m for m in read_folder(folder).models if m.id == "OLMo")
    assert model.compute_base
    assert (model.compute_base.text, model.compute_base.low) == (">= 1e+22 FLOP", 1e22)
    assert model.compute_end
    assert model.compute_end.state == "not_applicable"
    assert model.license_parts.data
    assert model.license_parts.data.text == "CC0. In parts."


def test_a_training_compute_that_is_not_understood_is_refused(folder: Path) -> None:
    result = new(folder, compute_base="1e22 FLOP/s")

    assert result.exit_code == 2
    assert "'FLOP/s' was not understood" in result.output
