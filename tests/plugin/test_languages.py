"""Sites in English, Dutch, German and French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest

from mkdocs_osai import i18n
from mkdocs_osai.index.criteria import BUILT_IN
from tests import catalogues
from tests.plugin.beside import needs
from tests.sites import PALETTE, Built, Site, a_file, new_plugins

PAGE = """\
---
date: 2026-05-02
author: ΨΩ
---
# Ω

<< osai.n() >>, << osai.share('national_origins', 'France') >>, << osai.mean() >>,
<< osai.count('compute_base', above='1e23') >>, << osai.rank('Ω') >>, << osai.score('Ω') >>,
<< osai.share('national_origins', 'China') - osai.share('national_origins', 'France') >>,
<< osai.compute('Ω') >>, << osai.place('national_origins', 'China') >>, << osai.date() >>,
<< osai.n(since='2024', until='2025-06', min_score=0.5, min_compute='1e20') >>,
<< osai.top('national_origins', 2) >>, << osai.list(top=1) >>, << osai.count(meets='osaid') >>

<< osai.pie('national_origins', id='f') >>

<< osai.ref('f') >>

<< osai.bar('national_origins', top=1, exclude='Ω') >>

<< osai.bar('release_quarters') >>

<< osai.stacked('national_origins', by='weights_endmodel', measure='share') >>

<< osai.line('quarter', by='regions') >>

<< osai.line('year', measure='openness') >>

<< osai.heatmap() >>

<< osai.heatmap('regions') >>

<< osai.scatter('release_date', 'compute_base', by='regions') >>

<< osai.timeline() >>

<< osai.thresholds() >>

<< osai.thresholds('compute_base', by='regions') >>

<< osai.ranking(2) >>

<< osai.lineage('Falcon') >>

<< osai.matrix(['osaid'], top=2) >>

<< osai.table('regions', by='types') >>

<< osai.models(['origin', 'type', 'compute', 'released', 'score', 'licenses'], top=2) >>

<< osai.database(2) >>

<< osai.compare('Ω', 'Ψ') >>

<< osai.near_misses('osaid') >>
"""
INDEX = "title: ΞΨ\ndate: 2026-06-12\nlicense: ΛΞ\ncitation: ΣΔ\n"
OSAI: dict[str, Any] = {"osai": {"pages": False, "cards": False}}
MODELS: dict[str, dict[str, Any]] = {
    "Ω": {"origin": "France", "compute_base": "6.74e+24 FLOP", "releasedate": "2024-07-01"},
    "Ψ": {"origin": "China", "compute_base": "~4.08e+23 FLOP +- 0.5 OoM", "type": "text,code"},
    "Δ": {"origin": "China", "compute_base": "unknown (~1e23?)", "releasedate": "2025-01"},
    "Σ": {"origin": "United States", "basemodelname": "Falcon-7B", "compute_base": ">= 1e+22 FLOP"},
    "Λ": {"origin": None, "releasedate": "2023"},
    "Ξ": {"origin": "Undisclosed", "performanceclass": "latest"},
}


def configured(site: Site, language: str, **settings: Any) -> Site:
    """A site in a language with all kinds of figures, whose data has no English letters."""
    for path in (site.folder / "models").glob("*.yaml"):
        path.unlink()
    for number, (name, values) in enumerate(MODELS.items()):
        known: dict[str, Any] = {"endmodellicense": "ΛΞ", "contributor": "Academic", **values}
        compute = known.pop("compute_base", None)
        text = a_file(name, **known).replace("Somebody", "ΣΔ")
        if compute:
            text += f"compute:\n  basemodel: '{compute}'\n"
        site.write(f"models/m{number}.yaml", text)
    site.write("models/_index.yml", INDEX)
    site.write("docs/index.md", PAGE)
    theme = {"name": "material", "font": False, "palette": PALETTE, "language": language}
    every: dict[str, Any] = {**OSAI, **settings}
    site.configure(site_name="ΩΣ", theme=theme, **every)
    return site


class Texts(HTMLParser):
    """The texts of HTML that readers see or hear, outside of what is marked as English."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._english = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if self._english or values.get("lang") == "en":
            self._english += tag not in ("br", "img", "source", "input")
        names = ("alt", "title", "aria-label", "data-osai-basis", "data-cite")
        self.found += [values[name] or "" for name in names if values.get(name)]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as the base class calls it
        self._english = max(0, self._english - 1)

    def handle_data(self, data: str) -> None:
        if not self._english:
            self.found.append(data)


def seen(built: Built) -> Iterator[str]:
    """The texts of the page, of its images, and of the evidence for its numbers."""
    yield from Texts(built.article("index.html")).found
    for path in sorted(built.files):
        if path.startswith("osai/figures/") and path.endswith(".svg"):
            yield from re.findall(r">([^<]+)<", built.html(path).partition("</metadata>")[2])
            yield from re.findall(r' data-t="([^"]*)"', built.html(path))


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """The same site in four languages."""
    folder = tmp_path_factory.mktemp("languages")
    found = {}
    with new_plugins():
        for language in ("en", "nl", "de", "fr"):
            found[language] = configured(Site(folder / language), language).build(strict=True)
    return found


EXPECTED = {
    "en": (
        "2 May 2026",
        "12 June 2026",
        "20.0%",
        "Figure 1",
        "2024 Q3",
        "Show the numbers",
    ),
    "nl": ("2 mei 2026", "12 juni 2026", "20,0%", "Figuur 1", "K3 2024", "Toon de getallen"),
    "de": ("2. Mai 2026", "12. Juni 2026", "20,0\xa0%", "Abbildung 1", "Q3 2024", "Frankreich"),
    "fr": ("2 mai 2026", "12 juin 2026", "20,0\xa0%", "Figure 1", "T3 2024", "États-Unis"),
}


@pytest.mark.parametrize("language", EXPECTED)
def test_a_site_has_numbers_dates_and_names_in_its_language(
    sites: dict[str, Built], language: str
) -> None:
    built = sites[language]

    assert not built.stopped
    assert f'<html lang="{language}"' in built.html("index.html")
    texts = "\n".join(seen(built))
    assert [one for one in EXPECTED[language] if one not in texts] == []


def test_csv_files_have_the_same_bytes_in_each_language(sites: dict[str, Built]) -> None:
    files = {
        language: sorted(b for path, b in built.same_bytes().items() if path.endswith(".csv"))
        for language, built in sites.items()
    }

    assert len(files["en"]) > 10
    assert all(found == files["en"] for found in files.values())


def test_addresses_are_the_same_in_each_language(sites: dict[str, Built]) -> None:
    found = {
        language: {
            re.sub(r"-[0-9a-f]{6}(?=[-.])", "", path)
            for path in built.files
            if path.startswith(("osai/", "evidence/"))
        }
        for language, built in sites.items()
    }

    assert any(path.startswith("evidence/") for path in found["en"])
    assert all(paths == found["en"] for paths in found.values())


def test_a_server_makes_the_same_in_the_language_of_the_site(site: Site) -> None:
    built = configured(site, "de").build().same_bytes()
    served = site.build("serve").same_bytes()

    figures = {path for path in built if path.startswith("osai/figures/")}
    assert len(figures) > 50
    assert {path: served.get(path) for path in figures} == {path: built[path] for path in figures}


def test_messages_and_claims_are_in_english_on_a_german_site(site: Site) -> None:
    configured(site, "de", osai={"on_error": "warn", "pages": False})
    claim = "<< osai.claim('half', osai.share('national_origins', 'China')) >>"
    site.write("docs/index.md", f"# A\n\n{claim}\n\n<< osai.share('regions', 'Nowhere') >>\n")

    built = site.build()

    said = "\n".join(built.messages)
    assert '"half" is false: national origin China is 40.0% (2 of 5 models' in said
    assert "'Nowhere'" in said
    assert "Modell" not in said
    assert 'lang="en"' in built.article("index.html")
    assert "2 von 5 Modellen" in built.article("index.html")


@pytest.mark.parametrize(
    "words", ["mehr als ein Drittel", "20,0 %", "presque la moitié", "ruim een kwart"]
)
def test_a_claim_in_another_language_is_refused_with_what_to_do(site: Site, words: str) -> None:
    configured(site, "en")
    call = f"osai.claim('{words}', osai.share('national_origins', 'China'))"
    site.write("docs/index.md", f"# A\n\n<< {call} >>\n")

    stopped = site.build().stopped

    assert "claims are read in English only" in stopped


def test_each_language_of_the_plugin_i18n_has_its_own_texts(site: Site) -> None:
    needs("mkdocs-static-i18n")
    languages = [
        {"locale": "de", "default": True, "name": "Deutsch", "build": True},
        {"locale": "fr", "name": "Français", "build": True},
        {"locale": "en", "name": "English", "build": True},
    ]
    i18n_plugin = {"i18n": {"docs_structure": "suffix", "languages": languages}}
    osai = {"osai": {"pages": False, "cards": False}}
    configured(site, "de", plugins=[i18n_plugin, osai])
    page = "# A\n\n<< osai.share('national_origins', 'China') >>\n\n<< osai.bar('regions') >>\n"
    for name in ("index.md", "index.fr.md", "index.en.md"):
        site.write(f"docs/{name}", page)

    built = site.build(strict=True)

    for path, words in {
        "index.html": ("40,0\xa0%", "Balkendiagramm", "Vereinigte Staaten"),
        "fr/index.html": ("40,0\xa0%", "Diagramme en barres", "États-Unis"),
        "en/index.html": ("40.0%", "Bar chart", "United States"),
    }.items():
        texts = "\n".join(Texts(built.html(path)).found)
        assert [one for one in words if one not in texts] == []


DATA = frozenset(
    re.findall(r"[A-Za-z]+", " ".join([c.name for c in BUILT_IN] + [c.group for c in BUILT_IN]))
) | frozenset(
    # Names that are the same in each language, units, and file formats.
    "FLOP CSV SVG PNG OSAID Falcon B Apache n Q yml families".split()  # noqa: SIM905 - shorter
)
BY_BABEL = frozenset(("China", "Frankreich", "Vereinigte", "Staaten", "Mai", "Juni", "und", "oder"))


def pseudo(text: str) -> str:
    """A text in a language that has no letters of English."""
    letters = {ord(c): chr(0x430 + i % 32) for i, c in enumerate("abcdefghijklmnopqrstuvwxyz")}
    letters |= {ord(chr(c).upper()): letter.upper() for c, letter in letters.items()}
    parts = re.split(r"(\{\w+\})", text)
    return "".join(part if part.startswith("{") else part.translate(letters) for part in parts)


class Pseudo:
    """A catalogue in that language, with the texts that are collected."""

    def __init__(self) -> None:
        self.known = catalogues.collected()

    def gettext(self, text: str) -> str:
        return self.pgettext(None, text)

    def pgettext(self, context: str | None, text: str) -> str:
        return pseudo(text) if (context, text) in self.known else text

    def ngettext(self, one: str, many: str, count: int) -> str:
        assert (None, one) in self.known
        return pseudo(one if count == 1 else many)


def test_no_text_of_ours_stays_in_english(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Pseudo()
    monkeypatch.setattr(i18n, "_translations", lambda _: catalogue)
    built = configured(site, "de").build()
    assert not built.stopped

    left = {}
    for text in seen(built):
        words = re.findall(r"[A-Za-z]+", re.sub(r"https?://\S+|&\S+;", "", text))
        if unknown := {*words} - DATA - BY_BABEL:
            left[text.strip()] = unknown
    assert left == {}
