"""The page of a model: its facts and links, and that all data is escaped."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_osai.history import load
from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.index import Grade, Model, Snapshot
from mkdocs_osai.index.compute import read_compute
from mkdocs_osai.index.license_parts import LicensePart, LicenseParts
from mkdocs_osai.sanitize import web_address
from mkdocs_osai.stats import Index
from mkdocs_osai.views.links import web_links
from mkdocs_osai.views.model_page import (
    MOST,
    Mention,
    facts_of,
    model_page,
)
from mkdocs_osai.views.urls import PageUrls, page_urls
from tests.builders import a_model, an_index, some_criteria

VOID = {"img", "br", "wbr", "meta", "hr", "input", "link"}
HOSTILE = [
    '"><img src=x onerror=alert(1)>',
    "</h1><script>alert(1)</script>",
    "' onmouseover='alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "<< osai.n() >>",
    "a\u202eb\x00c",
]
NOWHERE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "\x01javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//example.org/x",
    "osai:models/a.md",
    "http://[",
    "https:",
    "ftp://example.org/",
    "mailto:a@example.org",
    "not an address",
]


class Read(HTMLParser):
    """A parsed page: sections with their text, links and elements."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.sections: dict[str, str] = {}
        self.headings: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in ("h1", "h2", "h3"):
            self.headings.append((tag, ""))
        if tag == "a":
            self.links.append(("", dict(attrs)["href"] or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["span"] and self.elements[-1][1].get("class") == "osai-basis":
            return  # the meaning of a term, which is shown on pointing
        for tag in ("h1", "h2", "h3"):
            if tag in self.open:
                level, text = self.headings.pop()
                self.headings.append((level, text + data))
        if "a" in self.open:
            text, href = self.links.pop()
            self.links.append((text + data, href))
        name = self.headings[-1][1] if self.headings else ""
        self.sections[name] = self.sections.get(name, "") + data

    def section(self, name: str) -> str:
        """The text below a heading, on one line."""
        return " ".join(self.sections[name].split())

    @property
    def attributes(self) -> set[tuple[str, str]]:
        """Every kind of element, with every kind of attribute it has."""
        return {(tag, name) for tag, attributes in self.elements for name in attributes}


def page_of(index: Index, model: str = "a", **more: Any) -> Read:
    mentions = more.pop("mentions", ())
    return Read(model_page(index, index.model(model), page_urls(index), mentions, **more))


def test_what_is_known_of_a_model_leads_to_the_pages_of_its_categories() -> None:
    index = an_index(
        a_model(
            types=("text", "code"),
            organization="HuggingFace",
            origin="France",
            license="Apache 2.0",
            released="2024-07-01",
        ),
        a_model("b", organization="Hugging Face", license="Apache-2.0"),
    )

    page = page_of(index)

    assert set(page.links) >= {
        ("HuggingFace", "osai:database/organizations/Hugging-Face.md"),
        ("France", "osai:database/national_origins/France.md"),
        ("Europe", "osai:database/regions/Europe.md"),
        ("text", "osai:database/types/text.md"),
        ("code", "osai:database/types/code.md"),
        ("1 July 2024", "osai:database/release_years/2024.md"),
        ("Apache 2.0", "osai:database/licenses/Apache-2.0.md"),
        ("full", "osai:database/performance_classes/full.md"),
    }
    assert "A text and code model by HuggingFace, released 1 July 2024." in page.section("a")


def test_a_model_of_which_nothing_is_known_has_a_page_that_says_so() -> None:
    index = an_index(Model("a", "models/a.yaml", "a"), a_model("b"))

    page = page_of(index)

    assert "A model." in page.section("a")
    assert page.section("Openness").endswith(
        "No score: no criterion applies to it, as its file names no type."
    )
    assert page.section("Facts").count("not told") == 9
    assert "12 criteria of the index do not apply to a model without a type" in page.section(
        "Criteria"
    )
    assert [text for _, text in page.headings] == [
        *("a", "Openness", "Facts", "Criteria", "Definitions", "Cite it")
    ]


@pytest.mark.parametrize(
    ("released", "words"), [("2024", "2024"), ("2024-07", "July 2024"), ("soon", "soon")]
)
def test_a_release_is_told_as_exactly_as_it_is_known(released: str, words: str) -> None:
    page = page_of(an_index(a_model(released=released)))

    assert f"Released{words} " in page.section("Facts")


def test_the_score_comes_with_its_classes_and_the_places_it_has() -> None:
    index = an_index(
        a_model("a", classes={"code": "partial", "paper": "closed"}),
        a_model("b", classes={"code": "partial", "paper": "closed"}, types=("text", "image")),
        a_model("c"),
        a_model("d", types=("image",), classes={"paper": None}),
        Model("e", "models/e.yaml", "e"),
    )

    page = page_of(index, "b")

    told = page.section("Openness")
    assert told.startswith("Openness 0.88 of 1 10 open 1 partial 1 closed ")
    assert "Place 3 of 4 models with a score, shared with 1 " in told
    assert "Place 2 of 3 text models, shared with 1 " in told
    assert "Place 2 of 2 image models Openness is the mean" in told
    bars = [c for _, a in page.elements if (c := a.get("class") or "").startswith("osai-bar__")]
    assert [c.rpartition("--")[2] for c in bars] == ["open"] * 10 + ["partial", "closed"]
    assert "1 not told" in page_of(index, "d").section("Openness")


def test_a_place_is_the_rank_that_the_index_gives() -> None:
    index = load("models")
    for model in index.models:
        told = page_of(index, model.id).section("Openness")
        rank = index.rank(model.id)
        assert f"Place {rank.count} of {rank.of} models" in told
        for one in model.types:
            rank = index.rank(model.id, type=one)
            assert f"Place {rank.count} of {rank.of} {one} models" in told


def test_only_criteria_that_apply_are_listed_and_the_others_counted() -> None:
    criteria = some_criteria(code=("text",), sound=("audio",), light=("image", "video"))
    model = a_model(criteria=criteria, classes={"code": "closed"})
    beside = Model("b", "b.yaml", "b", types=("audio", "image", "text"))

    page = page_of(an_index(model, beside, criteria=criteria))

    assert "Code" in page.section("Criteria")
    assert "Sound" not in page.section("Criteria")
    assert (
        "2 criteria of the index do not apply to text models and are not listed."
        in page.section("Criteria")
    )
    assert "the criterion that applies: open" in page.section("Openness")
    assert "not listed" not in page_of(an_index(beside, criteria=criteria), "b").section("Criteria")


def test_a_criterion_shows_its_class_its_evidence_and_the_graders_remark() -> None:
    grades = {
        "code": Grade("partial", ("https://www.example.org/code/",), "Half of it. No more."),
        "paper": Grade("closed"),
    }
    page = page_of(an_index(a_model(grades=grades)))

    told = page.section("Criteria")
    assert "Code Documentation ◐ partial Half of it. No more. example.org/code " in told
    assert "Paper ○ closed none given" in told
    assert "Datasheet not told none given" in told
    assert ("example.org/code", "https://www.example.org/code/") in page.links


@pytest.mark.parametrize("url", NOWHERE)
def test_an_address_that_is_not_of_the_web_is_text(url: str) -> None:
    model = a_model(grades={"code": Grade("open", (url,))}, links=(url,), organization_links=(url,))

    page = page_of(an_index(model), improve=url)

    assert all(
        href.startswith(("osai:database/", "https://osai-index.eu")) for _, href in page.links
    )
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://huggingface.co@evil.example/x", "evil.example/x"),
        ("http://www.example.org", "example.org"),
        ("https://example.org/%E8%AE%B8?a=b#c", "example.org/许?a=b#c"),
        (f"https://example.org/a/b/{'x' * 40}/the-end", "example.org/a/b/…/the-end"),
        (f"https://example.org/{'x' * 40}/the-end", "example.org/…/the-end"),
        (f"https://example.org/{'x' * 90}", f"example.org/…/…{'x' * 37}"),
    ],
)
def test_the_text_of_a_link_says_where_it_leads(url: str, text: str) -> None:
    assert web_links([url, url]) == ((text, url),)


def test_a_base_model_leads_to_its_page_if_the_index_has_it_once() -> None:
    own = {
        "a": {"base_model": "olmo-7b"},
        "b": {"base_model": "OLMo"},
        "c": {"base_model": "Twice"},
        "d": {"base_model": "d"},
        "e": {"base_model": "unknown"},
        "olmo": {"name": "OLMo", "end_model": "OLMo-7B"},
        "t1": {"name": "Twice"},
        "t2": {"name": "twice"},
        "unknown": {},
    }
    index = an_index(*(a_model(one, organization=None, **values) for one, values in own.items()))

    def leads_to(model: str) -> list[str]:
        facts = {f.label: f.values for f in facts_of(index, index.model(model), page_urls(index))}
        return [link.href for link in facts["Base model"] if link.href]

    assert leads_to("a") == leads_to("b") == ["osai:models/olmo.md"]
    assert leads_to("c") == leads_to("d") == leads_to("e") == []


def test_models_of_the_same_maker_and_from_the_same_base_are_listed() -> None:
    many = [a_model(f"m{i:02}", organization="A lab", base_model=None) for i in range(MOST + 3)]
    index = an_index(
        a_model("a", base_model="Llama-2-13B"),
        a_model("z", base_model="llama-2-13b", organization="Another", classes={"code": "closed"}),
        *many,
    )

    page = page_of(index)

    assert page.section("More by A lab").startswith("More by A lab m00 1.00 m01 1.00")
    assert page.section("More by A lab").endswith("m07 1.00 3 more")
    assert ("3 more", "osai:database/organizations/A-lab.md") in page.links
    assert page.section("Also made from Llama-2-13B") == "Also made from Llama-2-13B z 0.92"
    assert ("a", "osai:models/a.md") not in page.links


def test_what_is_not_told_has_nothing_in_common() -> None:
    unknown = {"organization": "Undisclosed", "base_model": "Unknown"}
    index = an_index(a_model("a", **unknown), a_model("b", **unknown), a_model("c", **unknown))

    headings = [text for _, text in page_of(index).headings]

    assert not [text for text in headings if text.startswith(("More by", "Also made"))]


def test_pages_that_mention_a_model_are_linked_whatever_their_files_are_called() -> None:
    mentions = [Mention("R&D <b>", 'blog/r&d "x"?#1.md'), Mention("Plain", "plain.md")]

    page = page_of(an_index(a_model()), mentions=mentions)

    assert ("R&D <b>", "osai:blog/r%26d%20%22x%22%3F%231.md") in page.links
    assert ("Plain", "osai:plain.md") in page.links


def test_what_a_site_does_not_have_is_not_offered() -> None:
    page = page_of(an_index(a_model()))

    assert "Use it" not in page.sections
    assert "Improve" not in page.section("Criteria")


def test_data_and_badge_are_offered_with_what_shows_the_badge_elsewhere() -> None:
    options = {
        "improve": "https://example.org/edit/a.yaml",
        "data": "data/models/a.json",
        "badge": "badges/a.svg",
    }
    index = an_index(a_model())

    page = page_of(index, **options, site_url="https://example.org/sub")

    assert ("Improve this entry", "https://example.org/edit/a.yaml") in page.links
    assert ("a as JSON", "osai:data/models/a.json") in page.links
    assert {"src": "osai:badges/a.svg", "height": "24"}.items() <= dict(page.elements)[
        "img"
    ].items()
    assert page.section("In HTML") == (
        'In HTML <a href="https://example.org/sub/models/a/">'
        '<img src="https://example.org/sub/badges/a.svg" alt="a: openness 1.00 of 1"></a>'
    )
    assert page.section("In Markdown") == (
        "In Markdown [![a: openness 1.00 of 1](https://example.org/sub/badges/a.svg)]"
        "(https://example.org/sub/models/a/)"
    )
    flat = page_of(index, **options, site_url="https://example.org/", directory_urls=False)
    assert "https://example.org/models/a.html" in flat.section("In HTML")
    assert "In HTML" not in page_of(index, **options).sections


@pytest.mark.parametrize("name", [*HOSTILE, "a](javascript:alert(1)) [b", "*a* _b_ `c` &lt;"])
def test_what_is_copied_shows_the_badge_and_nothing_else(name: str) -> None:
    index = an_index(a_model("a", name=name))

    page = page_of(index, badge="badges/a.svg", site_url="https://example.org")

    snippets = page.sections["In HTML"].strip(), page.sections["In Markdown"].strip()
    for snippet in (snippets[0].removeprefix("In HTML"), markdown.markdown(snippets[1][11:])):
        elements = [e for e in Read(snippet).elements if e[0] != "p"]
        assert [tag for tag, _ in elements] == ["a", "img"]
        assert elements[0][1] == {"href": "https://example.org/models/a/"}
        assert set(elements[1][1]) == {"src", "alt"}
        assert (elements[1][1]["alt"] or "").endswith(": openness 1.00 of 1")


def test_a_citation_names_the_model_the_index_and_its_day() -> None:
    index = an_index(a_model(name="OLMo"), date=dt.date(2025, 6, 9))

    told = page_of(index).section("Cite it")

    assert told.startswith("Cite it “OLMo”, in: Liesenfeld, A., Dingemanse, M. and contributors.")
    assert "doi:10.5281/zenodo.15386042, as of 9 June 2025. Data:" in told
    assert "as of" not in page_of(an_index(a_model())).section("Cite it")


def test_headings_come_in_order_and_cells_have_their_headers() -> None:
    index = an_index(a_model(links=("https://example.org",), base_model="b"), a_model("b"))

    page = page_of(
        index,
        mentions=[Mention("Page", "x.md")],
        data="d.json",
        badge="b.svg",
        site_url="https://example.org",
    )

    levels = [int(tag[1]) for tag, _ in page.headings]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(a.get("scope") for tag, a in page.elements if tag == "th")
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    labels = {a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a}
    assert labels <= set(ids)


def everything(text: str) -> Index:
    """Two models in which every text is the same."""
    own = {
        **dict.fromkeys(("name", "license", "organization", "origin", "contributor"), text),
        **dict.fromkeys(("base_model", "end_model", "released", "performance_class"), text),
        "links": (text, f"https://example.org/{text}"),
        "organization_links": (text,),
        "grades": {"code": Grade("open", (text, f"https://{text}"), text)},
    }
    return an_index(a_model("a", **own), a_model("b", **own))


TAME = page_of(everything("tame"), mentions=[Mention("tame", "tame.md")]).attributes


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_the_data_is_markup(text: str) -> None:
    page = page_of(everything(text), mentions=[Mention(text, text)])

    assert page.attributes <= TAME
    assert page.headings[0] == ("h1", text.replace("\u202e", "").replace("\x00", ""))


@settings(max_examples=30)
@given(text=st.text(min_size=1))
def test_no_text_at_all_is_markup_or_leads_anywhere_else(text: str) -> None:
    page = page_of(everything(text), mentions=[Mention(text, text)])

    assert page.attributes <= TAME
    assert all(href.startswith(("osai:", "https://", "http://")) for _, href in page.links)


def test_its_history_says_what_changed_and_when() -> None:
    moment = dt.datetime(2025, 6, 17, tzinfo=dt.UTC)
    change = ChangelogEntry(moment, "1f", "revised", "a", "A", "code", "<Code>", "closed", "open")
    index = an_index(a_model())

    page = model_page(index, index.models[0], page_urls(index), (), history=[change])

    assert "17 June 2025</time>: &lt;Code&gt; closed → open</li>" in page
    assert "In the index" not in model_page(index, index.models[0], page_urls(index), ())


def test_the_page_says_what_a_model_stands_on_and_what_was_made_from_it() -> None:
    code = a_model("c", name="CodeLlama", organization="Meta", base_model="Llama-2-70B")
    code = replace(code, end_model="CodeLlama-70B-Instruct")
    made = [a_model(f"m{i}", name=f"M{i}", base_model="CodeLlama-7B") for i in range(3)]
    index = an_index(code, *made)
    where = page_urls(index)

    facts = {fact.label: fact.values for fact in facts_of(index, made[0], where)}
    page = model_page(index, code, where, ())

    assert [link.text for link in facts["Stands on"]] == ["Code Llama", "Llama 2"]
    assert [link.href for link in facts["Stands on"]] == [where.model(code), None]
    assert '<strong aria-current="page">CodeLlama (Code Llama)</strong>' in page
    assert all(f'<a href="{where.model(m)}">{m.name}</a>' in page for m in made)


def test_a_model_from_scratch_stands_on_nothing() -> None:
    index = an_index(a_model("a", name="A", base_model="A-7B", end_model="A-7B-Chat"))

    assert "Stands on" not in {f.label for f in facts_of(index, index.models[0], PageUrls())}


def test_training_compute_and_licences_by_part_are_facts_of_the_page() -> None:
    model = a_model(
        compute_base=read_compute("~4e+23 FLOP +- 0.5 OoM (hardware <b>) [Epoch AI]"),
        compute_end=read_compute("unknown (~1e23?)"),
        license_parts=LicenseParts(LicensePart("MIT & co"), None, LicensePart("not disclosed")),
    )
    index = an_index(model)
    page = model_page(index, model, page_urls(index), ())
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    times = "\N{MULTIPLICATION SIGN}"
    assert (
        f"Training compute Base model 4 {times} 10²³ FLOP (1.3 {times} 10²³ to 1.3 {times} 10²⁴) "
        "(hardware &lt;b&gt;; source: Epoch AI) End user model unknown (a guess: 10²³ FLOP)"
    ) in text
    assert "Licences by part Weights MIT &amp; co Data not disclosed" in text


def test_a_model_without_training_compute_has_no_heading_for_it() -> None:
    index = an_index(a_model())
    page = model_page(index, index.models[0], page_urls(index), ())

    assert "Training compute" not in page
    assert "Licences by part" not in page


def test_a_criterion_shows_what_it_asks_in_the_language_of_the_site() -> None:
    asked = {"paper": {"en": "Is there <a> paper?", "de": "Gibt es einen Aufsatz?"}}
    index = Index(Snapshot("models", (a_model(),), descriptions=asked))

    for language, text in {
        "de": "Gibt es einen Aufsatz?",
        "fr": "Is there &lt;a&gt; paper?",
    }.items():
        page = model_page(index, index.models[0], page_urls(index, language), ())
        basis = f'<span class="osai-basis" id="asks-paper" aria-hidden="true">{text}</span>'
        assert f'aria-describedby="asks-paper"><span>Paper</span>{basis}</a>' in page
        assert 'id="asks-code"' not in page
