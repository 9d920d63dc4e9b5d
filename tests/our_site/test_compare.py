"""The comparison of our site in Chromium: models side by side, by address and by hand."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from mkdocs_osai.history import load
from mkdocs_osai.index import Grade
from mkdocs_osai.stats import Index
from mkdocs_osai.views.database_page import compare_page, state
from mkdocs_osai.views.urls import page_urls
from tests.builders import a_model, an_index, some_criteria
from tests.conftest import ROOT
from tests.our_site.layout import BEYOND, BROKEN
from tests.our_site.test_accessible import violations
from tests.our_site.test_database import HOSTILE, served

ROWS = """table => [...table.tBodies].map(body => [...body.rows].map(row =>
    [...row.cells].map(cell => (cell.querySelector(".osai-term > :first-child")
        ?? cell.querySelector("div > span") ?? cell.querySelector("div") ?? cell
    ).textContent.trim())))"""


@pytest.fixture(scope="module")
def index() -> Index:
    return load(ROOT / "models")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    complaints: list[str] = []
    page.on("pageerror", lambda e: complaints.append(str(e)))
    yield page
    page.close()
    assert not complaints


def parts(page: Page) -> dict[str, list[list[str]]]:
    """The parts of the comparison by their heading; what has none comes first."""
    bodies = page.locator(".osai-sides").evaluate(ROWS)
    found = {"": bodies[0]}
    return {**found, **{body[0][0]: body[1:] for body in bodies[1:]}}


def chosen(page: Page) -> list[str]:
    return page.locator(".osai-sides thead a").all_inner_texts()


@pytest.mark.parametrize(
    "ids", [("bloomz", "AMD OLMo"), ("Apertus", "bloomz", "YuLan", "Qwen"), ("amber", "amber-2")]
)
def test_different_criteria_come_first_and_every_class_is_shown(
    page: Page, address: str, index: Index, ids: tuple[str, ...]
) -> None:
    models = [m for i in ids for m in index.models if m.id == i]

    page.goto(f"{address}database/compare/?models={','.join(map(quote, ids))}")

    expect(page.locator(".osai-sides thead a")).to_have_text([m.name for m in models])
    found = parts(page)
    if len(models) < 2:
        assert "Where they differ" not in found
        return
    words = {c.name: [state(c, m) for m in models] for c in index.criteria}
    differ = [name for name, told in words.items() if len(set(told)) > 1]
    assert [row[0] for row in found["Where they differ"]] == differ
    assert [row[0] for row in found["Where they are alike"]] == [
        n for n in words if n not in differ
    ]
    for row in [*found["Where they differ"], *found["Where they are alike"]]:
        assert [cell.split()[-1] for cell in row[1:]] == words[row[0]]
    assert [*found] == ["", "Where they differ", "Where they are alike", "About them"]
    expect(page.get_by_role("status")).to_contain_text(
        f"they differ by {len(differ)} of {len(words)} criteria"
    )


def test_a_class_is_linked_to_its_evidence_and_a_model_to_its_page(
    page: Page, address: str, index: Index
) -> None:
    model = index.model("BLOOMZ")
    page.goto(f"{address}database/compare/?models=bloomz,YuLan")

    row = page.locator(".osai-sides tr", has=page.get_by_role("rowheader", name="Licenses"))
    links = row.locator("td").first.locator("a").evaluate_all("all => all.map(a => a.href)")
    assert links == list(model.grades["licenses"].links)
    page.locator(".osai-sides thead").get_by_role("link", name="BLOOMZ").click()
    expect(page).to_have_url(f"{address}models/bloomz/")


def test_models_are_added_and_removed_and_the_focus_stays_near(page: Page, address: str) -> None:
    page.goto(f"{address}database/compare/")
    status = page.get_by_role("status")
    expect(status).to_have_text("Choose two to six models.")
    assert page.locator(".osai-beside").is_hidden()

    select = page.get_by_label("Add a model")
    for name in ("OLMo", "BLOOMZ", "Apertus"):
        select.focus()
        select.select_option(label=name)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(select).to_be_focused()
    assert chosen(page) == ["OLMo", "BLOOMZ", "Apertus"]
    assert select.locator("option", has_text="BLOOMZ").count() == 0
    expect(status).to_contain_text("OLMo, BLOOMZ, Apertus: they differ by")
    shared = page.url

    page.get_by_role("button", name="Remove BLOOMZ").focus()
    page.keyboard.press("Enter")
    assert chosen(page) == ["OLMo", "Apertus"]
    expect(page.get_by_role("button", name="Remove Apertus")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove OLMo")).to_be_focused()
    expect(status).to_contain_text("Add a second model")
    page.keyboard.press("Enter")
    expect(select).to_be_focused()
    for _ in range(3):
        page.go_back()
    expect(page.locator(".osai-sides thead a")).to_have_text(["OLMo", "BLOOMZ", "Apertus"])
    assert page.url == shared


def test_at_most_six_models_are_compared(page: Page, address: str, index: Index) -> None:
    ids = [quote(m.id) for m in index.models[:8]]

    page.goto(f"{address}database/compare/?models={','.join(ids)}")

    expect(page.get_by_role("status")).to_contain_text("Only the first six are shown.")
    assert chosen(page) == [m.name for m in index.models[:6]]
    expect(page.get_by_label("Add a model")).to_be_disabled()
    page.get_by_role("button", name="Remove").first.click()
    expect(page.get_by_label("Add a model")).to_be_enabled()


@pytest.mark.parametrize(
    ("asked", "found", "missing"),
    [
        ("models=bloomz,nothing,YuLan", ["BLOOMZ", "YuLan"], "1 is not in the index"),
        ("models=%E0%A4%A,%,<b>", [], "3 are not in the index"),
        ("models=bloomz&models=YuLan", ["BLOOMZ", "YuLan"], ""),
        ("models=bloomz,bloomz", ["BLOOMZ"], ""),
        ("models=AMD+OLMo,constructor,__proto__", ["AMD OLMo"], "2 are not in the index"),
        ("models=", [], ""),
    ],
)
def test_unknown_models_in_the_address_are_reported(
    page: Page, address: str, asked: str, found: list[str], missing: str
) -> None:
    page.goto(f"{address}database/compare/?{asked}")

    expect(page.get_by_role("status")).to_contain_text(
        missing or "models" if not found else missing
    )
    assert chosen(page) == found


def test_comparing_makes_no_requests(page: Page, address: str) -> None:
    page.goto(f"{address}database/compare/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    for name in ("OLMo", "BLOOMZ"):
        page.get_by_label("Add a model").select_option(label=name)
        page.get_by_role("button", name="Add").click()

    assert chosen(page) == ["OLMo", "BLOOMZ"]
    # Chromium asks for the icon again where the address changes.
    assert [url for url in asked if not url.endswith("favicon.png")] == []


def test_without_javascript_every_model_is_linked(
    browser: Browser, address: str, index: Index
) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}database/compare/?models=bloomz,YuLan")

    assert page.get_by_text("The comparison needs JavaScript.").is_visible()
    assert page.locator("article form").is_hidden()
    assert page.locator(".osai-without li a").all_inner_texts() == [
        m.name for m in index.selected()
    ]
    page.close()


@pytest.mark.parametrize("count", [1, 2, 3, 6])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_models_side_by_side_fit_the_window_and_no_word_is_broken(
    page: Page, address: str, index: Index, width: int, count: int
) -> None:
    ids = ",".join(quote(m.id) for m in index.models[:count])
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(f"{address}database/compare/?models={ids}")

    expect(page.locator(".osai-sides thead a")).to_have_count(count)
    assert page.evaluate(BEYOND, ".osai-sides") == []
    assert page.evaluate(BROKEN, ".osai-sides") == []


def test_three_models_are_beside_each_other_on_a_phone(
    page: Page, address: str, index: Index
) -> None:
    ids = ",".join(quote(m.id) for m in index.models[:3])
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}database/compare/?models={ids}")
    expect(page.locator(".osai-sides thead a")).to_have_count(3)

    for row in page.locator(".osai-sides tr:has(td)").all():
        cells = row.locator("td:visible, thead th").evaluate_all(
            "all => all.map(e => [e.getBoundingClientRect().x, e.getBoundingClientRect().width])"
        )
        if cells:
            assert [x for x, _ in cells] == sorted(x for x, _ in cells)
            assert len({round(x) for x, _ in cells}) == 3
            assert min(wide for _, wide in cells) >= 100
    sizes = page.locator(".osai-sides td *:visible").evaluate_all(
        "all => all.map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 12
    page.mouse.wheel(0, 900)
    page.wait_for_function("scrollY > 300")
    head = page.locator(".osai-sides thead th").first.bounding_box()
    assert head
    assert 0 <= head["y"] < 120


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_models_side_by_side_violate_no_accessibility_rule(
    page: Page, address: str, width: int, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}database/compare/?models=OLMo,bloomz,Apertus")
    expect(page.locator(".osai-sides thead a")).to_have_count(3)

    assert violations(page) == []


def test_each_link_of_the_comparison_says_what_it_is_evidence_for(page: Page, address: str) -> None:
    page.goto(f"{address}database/compare/?models=bloomz,YuLan")
    links = page.locator(".osai-sides td a")
    expect(links.first).to_be_visible()
    names = [link.get_attribute("aria-label") or "" for link in links.all()]
    texts = links.all_inner_texts()

    assert len(set(names)) == len(names) > 10
    for name, text in zip(names, texts, strict=True):
        assert text in name
        assert name.endswith((" of BLOOMZ", " of YuLan"))


def test_names_that_look_like_markup_are_text(browser: Browser) -> None:
    criteria = some_criteria(code=("text",), paper=("video",))
    links = ("https://a.org/</script>", "javascript:boo()")
    models = [
        a_model(
            f"m{i},{i}",
            name=name,
            organization=name,
            license=name,
            criteria=criteria,
            grades={"code": Grade("open" if i else None, links)},
        )
        for i, name in enumerate(HOSTILE)
    ]
    index = an_index(*models, criteria=criteria)
    page = served(browser, compare_page(index, page_urls(index)))
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text))
    page.on("pageerror", lambda e: complaints.append(str(e)))
    page.add_init_script("window.boo = () => { throw new Error('it ran'); }")
    page.goto("http://site/compare.html?models=" + ",".join(quote(m.id, safe="") for m in models))

    assert chosen(page) == HOSTILE
    found = parts(page)
    assert found["Where they differ"] == [["Code", "not told", "● open", "● open"]]
    assert "Paper" not in str(found)
    hrefs = page.locator("tbody td a").evaluate_all("all => all.map(a => a.protocol)")
    assert hrefs == ["https:"] * 3
    assert page.locator("script").count() == 2
    page.close()
    assert not complaints


def test_training_compute_and_licences_by_part_are_compared(page: Page, address: str) -> None:
    page.goto(f"{address}database/compare/?models=33x-coder,AudioLDM")

    told = {row[0]: row[1:] for row in parts(page)["About them"]}
    times = "\N{MULTIPLICATION SIGN}"
    assert told["Training compute"][0] == (
        f"4 {times} 10²³ FLOP (1.3 {times} 10²³ to 1.3 {times} 10²⁴)"
    )
    assert told["Code licence"] == ["not released", "CC-BY-NC-SA-4.0"]
