"""One class, flipped in one file: everything that rests on a definition says the same of it."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from mkdocs_osai.cli import main
from tests.builders import a_file
from tests.repositories import a_repository, commit
from tests.sites import Site

DEFINITIONS = "mine: {name: Open code, all: [{code: open}, {weights_endmodel: open}]}\n"
PAGE = """\
# Home

<< osai.claim('Two models meet Open code', osai.count(meets='mine')) >>.

<< osai.matrix(['mine'], title='Who meets it') >>
"""


@pytest.fixture
def flipped(site: Site) -> Site:
    """A site of two models that meet a definition, of which one is then graded otherwise."""
    for file in (site.folder / "models").glob("*.yaml"):
        file.unlink()
    site.configure(osai={"on_error": "warn"})
    site.write("docs/index.md", PAGE)
    site.write(".gitignore", "site/\n.cache/\n")
    a_repository(site.folder)
    site.write("models/_definitions.yml", DEFINITIONS)
    site.write("models/a.yaml", a_file(name="A"))
    site.write("models/b.yaml", a_file(name="B"))
    commit(site.folder, {}, "2025-03-01")
    return site


def told(site: Site) -> dict[str, object]:
    """What each output says of the second model and of the definition."""
    built = site.build()
    definition = built.article("database/definitions/mine/index.html")
    model = built.article("models/b/index.html")
    text = " ".join(re.sub("<[^>]*>", " ", definition).split())
    whole = json.loads((built.site / "data/index.json").read_text("utf-8"))
    row = r'<tr><th scope="row">(?:<a[^>]*>)?B(?:</a>)?</th><td>([^<]*)</td>'
    matrix = re.search(row, built.article("index.html"))
    record = next(one for one in whole["models"] if one["id"] == "b")
    assert matrix
    return {
        "page of the definition": re.search(r"2 of 2|1 of 2|2 models|1 model", text)[0],  # type: ignore[index]
        "page of the model": "does not meet it" in model,
        "matrix": matrix[1],
        "JSON": record["definitions"]["mine"],
        "claim": any("is false" in message for message in built.messages),
    }


def test_a_class_flipped_in_one_file_changes_page_matrix_claim_json_and_diff_alike(
    flipped: Site,
) -> None:
    before = told(flipped)
    flipped.write("models/b.yaml", a_file(name="B", code="closed"))
    after = told(flipped)
    printed = CliRunner().invoke(main, ["diff", "HEAD", "--format", "json"])
    diff = json.loads(printed.stdout)["site"]

    assert (before["matrix"], after["matrix"]) == ("meets it", "does not meet it")
    assert (before["page of the model"], after["page of the model"]) == (False, True)
    assert (before["claim"], after["claim"]) == (False, True)
    assert before["page of the definition"] != after["page of the definition"]
    assert (before["JSON"], after["JSON"]) == (True, False)
    assert printed.exit_code == 1
    assert [(one["kind"], one["label"]) for one in diff] == [
        ("claim", "Two models meet Open code"),
        ("figure", "Who meets it. Models that meet Open code"),
    ]
    assert diff[0]["verdict"] == "false"
    assert diff[1]["changes"] == [{"label": "B", "before": "meets it", "after": "does not meet it"}]


def test_a_changed_definition_is_told_like_a_changed_class(flipped: Site) -> None:
    strict = DEFINITIONS.replace("{code: open}", "{code: closed}")
    flipped.write("models/_definitions.yml", strict)

    printed = CliRunner().invoke(main, ["diff", "HEAD", "--format", "json"])

    assert printed.exit_code == 1
    found = {one["kind"]: one for one in json.loads(printed.stdout)["site"]}
    assert found["claim"]["verdict"] == "false"
    assert {c["after"] for c in found["figure"]["changes"]} == {"does not meet it"}


def test_a_page_of_a_past_day_has_the_definitions_of_that_day(flipped: Site) -> None:
    commit(
        flipped.folder,
        {"models/_definitions.yml": DEFINITIONS.replace("{code: open}", "{code: closed}")},
        "2025-05-01",
    )
    pinned = "---\nosai: {as_of: 2025-03-15}\n---\n\n" + PAGE
    flipped.write("docs/past.md", pinned)

    built = flipped.build()

    false = [message for message in built.messages if "is false" in message]
    assert [message for message in false if "past.md" in message] == []
    assert any("index.md" in message for message in false), "today no model has closed code"
    article = built.article("past/index.html")
    assert "as defined today" not in article
    assert article.partition("Show the numbers")[2].count("<td>meets it</td>") == 2


def test_a_page_of_a_day_without_definitions_says_that_it_has_those_of_today(site: Site) -> None:
    site.write(".gitignore", "site/\n.cache/\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-02-01")
    commit(site.folder, {"models/_definitions.yml": DEFINITIONS}, "2025-04-01")
    text = "<< osai.count(meets='mine') >> models\n\n<< osai.matrix(['mine'], top=3) >>\n"
    site.write("docs/past.md", f"---\nosai: {{as_of: 2025-02-15}}\n---\n\n{text}")
    site.write("docs/index.md", text)

    built = site.build()

    assert "as defined today" in built.article("past/index.html")
    assert "as defined today" not in built.article("index.html")
