"""`osai site build` in a site that is written here: what it writes, keeps, updates and refuses."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mkdocs_osai.macros.evidence import IN_PAGE, MODEL, Evidence
from mkdocs_osai.stats import Quantity
from tests.conftest import osai
from tests.sites import Built, Site, a_file
from tests.website import engines

MISSING = """\
<!doctype html>
<html lang="en"><head><title>A site</title></head>
<body><nav><a href="/sub/">Home</a> <a href="/sub/database/index.md">Database</a>
<a href="https://example.org/">Elsewhere</a> <a href="/other/">Other</a></nav>
<main><h1>404</h1></main></body></html>
"""
COUNT = Evidence.of_number(Quantity("count", 1, 2, what="origin China", models=("a",)))
NUMBER = (
    f'<data value="1" title="1 of 2 models" data-osai-basis="1 of 2" {IN_PAGE}="{COUNT.to_text()}">'
    "1</data>"
)
PAGE = """\
<!doctype html>
<html lang="en"><head><title>{title} - A site</title></head>
<body><main>{content}</main></body></html>
"""


@pytest.fixture
def built(tmp_path: Path) -> Site:
    """A site of two models, built by some program: a home page and a page for missing ones."""
    site = Site(tmp_path)
    site.write("mkdocs.yml", "site_name: A site\nsite_url: https://example.org/sub/\n")
    cards = "plugins:\n  - osai:\n      cards: false\n"
    site.write("mkdocs.yml", f"site_name: A site\nsite_url: https://example.org/sub/\n{cards}")
    site.write("models/a.yaml", a_file("Model A"))
    site.write("models/b.yaml", a_file("Model B", origin="France"))
    site.write("site/404.html", MISSING)
    site.write("site/index.html", PAGE.format(title="Home", content=NUMBER))
    return site


def run(site: Site, *options: object, code: int = 0) -> str:
    arguments = ("-f", site.folder / "mkdocs.yml", *options)
    result = osai("site", "build", site.folder / "site", *arguments)
    assert result.exit_code == code, result.output
    return result.output


def of(site: Site) -> Built:
    return Built(site.folder / "site", [], "")


def test_pages_are_made_from_the_page_for_missing_pages(built: Site) -> None:
    run(built)

    page = of(built).html("models/a/index.html")
    assert "<title>Model A - A site</title>" in page
    assert '<a href="../../">Home</a> <a href="../../database/">Database</a>' in page
    assert '<a href="https://example.org/">Elsewhere</a> <a href="/other/">Other</a>' in page
    assert "<main><div" in page
    assert "404" not in page
    assert '<link rel="stylesheet" href="../../osai/osai.css">' in page
    assert '<link rel="canonical" href="https://example.org/sub/models/a/">' in page
    assert "osai/cards" not in "".join(of(built).files)


def test_numbers_and_models_get_links_and_are_named_on_the_pages_that_these_lead_to(
    built: Site,
) -> None:
    model = f'<a href="https://example.org/a" {MODEL}="a">Model A</a>'
    built.write("site/x/index.html", PAGE.format(title="X &amp; Y", content=f"{model} {NUMBER}"))

    run(built)

    page, source = of(built).html("x/index.html"), COUNT.path.removesuffix(".md")
    assert '<a href="../models/a/">Model A</a>' in page
    assert f'href="../{source}/"' in page
    assert '<a href="../../x/">X &amp; Y</a>' in of(built).html("models/a/index.html")
    evidence = of(built).html(f"{source}/index.html")
    assert "Model A" in evidence
    assert "Model B" not in evidence
    assert '<a href="../../">Home</a>, <a href="../../x/">X &#38; Y</a>' in evidence


def test_addresses_can_end_with_html(built: Site) -> None:
    settings = (built.folder / "mkdocs.yml").read_text("utf-8")
    built.write("mkdocs.yml", f"{settings}use_directory_urls: false\n")

    run(built)

    files = of(built).files
    assert {"models/a.html", "database/index.html", "data/models/a.json"} <= files
    assert 'href="../database/index.html"' in of(built).html("models/a.html")


def test_a_site_without_an_address_has_relative_links_too(built: Site) -> None:
    built.write("mkdocs.yml", "site_name: A site\n")
    built.write("site/404.html", MISSING.replace("/sub/", "/"))

    run(built)

    assert '<a href="../../">Home</a>' in of(built).html("models/a/index.html")


def test_a_page_whose_path_has_signs_of_addresses_is_linked(built: Site) -> None:
    built.write("site/100%25 C#/index.html", PAGE.format(title="C#", content=NUMBER))

    run(built, "--strict")

    source = COUNT.path.removesuffix(".md")
    assert f'href="../{source}/"' in of(built).html("100%25 C#/index.html")
    evidence = of(built).html(f"{source}/index.html")
    assert '<a href="../../100%2525%20C%23/">C&#35;</a>' in evidence


@pytest.mark.parametrize("address", ["https://example.org/sub/data/", "//a.org/x", "mailto:a@b.c"])
def test_whole_addresses_are_no_links_of_the_site(built: Site, address: str) -> None:
    mine = PAGE.format(title="Mine", content=f'<a href="{address}"></a>{NUMBER}')
    built.write("site/data/index.html", mine)

    run(built, "--strict")


def test_a_link_of_the_site_can_have_a_colon(built: Site) -> None:
    mine = PAGE.format(title="Mine", content=f'<a href="../data/a:b"></a>{NUMBER}')
    built.write("site/data/index.html", mine)

    assert "the link '../data/a:b' leads to nothing" in run(built, "--strict", code=1)


def test_files_of_the_user_are_kept_and_named(built: Site) -> None:
    built.write("site/models/a/index.html", "mine")
    built.write("site/data/index.csv", "mine")

    said = run(built)

    assert "There already, and kept: " in said
    assert "models/a/index.html" in said
    for path in ("models/a/index.html", "data/index.csv"):
        assert (built.folder / "site" / path).read_text("utf-8") == "mine"
    run(built)
    assert of(built).html("models/a/index.html") == "mine"


def test_a_second_run_updates_and_removes_its_own_files_only(built: Site) -> None:
    run(built)
    page = built.folder / "site/models/b/index.html"
    page.write_text("changed by the user", "utf-8")
    built.write("models/a.yaml", a_file("Model A, renamed"))
    built.write("models/c.yaml", a_file("Model C"))
    (built.folder / "models/b.yaml").unlink()

    run(built)

    assert "Model A, renamed" in of(built).html("models/a/index.html")
    assert "models/c/index.html" in of(built).files
    assert page.read_text("utf-8") == "changed by the user"
    assert "data/models/b.json" not in of(built).files
    assert not (built.folder / "site/database/national_origins/France").exists()


def test_evidence_survives_a_second_run_and_says_when_its_model_is_gone(built: Site) -> None:
    run(built)
    path = f"{COUNT.path.removesuffix('.md')}/index.html"
    before = of(built).html(path)
    run(built)
    assert of(built).html(path) == before
    (built.folder / "models/a.yaml").unlink()

    said = run(built, code=1)

    assert "if the models have changed, build the site again" in said


def test_evidence_that_was_changed_is_reported_and_is_no_link(built: Site) -> None:
    for text in ("AAAA", "", "!", COUNT.to_text()[:-8]):
        number = NUMBER.replace(COUNT.to_text(), text.replace("!", "-"))
        built.write("site/index.html", PAGE.format(title="Home", content=number))

        said = run(built, code=1)

        assert "index.html:1: the evidence for a number is damaged" in said
        assert '<main><data value="1">1</data></main>' in of(built).html("index.html")
        assert IN_PAGE not in of(built).html("index.html")


@pytest.mark.parametrize("mark", [NUMBER, f'<a href="https://example.org/" {MODEL}="a">A</a>'])
def test_marks_that_were_minified_are_reported(built: Site, mark: str) -> None:
    content = re.sub(r"=\"([\w:/.=-]+)\"", r"=\1", mark)
    built.write("site/index.html", PAGE.format(title="Home", content=content))

    said = run(built, code=1)

    assert "index.html:1: the marks of macros were changed" in said


def test_a_model_that_is_not_there_keeps_its_own_link(built: Site) -> None:
    model = f'<a href="https://example.org/x" {MODEL}="x">X</a>'
    built.write("site/index.html", PAGE.format(title="Home", content=model))

    run(built)

    assert '<main><a href="https://example.org/x">X</a></main>' in of(built).html("index.html")


def test_a_link_into_our_pages_that_leads_to_nothing_is_a_warning(built: Site) -> None:
    content = '<a href="models/nothing/">x</a> <a href="models/a.md#facts">A</a> ' + NUMBER
    built.write("site/index.html", PAGE.format(title="Home", content=content))

    said = run(built, "--strict", code=1)

    assert "index.html:1: the link 'models/nothing/' leads to nothing" in said
    assert said.count("leads to nothing") == 1
    assert 'href="./models/a/#facts"' in of(built).html("index.html")


def test_pages_can_be_written_before_another_program_copies_them(built: Site) -> None:
    template = built.write("template.html", MISSING)
    docs = built.folder / "docs"
    built.write("docs/index.md", "# Home\n\n[A](models/a/index.html)\n")
    config = ("-f", built.folder / "mkdocs.yml")

    result = osai("site", "build", docs, *config, "--template", template)

    assert result.exit_code == 0, result.output
    page = (docs / "models/a/index.html").read_bytes()
    assert b'<a href="../../">Home</a>' in page
    built.write("mkdocs.yml", "site_name: A site\nplugins: []\n")
    copied = built.build(strict=True)
    assert not copied.stopped
    written = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    assert {"database/index.html", "data/index.csv", "osai/osai.css"} <= written
    assert copied.files >= written - {"index.md"}
    assert (copied.site / "models/a/index.html").read_bytes() == page


def test_a_page_with_relative_addresses_can_be_the_template(built: Site) -> None:
    page = MISSING.replace("/sub/", "../")
    template = built.write("site/about/index.html", page)

    run(built, "--template", template)

    assert '<a href="../../">Home</a>' in of(built).html("models/a/index.html")


def test_static_pages_of_the_user_are_not_changed(built: Site) -> None:
    demo = "<html><head></head><body>a demo</body></html>"
    built.write("site/demo.html", demo)
    built.write("site/latin.html", "<p>caf\u00e9 osai".encode("latin-1"))

    run(built)

    assert of(built).html("demo.html") == demo
    assert (built.folder / "site/latin.html").read_bytes() == "<p>caf\u00e9 osai".encode("latin-1")


def test_a_page_that_only_mentions_us_and_a_folder_like_a_page_are_left_alone(built: Site) -> None:
    talk = "<html><head></head><body>a talk about mkdocs-osai</body></html>"
    built.write("site/talk.html", talk)
    built.write("site/page.html/index.html", talk)

    run(built)

    assert of(built).html("talk.html") == of(built).html("page.html/index.html") == talk


def test_a_file_of_the_user_that_is_the_same_as_ours_stays_theirs(built: Site) -> None:
    run(built)
    same = (built.folder / "site/data/index.csv").read_text("utf-8")
    (built.folder / "site/osai/site.json").unlink()

    assert "data/index.csv" in run(built)
    (built.folder / "models/b.yaml").unlink()
    run(built)

    assert of(built).html("data/index.csv") == same


def test_a_site_can_have_no_pages_from_data(built: Site) -> None:
    config = (built.folder / "mkdocs.yml").read_text("utf-8")
    built.write("mkdocs.yml", config + "      pages: false\n")

    run(built)

    assert "models/a/index.html" not in of(built).files


@pytest.mark.parametrize("folder", ["osai", "search"])
def test_a_linked_folder_of_ours_is_not_followed(built: Site, folder: str) -> None:
    outside = built.folder / "elsewhere"
    index = json.dumps({"config": {}, "docs": []})
    built.write("elsewhere/search_index.json", index)
    (built.folder / "site" / folder).symlink_to(outside)

    said = run(built, code=2 if folder == "osai" else 0)

    assert (folder != "osai") or "leads out of the site; delete the symbolic link" in said
    assert [path.name for path in outside.iterdir()] == ["search_index.json"]
    assert (outside / "search_index.json").read_text("utf-8") == index


@pytest.mark.parametrize("path", ["sitemap.xml", "search/search_index.json"])
def test_a_list_of_pages_that_is_no_text_is_a_warning(built: Site, path: str) -> None:
    file = built.folder / "site" / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"caf\xe9")

    said = run(built)

    assert "the file cannot be read: it is not UTF-8; build the site again" in said
    assert file.read_bytes() == b"caf\xe9"


def test_an_empty_edit_uri_turns_edit_links_off(built: Site) -> None:
    config = (built.folder / "mkdocs.yml").read_text("utf-8")
    here = "repo_url: https://github.com/a/b\nedit_uri: ''\n"
    built.write("mkdocs.yml", here + config)

    run(built)

    assert "github.com/a/b/edit" not in of(built).html("models/a/index.html")


def test_nothing_is_written_through_a_link_out_of_the_site(built: Site) -> None:
    (built.folder / "elsewhere").mkdir()
    (built.folder / "site/models").symlink_to(built.folder / "elsewhere")

    said = run(built)

    assert "kept" in said
    assert [*(built.folder / "elsewhere").iterdir()] == []


@pytest.mark.parametrize(
    ("prepare", "expected"),
    [
        (lambda s: (s.folder / "site/404.html").unlink(), "the template '.*404.html' cannot be"),
        (lambda s: s.write("site/404.html", "<p>no content</p>"), "has no content to replace"),
        (lambda s: s.write("site/osai/site.json", "{}"), "is damaged; delete the site"),
        (lambda s: s.write("mkdocs.yml", "site_name: [A]\n"), "site_name is .*, which is no text"),
        (lambda s: s.write("mkdocs.yml", "a: [\n"), "mkdocs.yml cannot be read"),
        (lambda s: s.write("mkdocs.yml", "- a\n"), "mkdocs.yml has no keys and values"),
        (lambda s: s.write("mkdocs.yml", "INHERIT: mkdocs.yml\n"), "mkdocs.yml inherits itself"),
    ],
)
def test_what_cannot_be_used_is_named(built: Site, prepare: object, expected: str) -> None:
    prepare(built)  # type: ignore[operator]
    before = of(built).same_bytes()

    said = run(built, code=2)

    assert re.search(expected, said)
    assert of(built).same_bytes() == before


def test_a_folder_with_the_sources_is_refused(built: Site) -> None:
    result = osai("site", "build", built.folder, "-f", built.folder / "mkdocs.yml")

    assert result.exit_code == 2
    assert "has mkdocs.yml in it, and is not the folder of a built site" in result.output
    above = osai("site", "build", built.folder.parent, "-f", built.folder / "mkdocs.yml")
    assert f"has {built.folder.name}/mkdocs.yml in it" in above.output
    assert not (built.folder / "database").exists()


def test_a_configuration_can_be_toml_and_can_name_another_folder(built: Site) -> None:
    (built.folder / "models").rename(built.folder / "index")
    text = 'site_name = "A site"\n[project.extra]\nosai_models_dir = "index"\n'
    built.write("zensical.toml", f"[project]\n{text}")
    arguments = ("-f", built.folder / "zensical.toml")

    result = osai("site", "build", built.folder / "site", *arguments)

    assert result.exit_code == 0, result.output
    assert "<title>Model A - A site</title>" in of(built).html("models/a/index.html")


def test_a_configuration_has_environment_variables_and_inherits(
    built: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ADDRESS", "https://other.example/x/")
    built.write("base.yml", "site_name: Base\nplugins: {osai: {cards: false}}\n")
    own = "INHERIT: base.yml\nsite_url: !ENV [NONE, ADDRESS, '']\nx: !!python/name:a.b ''\n"
    built.write("mkdocs.yml", own)

    run(built)

    page = of(built).html("models/a/index.html")
    assert '<link rel="canonical" href="https://other.example/x/models/a/">' in page


def test_the_search_has_each_page_once_and_those_of_others(built: Site) -> None:
    docs = [{"location": "", "title": "Home", "text": "x"}, {"location": "a#b", "title": "A"}]
    index = {"config": {"lang": ["en"]}, "docs": docs}
    built.write("site/search/search_index.json", json.dumps(index))

    run(built)
    run(built)

    found = json.loads(of(built).html("search/search_index.json"))["docs"]
    assert found[:2] == docs
    locations = [one["location"] for one in found]
    assert len(locations) == len({*locations})
    assert "models/a/" in locations


def test_a_prebuilt_search_is_left_and_reported(built: Site) -> None:
    index = json.dumps({"config": {}, "docs": [], "index": {}})
    built.write("site/search/search_index.json", index)

    said = run(built)

    assert "the pages from data are not in the search" in said
    assert of(built).html("search/search_index.json") == index


def test_of_ids_that_differ_only_in_case_the_older_keeps_its_address(built: Site) -> None:
    engines.commit(built.folder, "2024-01-01T12:00:00+00:00")
    built.write("models/A.yaml", a_file("Model A, again"))

    said = run(built)

    assert "<title>Model A - A site</title>" in of(built).html("models/a/index.html")
    [other] = [path for path in of(built).files if path.startswith("models/A-")]
    assert "<title>Model A, again - A site</title>" in of(built).html(other)
    assert "A.yaml:1: the ids 'A' and 'a' are the same as addresses" in said
    assert f"the page of the first is '{other.removesuffix('/index.html')}'" in said


def test_of_ids_that_differ_only_in_case_and_are_equally_old_none_has_the_address(
    built: Site,
) -> None:
    built.write("models/A.yaml", a_file("Model A, again"))

    run(built)

    pages = sorted(path for path in of(built).files if re.match("models/a", path, re.IGNORECASE))
    assert [re.sub("-[0-9a-f]{8}/", "/", path) for path in pages] == [
        "models/A/index.html",
        "models/a/index.html",
    ]
    assert "models/a/index.html" not in pages
