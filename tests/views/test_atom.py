"""The feed of changes is valid Atom for any data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.changelog import changes
from mkdocs_osai.history.changelog_entry import ChangelogEntry
from mkdocs_osai.stats import Index
from mkdocs_osai.views.atom import MOST_CHANGES, MOST_ENTRIES
from mkdocs_osai.views.data_files import data_files
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_file, a_model, an_index
from tests.repositories import a_repository, commit, models
from tests.views.test_data_files import HOSTILE

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://example.org/sub/"
DAY = dt.datetime(2025, 6, 1, 12, tzinfo=dt.UTC)


class Items(HTMLParser):
    """The items of a list, as text, and every element and address in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href"]
        if tag == "li":
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] += data.strip("\n")


def feed(
    index: Index, found: Sequence[ChangelogEntry] = (), site_url: str | None = SITE
) -> tuple[ET.Element, bytes]:
    files = dict(data_files(index, page_urls(index), found, site_url))
    content = files["data/changes.xml"]()
    return ET.fromstring(content), content


def text(element: ET.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


def entries(root: ET.Element) -> list[ET.Element]:
    return root.findall(f"{ATOM}entry")


def links(element: ET.Element) -> dict[str | None, str | None]:
    return {one.get("rel"): one.get("href") for one in element.findall(f"{ATOM}link")}


def items(entry: ET.Element) -> Items:
    content = entry.find(f"{ATOM}content")
    assert content is not None
    assert content.get("type") == "html"
    assert len(content) == 0
    return Items(content.text or "")


def valid(root: ET.Element) -> None:
    """The requirements of RFC 4287."""
    assert root.tag == f"{ATOM}feed"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    ids = [text(one, "id") for one in (root, *entries(root))]
    assert len({*ids}) == len(ids)
    for one in (root, *entries(root)):
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        assert text(one, "id").startswith(("urn:uuid:", "https://"))
        assert text(one, "title").strip()
        assert dt.datetime.fromisoformat(text(one, "updated")).utcoffset() == dt.timedelta(0)


def added(n: int, commit: str, name: str = "M") -> ChangelogEntry:
    return ChangelogEntry(DAY + dt.timedelta(days=n), commit, "added", f"m{n}", name)


def test_a_commit_is_an_entry_with_links_to_models(tmp_path: Path) -> None:
    where = a_repository(tmp_path / "site")
    commit(where, models("a", "b"), "2025-01-01")
    closed = a_file(name="Model a", code="closed")
    commit(where, {"models/a.yaml": closed}, "2025-02-01")
    commit(where, {"models/b.yaml": None, **models("c")}, "2025-03-01")
    editions = IndexVersions(where / "models")

    root, _ = feed(editions.present, editions.changes)

    valid(root)
    newest, older = entries(root)
    assert [text(newest, n) for n in ("title", "updated")] == [
        "1 model added and 1 model removed",
        "2025-03-01T12:00:00+00:00",
    ]
    assert items(newest).texts == ["Model c added", "Model b removed"]
    assert items(newest).links == [f"{SITE}models/c/"]
    assert text(older, "title") == "Model a: Code Documentation open → closed"
    assert items(older).texts == ["Model a: Code Documentation open → closed (correction)"]
    assert links(older) == {"alternate": f"{SITE}models/a/"}
    assert text(root, "updated") == text(newest, "updated")
    assert links(root) == {"self": f"{SITE}data/changes.xml", "alternate": f"{SITE}data/"}


def test_without_an_address_of_the_site_there_are_no_links() -> None:
    index = an_index(a_model("m0"))
    root, _ = feed(index, [added(0, "1f")], site_url=None)

    valid(root)
    assert list(root.iter(f"{ATOM}link")) == []
    assert items(entries(root)[0]).tags == {"ul", "li"}


def test_an_entry_keeps_its_id_whatever_comes_later_and_wherever_the_site_stands() -> None:
    index = an_index(a_model("m0"))

    def ids(found: Sequence[ChangelogEntry], site_url: str | None = SITE) -> list[str]:
        return [text(one, "id") for one in entries(feed(index, found, site_url)[0])]

    before = ids([added(0, "1f")])
    assert ids([added(1, "2e"), added(0, "1f")])[1:] == before
    assert ids([added(0, "1f")], site_url=None) == before


def test_a_page_with_another_address_is_linked_there() -> None:
    index = an_index(a_model("m0"))
    files = data_files(
        index, page_urls(index), [added(0, "1f")], SITE, address=lambda source: f"x/{source}.html"
    )
    root = ET.fromstring(dict(files)["data/changes.xml"]())

    assert links(entries(root)[0]) == {"alternate": f"{SITE}x/models/m0.md.html"}


def test_an_index_without_changes_has_an_empty_feed() -> None:
    dated, _ = feed(an_index(a_model(), date=dt.date(2025, 6, 1)))
    undated, _ = feed(an_index())

    for root in (dated, undated):
        valid(root)
        assert entries(root) == []
    assert text(dated, "updated") == "2025-06-01T00:00:00+00:00"


def test_only_the_newest_commits_are_told() -> None:
    found = [added(n, f"c{n}", f"M{n}") for n in reversed(range(MOST_ENTRIES + 5))]
    root, _ = feed(an_index(), found)

    valid(root)
    titles = [text(one, "title") for one in entries(root)]
    assert titles == [f"M{n} added" for n in range(MOST_ENTRIES + 4, 4, -1)]


def test_a_large_commit_says_how_much_more_there_is() -> None:
    root, _ = feed(an_index(), [added(n, "1f") for n in range(MOST_CHANGES + 7)])

    [entry] = entries(root)
    assert text(entry, "title") == "207 models added"
    assert len(items(entry).texts) == MOST_CHANGES + 1
    assert items(entry).texts[-1] == "and 7 more"


def test_the_title_of_a_commit_counts_what_it_did() -> None:
    before = an_index(a_model("a"), a_model("b", name="B"), a_model("c"))
    closed = {"code": "closed", "paper": "closed"}
    after = an_index(
        a_model("a", classes=closed),
        a_model("bb", name="BB", aliases=("b",), classes={"code": "partial"}),
        a_model("d"),
    )
    root, _ = feed(after, changes([(DAY, "c0", before), (DAY, "c1", after)]))

    assert text(entries(root)[0], "title") == (
        "1 model added, 1 model removed, 1 model renamed and 3 classes of 2 models revised"
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_text(name: str) -> None:
    index = an_index(a_model("m0", name=name))
    root, content = feed(index, [added(0, "1f", name)])

    valid(root)
    entry = entries(root)[0]
    assert items(entry).tags == {"ul", "li", "a"}
    kept = "".join(c for c in name if c.isprintable()).split()
    assert "".join(items(entry).texts[0].split()) == "".join([*kept, "added"])
    assert "".join(text(entry, "title").split()) == "".join([*kept, "added"])
    assert [c for c in content.decode() if not c.isprintable() and c != "\n"] == []


@given(st.text())
def test_any_name_gives_valid_xml(name: str) -> None:
    valid(feed(an_index(a_model("m0", name=name)), [added(0, "1f", name)])[0])
