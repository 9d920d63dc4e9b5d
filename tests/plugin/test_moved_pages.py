"""What moved on the posts of a site, on the page of news and in its feed."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from mkdocs_osai.plugin.moved_pages import MovedPages
from mkdocs_osai.plugin.page import PageRenderer
from tests.builders import a_file
from tests.repositories import a_repository, commit
from tests.sites import Site

POST = """\
---
date: 2025-03-01
---

# Origins & more

There are << osai.n() >> models. << osai.claim('All', osai.share('national_origins', 'China')) >>
of them are Chinese.

<< osai.bar('national_origins', title='Origins') >>
"""
NEWS = "database/news/index.html"


@pytest.fixture
def posts(site: Site) -> Site:
    """A site with a post, whose index changed in March, April and May."""
    for file in (site.folder / "models").glob("*.yaml"):
        file.unlink()
    site.configure(osai={"on_error": "warn"})
    site.write(".gitignore", "site/\n.cache/\n")
    site.write("docs/index.md", POST)
    site.write("docs/old.md", f"---\nosai: {{as_of: 2025-03-10}}\n---\n\n{POST[27:]}")
    a_repository(site.folder)
    site.write("models/a.yaml", a_file(name="A"))
    commit(site.folder, {}, "2025-02-10")
    site.write("models/b.yaml", a_file(name="<b>", origin="France"))
    commit(site.folder, {}, "2025-03-05")
    site.write("models/a.yaml", a_file(name="A", code="closed"))
    commit(site.folder, {}, "2025-04-06")
    site.write("models/b.yaml", a_file(name="<b>", origin="China"))
    commit(site.folder, {}, "2025-05-07")
    return site


def told(site: Site) -> dict[str, str]:
    """What the page of news says of the posts, by the id of the month."""
    html = site.build().html(NEWS)
    parts = re.findall(r'<h3 id="m([\d-]+)-posts">.*?</h3>\s*(.*?)\s*</section>', html, re.DOTALL)
    return {month: " ".join(re.sub("<[^>]*>", "", text).split()) for month, text in parts}


def test_the_page_of_news_says_which_numbers_moved_and_which_claims_turned(posts: Site) -> None:
    months = told(posts)

    assert [*months] == ["2025-05", "2025-04", "2025-03"]
    assert "Origins &amp; more: models 1 → 2" in months["2025-03"]
    assert "national origin China 100.0% → 50.0%" in months["2025-03"]
    assert "the claim “All” no longer holds" in months["2025-03"]
    assert months["2025-04"].startswith("No number and no claim of the posts moved.")
    assert "national origin China 50.0% → 100.0%" in months["2025-05"]
    assert "the claim “All” holds again" in months["2025-05"]
    assert '<a href="../../">Origins &amp; more</a>: ' in (posts.folder / "site" / NEWS).read_text(
        "utf-8"
    )
    assert "".join(months.values()).count("Origins") == 2, "a pinned post does not move"


def test_the_feed_has_an_entry_for_each_month_in_which_posts_moved(posts: Site) -> None:
    feed = ET.fromstring((posts.build().site / "data/changes.xml").read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    entries = [
        e for e in feed.iter(f"{atom}entry") if "Posts" in (e.findtext(f"{atom}title") or "")
    ]

    assert [e.findtext(f"{atom}title") for e in entries] == [
        "Posts of this site: what moved in May 2025",
        "Posts of this site: what moved in March 2025",
    ]
    assert (entries[0].findtext(f"{atom}updated") or "").startswith("2025-05-07")
    content = entries[1].findtext(f"{atom}content") or ""
    assert "models 1 → 2" in content
    assert "the claim “All” no longer holds" in content
    assert '<a href="https://example.org/sub/">' in content


def test_a_second_build_compares_nothing_again_and_has_the_same_bytes(
    posts: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = told(posts)
    calls = []
    recorded_from = PageRenderer.recorded_from

    def counted(page: PageRenderer, *arguments: object, **words: object) -> object:
        calls.append(words.get("tell", True))
        return recorded_from(page, *arguments, **words)  # type: ignore[arg-type]

    monkeypatch.setattr(PageRenderer, "recorded_from", counted)
    assert told(posts) == first
    assert False not in calls

    posts.write("docs/index.md", POST.replace("There are", "We count"))
    told(posts)
    assert calls.count(False) == 4, "the states at the ends of three months"


def test_while_serving_posts_are_compared_only_when_the_page_is_requested(
    posts: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    by_month = MovedPages.by_month

    def counted(moved: MovedPages) -> object:
        asked.append(moved)
        return by_month(moved)

    monkeypatch.setattr(MovedPages, "by_month", counted)

    posts.build("serve", request=False)
    assert not asked

    page = posts.build("serve").html(NEWS)
    assert asked
    assert "no longer holds" in page


def test_the_data_page_says_that_no_changes_are_known_without_git(site: Site) -> None:
    built = site.build()

    assert NEWS not in built.files
    assert "No changes are known" in built.article("data/index.html")
