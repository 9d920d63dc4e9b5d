"""False, borderline and unreadable claims, and the evidence pages of numbers."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from click.testing import CliRunner, Result

from mkdocs_osai.cli import main
from tests.builders import a_file as graded
from tests.repositories import a_repository, commit
from tests.sites import Site, a_file

FALSE = """\
# Home

China has << osai.claim('a third', osai.share('national_origins', 'China')) >> of all models,
France << osai.claim('a dwindling few', osai.share('national_origins', 'France')) >>, and
the rest << osai.claim('more than 40%', osai.share('national_origins', 'United States')) >>.
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments], catch_exceptions=False)


def test_false_and_unreadable_claims_stop_the_build_with_the_words_that_would_be_true(
    site: Site,
) -> None:
    site.write("docs/index.md", FALSE)

    stopped = site.build().stopped

    assert "osai: 3 problems to fix" in stopped
    assert (
        'docs/index.md:3: "a third" is false: national origin China is 50.0% '
        "(3 of 6 models, 1 without a tag)" in stopped
    )
    assert 'True: "' in stopped
    assert "docs/index.md:4: 'a dwindling few' cannot be read as a quantity" in stopped
    assert "below=0.1" in stopped
    assert (
        'docs/index.md:5: "more than 40%" is false: national origin United States is 33.3%'
        in stopped
    )


def test_every_suggestion_can_be_put_in_the_place_of_the_claim(site: Site) -> None:
    site.write("docs/index.md", FALSE)
    stopped = site.build().stopped
    told = re.search(r'"a third" is false: .*?True: (.*)', stopped)
    assert told
    suggestions = re.findall(r'"([^"]+)"', told[1])
    assert suggestions

    site.write(
        "docs/index.md",
        "\n".join(
            f"<< osai.claim('{words}', osai.share('national_origins', 'China')) >>"
            for words in suggestions
        ),
    )

    assert site.build().stopped == ""


def test_an_author_sees_a_false_claim_in_its_place_with_the_words(site: Site) -> None:
    site.write("docs/index.md", FALSE)

    article = site.build("serve").article("index.html")

    assert '>a third</data></a> <strong class="osai-problem"' in article
    assert "a dwindling few <strong" in article


def test_a_false_claim_keeps_its_words_if_errors_are_warnings(site: Site) -> None:
    site.configure(osai={"on_error": "warn"})
    site.write("docs/index.md", FALSE)

    built = site.build()

    article = built.article("index.html")
    assert ">a third</data></a> of all models" in article
    assert "France a dwindling few, and" in article
    assert "is false" not in article
    assert any(m.startswith("WARNING") and '"a third" is false' in m for m in built.messages)


def test_a_claim_that_one_model_could_make_false_is_a_notice(site: Site) -> None:
    site.write("docs/index.md", "<< osai.claim('half', osai.share('types', 'text')) >>\n")
    site.write("models/h.yaml", a_file("H", type="video"))
    for stem in "de":
        site.write(f"models/{stem}.yaml", a_file(stem, type="video"))

    built = site.build(strict=True)

    assert built.stopped == ""
    assert [m for m in built.messages if m.startswith("INFO docs/index.md:1: ")]


def test_a_number_links_to_the_models_that_it_counts(site: Site) -> None:
    site.write("models/a.yaml", a_file("<b>A</b> | << osai.n() >>", origin="China"))
    site.write("docs/index.md", "# Home\n\n<< osai.share('national_origins', 'China') >>\n")

    built = site.build(strict=True)

    link = re.search(r'<a class="osai-evidence" href="(evidence/[^"]+)"', built.html("index.html"))
    assert link
    article = built.article(f"{link[1]}index.html")
    assert "National origin China: 3 of 6 models; 1 without a tag" in unescape(article)
    assert article.count('<th scope="row"') == 3
    assert "<b>A</b>" not in article
    assert "<b>A</b> | << osai.n() >>" in unescape(article).replace("\u2060", "")
    assert '<a href="../../">Home</a>' in article
    assert '"location":"evidence/' not in built.html("search/search_index.json")


def test_one_number_on_two_pages_has_one_page_of_evidence(site: Site) -> None:
    site.write("docs/index.md", "# One\n\n<< osai.n() >> and << osai.n() >>\n")
    site.write("docs/other.md", "# Two\n\n<< osai.n() >>\n")

    built = site.build()

    pages = [f for f in built.files if f.startswith("evidence/")]
    assert len(pages) == 1
    article = built.article(pages[0])
    assert ">One</a>, <a" in article
    assert ">Two</a>" in article


def test_the_evidence_of_a_calculation_shows_each_part(site: Site) -> None:
    site.write(
        "docs/index.md",
        "<< osai.count('national_origins', 'China') - osai.count('national_origins', 'France') >>",
    )

    built = site.build()

    (page,) = [f for f in built.files if f.startswith("evidence/")]
    article = built.article(page)
    assert ">national origin China: 3" in article
    assert ">national origin France: 1" in article


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_all_claims_of_a_site_are_listed_and_a_false_one_fails(site: Site, form: str) -> None:
    site.write("docs/index.md", FALSE.replace("'a dwindling few'", "'less than half'"))

    result = run("claims", "--format", form)

    assert result.exit_code == 1
    if form == "json":
        claims = json.loads(result.stdout)["claims"]
        assert [c["verdict"] for c in claims] == ["false", "true", "false"]
        assert claims[0]["values"] == [0.5]
        assert claims[0]["line"] == 3
        assert claims[1]["margin"] == pytest.approx(0.5 - 1 / 6)
        assert claims[0]["suggestions"]
    elif form == "github":
        first = result.stdout.splitlines()[0]
        assert first.startswith('::error file=docs/index.md,line=3::"a third" is false')
    else:
        assert "docs/index.md:4: true: “less than half”" in result.stdout
        assert "3 claims: 2 false" in result.stdout
    assert not (site.folder / "site").exists(), "nothing is published"


def test_a_site_without_false_claims_passes(site: Site) -> None:
    site.write(
        "docs/index.md", "<< osai.claim('most', osai.share('academic', 'Academic')) >> are.\n"
    )

    assert run("claims").exit_code == 0


def test_claims_of_a_site_that_cannot_be_built_say_why(site: Site) -> None:
    site.configure(osai={"models_dir": "nowhere"})

    result = run("claims")

    assert result.exit_code == 2
    assert "nowhere" in result.stderr


@pytest.fixture
def changed(site: Site) -> Site:
    """A site with two new models from France since the revision `before`."""
    site.write(
        "docs/index.md",
        "# Home\n\n<< osai.n() >> models.\n\n"
        "China has << osai.claim('half', osai.share('national_origins', 'China')) >>.\n\n"
        "<< osai.pie('national_origins', title='Origins') >>\n\n"
        "<< osai.n(type='video') >> for video.\n",
    )
    site.write(".gitignore", "site/\n.cache/\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    for stem in "hi":
        site.write(f"models/{stem}.yaml", a_file(f"<{stem}> | x", origin="France"))
    return site


@pytest.mark.usefixtures("changed")
def test_diff_shows_how_a_change_to_the_data_changes_the_site() -> None:
    result = run("diff", "HEAD")

    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == ("HEAD → the folder as it is: 7 → 9 models; 2 added: <h> | x and <i> | x")
    assert "docs/index.md:3: models: 7 → 9" in lines
    assert [x for x in lines if x.startswith('docs/index.md:5: claim turns false: "half" is false')]
    assert [
        x
        for x in lines
        if x.startswith("docs/index.md:7: figure Origins")
        and "national origin China 50.0% → 37.5%" in x
    ]
    assert not [x for x in lines if "index.md:9" in x], "what stays the same is not told"


@pytest.mark.usefixtures("changed")
def test_diff_as_markdown_has_no_markup_of_the_data() -> None:
    result = run("diff", "HEAD", "--format", "markdown")

    assert "&#60;\u2060h&#62; &#124; x" in result.stdout
    assert "<h>" not in result.stdout
    assert "| docs&#47;index&#46;md&#58;3 | models | 7 | 9 |" in result.stdout


@pytest.mark.usefixtures("changed")
def test_diff_as_json_has_the_same_changes() -> None:
    record = json.loads(run("diff", "HEAD", "--format", "json").stdout)

    assert record["models"]["added"] == ["<h> | x", "<i> | x"]
    assert [s["kind"] for s in record["site"]] == ["number", "claim", "figure"]
    assert record["site"][0]["changes"] == [{"label": "models", "before": "7", "after": "9"}]


@pytest.mark.usefixtures("changed")
def test_two_revisions_can_be_compared_and_the_folder_is_left_out() -> None:
    result = run("diff", "HEAD", "HEAD")

    assert result.exit_code == 0
    assert "7 → 7 models" in result.stdout
    assert "Nothing on the site changes." in result.stdout


@pytest.mark.parametrize("revision", ["--upload-pack=touch x", "HEAD:secret", "nowhere"])
def test_an_unknown_revision_is_an_error(changed: Site, revision: str) -> None:
    result = run("diff", "--", revision)

    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert not (changed.folder / "x").exists()


def test_a_page_without_templates_is_not_rendered_again(changed: Site) -> None:
    changed.write(
        "docs/raw.md", "---\nrender_macros: false\n---\n# Raw\n\n<< osai.n( >> <% if %>\n"
    )

    result = run("diff", "HEAD")

    assert "7 → 9 models" in result.stdout
    assert "raw.md" not in result.output


def test_a_page_that_fails_with_the_other_index_does_not_stop_diff(changed: Site) -> None:
    changed.write("docs/other.md", "<< osai.n() >> << 1 / (osai.n() - 7 > 0) | int >>\n")

    result = run("diff", "HEAD")

    assert "7 → 9 models" in result.stdout
    assert (
        "docs/other.md:1: cannot be rendered from the base, so its changes are not shown"
        in result.stdout
    )


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_what_can_no_longer_be_made_fails_and_is_told_in_each_format(site: Site, form: str) -> None:
    """A claim on a model that is removed, and a page whose template stops."""
    site.write("models/z.yaml", a_file("Zed"))
    site.write("docs/index.md", "<< osai.claim('less than 1', osai.score('Zed')) >>\n")
    site.write("docs/other.md", "<< osai.n() >> << 1 / (osai.n() - 7) >>\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    (site.folder / "models/z.yaml").unlink()

    result = run("diff", "HEAD", "--format", form)

    assert result.exit_code == 1
    assert "less than 1" in result.stdout
    assert "no longer be tested" in result.stdout
    assert "Zed" in result.stdout
    assert "other" in result.stdout
    assert "Nothing on the site changes" not in result.stdout
    if form == "json":
        told = json.loads(result.stdout)["site"]
        assert {one["kind"] for one in told if one.get("fails")} == {"claim", "error"}


def test_a_number_that_can_be_answered_now_is_told(site: Site) -> None:
    site.write("docs/index.md", "<< osai.score('Zed') >>\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    site.write("models/z.yaml", a_file("Zed"))

    result = run("diff", "HEAD")

    assert result.exit_code == 0
    assert "openness of Zed: not there → 1.00" in result.stdout


def test_a_new_error_on_a_line_with_an_old_one_fails(site: Site) -> None:
    site.write("models/z.yaml", a_file("Zed"))
    call = "<< osai.claim('nearly all', osai.share('types', 'audio')) >> << osai.score('Zed') >>"
    site.write("docs/index.md", f"{call}\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    (site.folder / "models/z.yaml").unlink()

    result = run("diff", "HEAD")

    assert result.exit_code == 1
    assert "unknown model 'Zed'" in result.stdout
    assert "from the base either" not in result.stdout


def test_an_old_error_on_a_page_of_a_past_day_does_not_fail(site: Site) -> None:
    site.write("docs/index.md", "---\nosai:\n  as_of: 2025-03-01\n---\n<< osai.score('Zed') >>\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    site.write("models/y.yaml", a_file("New"))

    result = run("diff", "HEAD")

    assert result.exit_code == 0
    assert "it cannot be made from the base either" in result.stdout


@pytest.mark.parametrize(
    "text",
    [
        "<< osai.figure('none') >> << osai.n() >>",
        "---\nosai: latest\n---\n<< osai.n() >>",
        "---\ntitle: << osai.scores('Zed') >>\n---\n<< osai.n() >>",
        "<< osai.n( >>",
        "<< osai.n() // 0 >>",
        "<< (osai.n() - 8) // 1 >>",
    ],
)
def test_an_error_of_the_text_of_a_page_is_an_old_one(site: Site, text: str) -> None:
    site.write("docs/index.md", f"{text}\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    site.write("models/y.yaml", a_file("New"))

    result = run("diff", "HEAD")

    assert result.exit_code == 0, result.output
    assert "it cannot be made from the base either" in result.stdout


@pytest.mark.parametrize("place", ["title", "text"])
def test_a_text_that_can_no_longer_be_rendered_fails(site: Site, place: str) -> None:
    models = len([*(site.folder / "models").glob("*.yaml")])
    call = f"<< 1 // ((osai.n() | int) - {models + 1}) >>"
    start = f"---\ntitle: {call}\n---\n" if place == "title" else f"{call}\n\n"
    site.write("docs/index.md", f"{start}<< osai.n() >>\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    site.write("models/y.yaml", a_file("New"))

    result = run("diff", "HEAD")

    assert result.exit_code == 1
    assert "ZeroDivisionError" in result.stdout
    assert "from the base either" not in result.stdout


def test_of_two_claims_on_a_line_the_one_that_can_no_longer_be_tested_is_named(
    site: Site,
) -> None:
    site.write("models/z.yaml", a_file("Zed"))
    first = "<< osai.claim('1.00', osai.score('Zed')) >>"
    site.write("docs/index.md", f"{first} and << osai.claim('more than one', osai.n()) >>\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    (site.folder / "models/z.yaml").unlink()

    result = run("diff", "HEAD")

    assert result.exit_code == 1
    assert '"1.00" can no longer be tested' in result.stdout
    assert '"more than one" can no longer' not in result.stdout


def test_a_page_of_the_user_is_not_replaced_by_differences(changed: Site) -> None:
    changed.write("there/index.html", "mine")

    result = run("diff", "HEAD", "--html", "there")

    assert result.exit_code == 2
    assert "'there/index.html' is no page of differences, and is kept" in result.output
    assert [run("diff", "HEAD", "--html", "new").exit_code for _ in range(2)] == [1, 1]
    assert (changed.folder / "new/index.html").is_file()
    assert (changed.folder / "there/index.html").read_text("utf-8") == "mine"


def test_rows_that_enter_and_leave_a_figure_are_named(site: Site) -> None:
    site.write("docs/index.md", "<< osai.ranking(1, title='Best') >>\n")
    site.write("models/y.yaml", graded(name="2nd"))
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    site.write("models/z.yaml", graded(name="1st"))

    result = run("diff", "HEAD")

    [line] = [x for x in result.stdout.splitlines() if "figure" in x]
    assert line.startswith("docs/index.md:1: figure Best")
    assert "1st in (1.00" in line
    assert line.endswith("2nd out")


def test_a_figure_of_nothing_on_both_sides_is_not_told(changed: Site) -> None:
    changed.write("docs/index.md", "<< osai.ranking(type='audio', title='Audio') >>\n")

    result = run("diff", "HEAD")

    [line] = [x for x in result.stdout.splitlines() if x.startswith("docs/")]
    assert line.startswith("docs/index.md:1: there is nothing to draw: ")
    assert line.endswith("it cannot be made from the base either")
    assert result.exit_code == 0


def test_other_criteria_come_first_with_the_scores_that_are_not_comparable(site: Site) -> None:
    site.write("docs/index.md", "# Home\n\n<< osai.mean() >>\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    site.write("models/_parameters.yml", json.dumps([{"name": "A", "params": [{"ref": "code"}]}]))

    text = run("diff", "HEAD").stdout
    record = json.loads(run("diff", "HEAD", "--format", "json").stdout)

    assert text.startswith("The criteria changed: without Base Model Data, ")
    assert "No openness score before is comparable with one after." in text.splitlines()[0]
    assert "Paper" in record["criteria"]["removed"]
    assert record["models"]["changed"] == []


def test_a_rename_is_a_rename_and_a_regrading_comes_first(site: Site) -> None:
    site.write("docs/index.md", "# Home\n\n<< osai.n() >>\n")
    for n in range(12):
        site.write(f"models/r{n}.yaml", graded(name=f"R{n}", endmodelname=f"R{n}-7B"))
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    for n in range(1, 12):
        text = graded(name=f"R{n}", endmodelname=f"R{n}-7B", licenses="partial")
        site.write(f"models/r{n}.yaml", text)
    (site.folder / "models/r0.yaml").unlink()
    site.write("models/zero.yaml", graded(name="Zero", endmodelname="R0-7B"))

    lines = run("diff", "HEAD").stdout.splitlines()

    assert lines[0].startswith("Licenses: graded by other rules, 11 models moved.")
    assert "1 renamed: R0 → Zero" in lines[1]
    assert "added" not in lines[1]
    assert "removed" not in lines[1]
    assert lines[2] == "11 classes changed: 11 graded by other rules."


def test_what_was_counted_is_named_in_tooltip_evidence_message_and_json(site: Site) -> None:
    share = "osai.share('weights_basemodel', 'open', latest=True)"
    site.write(
        "docs/index.md",
        f"<< {share} >> and << osai.claim('most', {share}) >>.\n\n"
        f"<< osai.bar('weights_basemodel', latest=True, title='All of it') >>\n",
    )
    counted = "Base Model Weights open: 1 of 1 model; performance class: latest"

    built = site.build(strict=True)

    assert counted in unescape(built.html("index.html"))
    of_number, of_claim = sorted(
        (unescape(built.article(p)) for p in built.files if p.startswith("evidence/")),
        key=lambda article: "“most”" in article,
    )
    assert "Base Model Weights open (performance class: latest): 100.0%</h1>" in of_number
    assert f"{counted}." in of_number
    assert "Base Model Weights open is 100.0% (1 of 1 model, performance class: latest)" in of_claim
    figure = unescape(built.article("index.html"))
    assert "Bar chart: All of it. Base Model Weights (performance class: latest). open" in figure
    assert "</strong> <small>Base Model Weights. Performance class: latest. 1 model." in figure
    assert "<caption>All of it. Base Model Weights (performance class: latest): 1 model<" in figure

    site.write("docs/index.md", f"<< osai.claim('0 percentage points', {share} - {share}) >>")
    (claim,) = json.loads(run("claims", "--format", "json").stdout)["claims"]
    (number,) = claim["numbers"]
    part = number["parts"][0]
    assert number["about"] == (
        "Base Model Weights open (performance class: latest) minus "
        "Base Model Weights open (performance class: latest)"
    )
    assert (part["dimension"], part["categories"]) == ("weights_basemodel", ["open"])
    assert (part["selection"], part["count"], part["of"]) == ("performance class: latest", 1, 1)


def test_the_evidence_of_two_equal_numbers_shows_both(site: Site) -> None:
    site.write(
        "docs/index.md",
        "<< osai.claim('as many as', osai.count('national_origins', 'United States'), "
        "osai.count('types', 'text', origin='United States')) >>\n",
    )

    built = site.build(strict=True)

    (page,) = [f for f in built.files if f.startswith("evidence/")]
    headings = re.findall(r"<h2>(.*?)</h2>", unescape(built.article(page)))
    assert headings == [
        "national origin United States: 2",
        "type text (national origin: United States): 2",
    ]


@pytest.mark.parametrize("test", ["above=1", "below=1", "", "equals='x'"])
@pytest.mark.parametrize("words", ["osai.largest('organizations')", "osai.top('organizations', 1)"])
def test_a_name_of_the_index_as_the_words_of_a_claim_stays_text(
    site: Site, words: str, test: str
) -> None:
    for letter in "abcdefg":
        name = "'<img src=x onerror=alert(1)> **of** {{ x }}'"
        file = a_file().replace("Somebody", name)
        site.write(f"models/{letter}.yaml", file)
    site.configure(osai={"on_error": "warn"})
    site.write("docs/index.md", f"# Home\n\n<< osai.claim({words}, osai.n(), {test}) >> and\n")

    for command in ("build", "serve"):
        article = site.build(command).article("index.html")
        assert "<img" not in article
        assert "&#60;" in article
        assert "<strong>of</strong>" not in article


def test_an_author_can_write_markdown_in_a_claim(site: Site) -> None:
    site.write(
        "docs/index.md", "# Home\n\n<< osai.claim('**seven**', osai.n(), equals=7) >> are.\n"
    )

    assert "<strong>seven</strong>" in site.build().article("index.html")


def test_what_reads_oddly_is_a_notice_of_the_log(site: Site) -> None:
    site.write(
        "docs/index.md",
        "<< osai.claim('only most', osai.share('academic', 'Academic')) >> and\n"
        "<< osai.verdict('only most', osai.share('academic', 'Academic')) >>\n",
    )

    built = site.build(strict=True)

    assert built.stopped == ""
    notice = '"only most": "only" stands before more than half of the models'
    assert [m for m in built.messages if m.startswith("INFO docs/index.md:1: ") and notice in m]
    assert "stands before" in built.article("index.html")


def test_the_nouns_of_a_site_can_follow_a_quantity(site: Site) -> None:
    site.write("docs/index.md", "<< osai.claim('7 chatbots', osai.n()) >>\n")

    assert "'chatbots' is not understood" in site.build().stopped

    site.configure(osai={"nouns": ["chatbots"]})

    assert site.build().stopped == ""


def test_a_place_and_a_change_are_claimed_with_both_days_in_the_evidence(site: Site) -> None:
    site.write(
        "docs/index.md",
        "<< osai.claim('the largest', osai.place('national_origins', 'China')) >>,\n"
        "<< osai.claim('up from 50%', osai.change_of(osai.share('national_origins', 'China'), "
        "since='2025-03-01')) >>\n",
    )
    site.write(".gitignore", "site/\n.cache/\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-03-01")
    commit(site.folder, {"models/z.yaml": a_file("Z", origin="China")}, "2025-05-01")

    built = site.build()

    assert built.stopped == ""
    pages = [unescape(built.article(p)) for p in built.files if p.startswith("evidence/")]
    (change,) = [page for page in pages if "up from 50%" in page]
    assert "3 of 6 models" in change
    assert "4 of 7 models" in change
    assert "2025-03-01" in change
    (place,) = [page for page in pages if "the largest" in page]
    assert "China: place 1 of 3 in national origin by models" in place


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("osai.change_of(osai.n())", "the change of a number needs a day to start from"),
        ("osai.change_of(3, since='2025-03-01')", "is no number of the index"),
        ("osai.change_of(osai.n() - 1, since='2025-03-01')", "is calculated"),
        ("osai.place('national_origins', 'Atlantis')", "Atlantis"),
    ],
)
def test_a_place_or_a_change_that_cannot_be_said_is_an_error(
    site: Site, call: str, message: str
) -> None:
    site.write("docs/index.md", f"<< {call} >>\n")

    assert message in site.build().stopped
