"""The pages from data in the language of the site."""

from __future__ import annotations

import datetime as dt
import json
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from importlib.resources import files
from itertools import chain
from threading import Thread

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.history.changelog_entry import ChangelogEntry, ValueName
from mkdocs_osai.history.reasons import Cause
from mkdocs_osai.i18n import ENGLISH, languages, using
from mkdocs_osai.index import Grade
from mkdocs_osai.stats import Index
from mkdocs_osai.views.data_files import data_files
from mkdocs_osai.views.figure_page import FigureImage, FigurePage
from mkdocs_osai.views.links import redirect_page
from mkdocs_osai.views.pages import GeneratedPage, OtherPages, SiteContext, pages
from mkdocs_osai.views.script_texts import compare_texts, database_texts, figure_texts
from mkdocs_osai.views.urls import CHANGES, page_urls
from tests import catalogues
from tests.builders import a_model, an_index
from tests.conftest import ROOT

TRANSLATED = [one for one in languages() if one != ENGLISH]
SOME = (
    *("bloomz", "OLMo", "mistral-nemo", "database/national_origins/United-States.md"),
    *("database/big_tech/American-Big-Tech.md", "database/release_years/2024.md"),
    *("database/organizations/Meta.md", "database/definitions/osaid.md"),
)
"""Models and pages of categories and definitions that stand for the others."""
VOID = frozenset(("img", "br", "wbr", "meta", "input", "col", "link", "source"))
SHOWN_ATTRIBUTES = ("aria-label", "title", "alt", "placeholder")
NAMES = frozenset(("Code", "Text", "Code.", "API", "Preprint"))
"""Words that are names of licences, models or makers, or the same in some context."""


def a_log() -> Changelog:
    """A change of each kind."""
    when = dt.datetime(2026, 3, 10, tzinfo=dt.UTC)

    def entry(kind: str, **values: object) -> ChangelogEntry:
        return ChangelogEntry(when, "1f", kind, "bloomz", "BLOOMZ", **values)  # type: ignore[arg-type]

    wave = Cause("rubric", "{count} models were moved the same way", models=30)
    return Changelog(
        (
            entry("added"),
            entry("removed"),
            entry("renamed", before="BLOOM", after="BLOOMZ", former="bloom"),
            entry("version", before="1", after="2", cause=Cause("version")),
            entry(
                "revised", criterion="paper", label="Paper", before="open", after=None, cause=wave
            ),
            entry("revised", criterion="paper", label="Paper", after="open", cause=Cause("filled")),
            entry(
                "details",
                label="Evidence for Paper",
                values=(ValueName("Evidence for {criteria}", ("Paper", "Datasheet")),),
                cause=Cause("provider", link="https://example.org/"),
            ),
            entry("spelling", label="Licence", values=(ValueName("Licence"),)),
            ChangelogEntry(when, "1f", "criteria", None, "The criteria", before="X", after="Y"),
        )
    )


@cache
def the_index() -> Index:
    return load(ROOT / "models")


@cache
def made(language: str) -> dict[str, GeneratedPage]:
    """The pages in a language, by their sources; of models and categories only some."""
    found = pages(the_index(), SiteContext(page_urls(the_index(), language), log=a_log()))
    return {
        one.source: one
        for one in found
        if (one.model or one.source) in SOME
        or (one.model is None and (one.source.count("/") == 1 or one.source.endswith("index.md")))
    }


@cache
def body(language: str, source: str) -> str:
    return made(language)[source].body(OtherPages())


SOURCES = sorted(made(ENGLISH))


class Texts(HTMLParser):
    """What readers of a page see and hear of it, without what is marked as English."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []
        self.broken = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.broken = tag == "wbr"
        if tag not in VOID:
            skipped = given.get("lang") == ENGLISH or tag in ("code", "script")
            self.open.append("skipped" if skipped else tag)
        if "skipped" not in self.open:
            self.found += [text for name in SHOWN_ATTRIBUTES if (text := given.get(name))]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as in the library
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.broken and self.found:
            self.found[-1] += data  # of an address
        elif "skipped" not in self.open:
            self.found.append(data.strip())
        self.broken = False


@cache
def english_texts(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The texts that a catalogue translates: all, and the parts of them that are long enough to be
    recognized within another text."""
    whole, parts = set(), set()
    for message in catalogues.read(language):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        for text, string in zip(ids, catalogues.strings(message), strict=False):
            if text and text != string:
                whole.add(text.strip(" .,:;"))
                parts |= {
                    part.strip(" .,:;()")
                    for part in re.split(r"<[^<>]+>|\{\w+\}", text)
                    if len(part.split()) > 2
                }
    return frozenset(whole - NAMES - {""}), tuple(parts)


def left_in_english(language: str, texts: list[str]) -> list[str]:
    whole, parts = english_texts(language)
    return [
        text
        for text in texts
        if text.strip(" .,:;()") in whole or any(part in text for part in parts)
    ]


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("source", SOURCES)
def test_no_text_of_ours_is_left_in_english(source: str, language: str) -> None:
    page = made(language)[source]
    entries = [
        (one.title, one.text) for one in (page.entries(OtherPages()) if page.entries else ())
    ]
    told = [page.title, page.about, *chain.from_iterable(entries)]

    found = left_in_english(language, [*Texts(body(language, source)).found, *told])

    names = {name for one in the_index().models for name in (one.name, one.organization)}
    assert sorted({text[:200] for text in found if text not in names})[:20] == []


def test_the_search_for_english_texts_finds_them() -> None:
    texts = Texts(body(ENGLISH, "database/index.md")).found

    assert len(left_in_english("de", texts)) > 50


@pytest.mark.parametrize("language", TRANSLATED)
@pytest.mark.parametrize("source", SOURCES)
def test_addresses_ids_and_keys_are_the_same_in_each_language(source: str, language: str) -> None:
    kept = re.compile(r'\s(id|href|value|name|data-[kfin]|class|for|aria-\w+by)="([^"]*)"')

    own, english = (kept.findall(body(tag, source)) for tag in (language, ENGLISH))
    assert [pair for pair in zip(own, english, strict=False) if len({*pair}) > 1][:3] == []
    assert len(own) == len(english)


@pytest.mark.parametrize("language", TRANSLATED)
def test_data_files_are_the_same_in_each_language(language: str) -> None:
    index = an_index(a_model("a"), a_model("b", name="B"))
    english = dict(data_files(index, page_urls(index), a_log().main))

    with using(language):
        own = dict(data_files(index, page_urls(index, language), a_log().main))
        texts = {path: make() for path, make in own.items() if path != CHANGES}

    assert texts == {path: make() for path, make in english.items() if path != CHANGES}


def test_the_feed_has_the_same_ids_in_each_language() -> None:
    index = an_index(a_model("a"))
    english, german = (
        dict(data_files(index, page_urls(index, tag), a_log().main))[CHANGES]().decode()
        for tag in ("en", "de")
    )

    assert 'xml:lang="de"' in german
    assert "1 Modell hinzugefügt" in german
    assert re.findall("<id>(.*?)</id>", german) == re.findall("<id>(.*?)</id>", english)


def test_pages_in_several_languages_from_one_index_do_not_mix() -> None:
    index = an_index(a_model("a", types=("text", "code")), a_model("b", name="B"))

    def rendered(language: str) -> list[str]:
        found = pages(index, SiteContext(page_urls(index, language)))
        return [one.body(OtherPages()) for one in found]

    german = rendered("de")
    english = rendered("en")

    assert rendered("de") == german
    assert rendered("en") == english
    assert german != english


def test_a_page_is_in_its_language_in_every_thread() -> None:
    found: list[str] = []
    page = made("de")["models/bloomz.md"]
    thread = Thread(target=lambda: found.append(page.body(OtherPages())))
    thread.start()
    thread.join()

    assert found == [body("de", "models/bloomz.md")]
    assert "Offenheit" in found[0]


def test_what_the_index_says_in_english_is_marked() -> None:
    index = an_index(a_model("a", grades={"code": Grade("open", notes="In part.")}))
    german = pages(index, SiteContext(page_urls(index, "de")))
    page = next(one.body(OtherPages()) for one in german if one.model == "a")

    assert '<p lang="en">In part.</p>' in page
    assert 'class="osai-citation" lang="en"' in page
    assert ' lang="' not in body(ENGLISH, "models/bloomz.md")


def test_pages_of_a_site_in_another_language_are_marked_as_english() -> None:
    found = pages(the_index(), SiteContext(page_urls(the_index(), "it")))

    page = next(one for one in found if one.source == "database/lineage.md").body(OtherPages())

    assert page.startswith('<div lang="en">')
    assert "Lineage</h1>" in page


@pytest.mark.parametrize("language", TRANSLATED)
def test_data_stays_text_in_each_language(language: str) -> None:
    hostile = '"><img src=x onerror=alert(1)>{text} {0.__class__} %(a)s'
    index = an_index(a_model("a", name=hostile, organization=hostile, license=hostile))

    for page in pages(index, SiteContext(page_urls(index, language))):
        assert "<img src=x" not in page.body(OtherPages()).replace(" src=x&", "")
        assert "<img src=x" not in page.title.partition(hostile)[0]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_markup_of_its_text_and_fits_in_an_attribute(language: str) -> None:
    def tags(text: str) -> list[str]:
        return sorted(re.findall(r"<[^<>]*>", text))

    for message in filter(lambda one: one.id, catalogues.read(language)):
        ids = (message.id,) if isinstance(message.id, str) else message.id
        for text in catalogues.strings(message):
            assert tags(text) == tags(ids[-1]), text
            assert '"' not in re.sub(r"<[^<>]*>", "", text), text


def test_redirects_and_pages_of_figures_say_their_language() -> None:
    image = FigureImage("a.svg", "", 700, 300)
    figure = FigurePage("T", (), "", "S", None, "", "CC", "../", "", "C", [image], [], [("A", "B")])

    assert '<html lang="fr">' in redirect_page("../b/", "fr")
    assert "Cette page a été déplacée" in redirect_page("../b/", "fr")
    with using("nl"):
        page = figure.html()
    assert '<html lang="nl">' in page
    assert left_in_english("nl", Texts(page).found) == []


SCRIPTS = {
    one.name: one.read_text("utf-8")
    for one in files("mkdocs_osai").joinpath("plugin/assets").iterdir()
    if one.name.endswith(".js")
}


def flat(texts: dict[str, object]) -> list[str]:
    """The texts of a script, at any depth."""
    parts = [
        [value]
        if isinstance(value, str)
        else value
        if isinstance(value, list)
        else [*value.values()]  # type: ignore[attr-defined]
        for value in texts.values()
    ]
    return [str(one) for part in parts for one in part]


def test_scripts_hold_no_text_of_a_page() -> None:
    wordy = re.compile(r"""["'`>]([A-Z]?[a-z]+(?: [a-z]+)*[ .:]*)["'`<]""")
    texts = {*flat(database_texts({})), *flat(compare_texts()), *figure_texts().split("|")}

    for name, script in SCRIPTS.items():
        code = re.sub(r"/\*.*?\*/|//[^\n]*", "", script, flags=re.DOTALL)
        found = {one.strip() for one in wordy.findall(code)}
        assert found & {one for one in texts if one[:1].isupper() or " " in one} == set(), name
        assert [one for one in found if one[:1].isupper() and " " in one] == [], name


@pytest.mark.parametrize(
    ("names", "call", "texts"),
    [
        (("database.js", "slider.js"), "say", database_texts({})),
        (("compare.js",), "text", compare_texts()),
    ],
)
def test_a_script_asks_for_the_texts_that_a_page_has(
    names: tuple[str, ...], call: str, texts: dict[str, object]
) -> None:
    code = "".join(SCRIPTS[name] for name in names)
    calls = re.findall(rf"\b{call}\(([^{{)]*)", code)
    asked = {key for arguments in calls for key in re.findall(r'"([^"]+)"', arguments)}
    asked |= set(re.findall(r"texts\.(\w+)", code))

    assert asked & texts.keys() == texts.keys()
    assert [key for key in asked if key not in texts and " " in key] == []


def test_english_pages_import_no_babel() -> None:
    code = (
        "import sys; from mkdocs_osai.history import load; "
        "from mkdocs_osai.views.pages import OtherPages, SiteContext, pages; "
        "from mkdocs_osai.views.urls import page_urls; index = load('models'); "
        "found = pages(index, SiteContext(page_urls(index))); "
        "[page.body(OtherPages()) for page in [*found[:6], *found[-6:]]]; "
        "sys.exit('babel' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_scores_and_dates_are_as_in_the_language_with_their_values_beside_them() -> None:
    page = body("de", "database/index.md")

    assert '<td data-v="0.96">0,96</td>' in page
    assert '<td data-v="United States">Vereinigte Staaten</td>' in page
    assert "data-v" not in body(ENGLISH, "database/index.md")
    assert "September 2022" in body("de", "models/bloomz.md")
    assert json.loads(re.findall(r'json">(.*?)</script>', page)[-1])[0]["classes"]["na"] == (
        "does not apply"
    )


def test_no_line_breaks_before_a_percent_sign_or_in_a_number() -> None:
    page = body("fr", "database/national_origins/index.md")

    assert re.search(r"\d,\d\N{NO-BREAK SPACE}%<", page)
    assert not re.search(r"\d %", page)
    assert "modèles\N{NO-BREAK SPACE}; " in page
