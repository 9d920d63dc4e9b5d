"""Pages of a past day: their numbers, what they say of today, and when git cannot tell."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape

import pytest
from click.testing import CliRunner

from mkdocs_osai.cli import main
from tests.repositories import a_repository, commit, git
from tests.sites import Site, a_file

PINNED = """\
---
osai: {as_of: 2025-06-17}
---

# Then

<< osai.n() >> models, << osai.share('national_origins', 'China') >> from China.
"""


@pytest.fixture
def dated(site: Site) -> Site:
    """The site in a repository: six models on 1 March 2025, a seventh in 2026."""
    seventh = site.folder / "models/g.yaml"
    late = seventh.read_text(encoding="utf-8")
    seventh.unlink()
    a_repository(site.folder)
    site.write(".gitignore", "site/\n.cache/\n")
    commit(site.folder, {}, "2025-03-01")
    commit(site.folder, {"models/g.yaml": late.replace("Model G", "G")}, "2026-01-05")
    return site


def _words(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def text(html: str) -> str:
    seen = re.sub(r'<span class="osai-basis".*?</span>', "", html)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", seen)))


def test_a_page_as_of_a_day_has_the_numbers_of_that_day_and_says_what_has_changed(
    dated: Site,
) -> None:
    dated.write("docs/index.md", PINNED)

    built = dated.build(strict=True)

    article = built.article("index.html")
    assert ">6</data>" in article
    assert "China: 3 of 6 models; index of 2025-06-17" in article
    line = text(article)
    assert "Figures as of 17 June 2025, 6 models. Since then: models 6 → 7." in line
    assert built.stopped == ""


def test_the_line_counts_claims_without_listing_them(dated: Site) -> None:
    claim = "<< osai.claim('fewer than 7 models', osai.n()) >>"
    dated.write("docs/index.md", f"---\nosai: {{as_of: 2025-06-17}}\n---\n\n# Page\n\n{claim}\n")

    line = text(dated.build().article("index.html"))

    assert "6 models. 1 claim would no longer hold. Show all" in line


def test_a_page_whose_numbers_are_the_same_today_says_that(dated: Site) -> None:
    dated.write("docs/index.md", PINNED.replace("<< osai.n() >> models, ", ""))

    line = text(dated.build().article("index.html"))

    assert "Figures as of 17 June 2025, 6 models. Nothing on this page has changed since." in line


def test_the_numbers_of_a_figure_and_claims_that_would_not_hold_are_in_the_line(
    dated: Site,
) -> None:
    commit(dated.folder, {"models/h.yaml": a_file("H", origin="France")}, "2026-02-01")
    dated.write(
        "docs/index.md",
        PINNED + "\n<< osai.claim('half', osai.share('national_origins', 'China')) >>\n\n"
        "<< osai.pie('national_origins', title='Origins') >>\n",
    )

    article = dated.build(strict=True).article("index.html")

    line = text(article[: article.index("</details>")])
    assert "China 50.0% → 42.9%" in line
    assert "1 claim would no longer hold." in line
    assert "France16.7%28.6%" in line
    assert "“half”" in line
    assert line.count("China50.0%42.9%") == 1, "once, though the page says it twice"


def test_a_page_without_a_day_says_from_which_index_it_is(dated: Site) -> None:
    dated.write("models/_index.yml", "date: 2026-06-12\n")
    dated.write("docs/index.md", "# Now\n\n<< osai.n() >>\n")
    dated.write("docs/other.md", "# No numbers\n\nWords.\n")

    built = dated.build()

    assert "Figures from the index of 12 June 2026, 7 models." in text(built.article("index.html"))
    assert "Figures" not in text(built.article("other/index.html"))


def test_a_call_can_have_a_day_of_its_own(dated: Site) -> None:
    dated.write(
        "docs/index.md",
        "From << osai.n(as_of='2025-03-01') >> to << osai.n() >>:"
        " << osai.n() - osai.n(as_of='2025-03-01') >> more.\n",
    )

    assert "From 6 to 7: 1 more." in text(dated.build().article("index.html"))


def test_a_tag_and_a_commit_are_moments_too(dated: Site) -> None:
    first = git(dated.folder, "rev-list", "--max-parents=0", "HEAD")
    git(dated.folder, "tag", "v1", first)
    dated.write(
        "docs/index.md",
        f"<< osai.n(as_of='v1') >> and << osai.n(as_of='{first[:9]}') >> of << osai.n() >>.\n",
    )

    assert "6 and 6 of 7." in text(dated.build().article("index.html"))


@pytest.mark.parametrize(
    ("day", "message"),
    [
        ("2024-01-01", "on 2024-01-01 there was no index yet"),
        ("2999-01-01", "2999-01-01 is in the future"),
        ("2026-02-03", "git does not know the index of 2026-02-03: its newest commit here is of"),
        ("17-06-2025", "git knows no tag or commit '17-06-2025'; write it as 2025-06-17"),
        ("1234567", "as_of is 1234567; write a day as 2025-06-17, a tag or a commit in quotes"),
        ("main", "'main' is a branch, and branches move"),
        ("--upload-pack=touch", "'--upload-pack=touch' is no day, tag or commit"),
        ("[1, 2]", "as_of is '[1, 2]'"),
    ],
)
def test_an_invalid_moment_is_one_problem_of_the_page(dated: Site, day: str, message: str) -> None:
    dated.write("docs/index.md", PINNED.replace("2025-06-17", day))

    stopped = dated.build().stopped

    assert "osai: 1 problem to fix" in stopped
    assert f"docs/index.md:2: {message}" in stopped


def test_today_is_shown_as_the_last_day_that_git_knows_in_all_outputs(dated: Site) -> None:
    today = dt.datetime.now(dt.UTC).date()
    commit(dated.folder, {"readme.md": "text"}, "2026-01-06")
    dated.write(
        "docs/then.md",
        f"---\nosai: {{as_of: {today}}}\n---\n\n# Now\n\n<< osai.n() >>, << osai.date() >>\n\n"
        "<< osai.claim('half', osai.share('national_origins', 'China')) >>\n\n"
        "<< osai.pie('national_origins') >>\n\n<< osai.change('types', since='2025-03-01') >>\n",
    )
    dated.write("docs/call.md", f"# Call\n\n<< osai.n(as_of='{today}') >>\n")

    built = dated.build()

    article = built.article("then/index.html")
    assert "Figures as of 6 January 2026, 7 models. Nothing on this page" in text(article)
    assert "index of 2026-01-06" in article
    assert "</a>, 6 January 2026. Data:" in article
    assert "on 2025-03-01, 7 models on 2026-01-06" in text(article)
    written = [built.html(f) for f in sorted(built.files) if f.endswith((".html", ".svg", ".csv"))]
    assert not [page for page in written if today.isoformat() in page or _words(today) in page]
    notice = f"{today} is today, and the newest commit of the index is of 2026-01-06, the day shown"
    told = "\n".join(built.messages)
    assert f"docs/then.md:2: {notice}; write 2026-01-06: from tomorrow on {today} is" in told
    assert f"docs/call.md:3: {notice}" in told


def test_a_change_is_between_days_that_git_knows(
    dated: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = dt.datetime.now(dt.UTC).date()
    monkeypatch.chdir(dated.folder)
    dated.write("docs/index.md", "# Home\n\n<< osai.n() >>\n")

    told = CliRunner().invoke(main, ["diff", str(today), str(today)]).stdout
    record = CliRunner().invoke(main, ["diff", str(today), "--format", "json"]).stdout
    late = CliRunner().invoke(main, ["diff", "2026-02-03"])

    assert told.startswith("2026-01-05 → 2026-01-05: 7 → 7 models")
    assert (json.loads(record)["base"], json.loads(record)["head"]) == ("2026-01-05", None)
    assert late.exit_code == 2
    assert "its newest commit here is of 2026-01-05; write 2026-01-05, or" in late.stderr


def test_without_git_only_pages_of_a_past_day_are_a_problem(site: Site) -> None:
    site.write("docs/index.md", PINNED)
    site.write("docs/other.md", "<< osai.n() >>\n")

    stopped = site.build().stopped

    assert "osai: 1 problem to fix" in stopped
    assert "docs/index.md:2: " in stopped
    assert "git" in stopped


def test_removed_and_new_categories_can_be_counted_on_their_days(
    dated: Site,
) -> None:
    commit(
        dated.folder,
        {"models/f.yaml": None, "models/h.yaml": a_file("H", origin="Spain")},
        "2026-02-01",
    )
    dated.write(
        "docs/index.md",
        PINNED + "\n<< osai.count('national_origins', 'France') >> of France,"
        " << osai.count('national_origins', 'Spain') >> of Spain\n",
    )

    article = text(dated.build(strict=True).article("index.html"))

    assert "1 of France, 0 of Spain" in article


def test_the_past_is_drawn_with_a_break_where_the_criteria_changed(dated: Site) -> None:
    parameters = "- {ref: a, name: A, params: [{ref: code, name: Code}]}\n"
    commit(dated.folder, {"models/_parameters.yml": parameters}, "2026-02-01")
    dated.write(
        "docs/index.md",
        "<< osai.line('quarter', over='history', measure='openness') >>\n\n"
        "<< osai.change('national_origins', since='2025-03-01') >>\n",
    )

    built = dated.build()

    article = text(built.article("index.html"))
    assert "12 criteria, then 1" in article
    assert "12 June 2026" not in article
    assert any(f.startswith("osai/figures/line-history-openness-per-quarter") for f in built.files)
    assert any(f.startswith("osai/figures/change-") for f in built.files)


def test_unknown_values_of_the_past_are_gaps_and_not_zeros_in_all_outputs(site: Site) -> None:
    a_repository(site.folder)
    site.write(".gitignore", "site/\n.cache/\n")
    tagged = {path.name: path.read_text("utf-8") for path in site.folder.glob("models/[!_]*.yaml")}
    for name, file in tagged.items():
        site.write(f"models/{name}", re.sub(r"\n  origin:.*", "", file))
    commit(site.folder, {}, "2025-03-01")
    commit(site.folder, {f"models/{name}": file for name, file in tagged.items()}, "2025-05-01")
    site.write(
        "docs/index.md", "<< osai.line('quarter', over='history', by='national_origins') >>\n"
    )

    built = site.build(strict=True)

    article = built.article("index.html")
    [alt] = {unescape(found) for found in re.findall(r'alt="([^"]*)"', article)}
    caption = text(re.findall(r"<small>(.*?)</small>", article, re.DOTALL)[0])
    figures = [name for name in built.files if name.startswith("osai/figures/")]
    [csv] = [built.html(name) for name in figures if name.endswith(".csv")]
    assert "China: 3 of 6 by 2025 Q2; " in alt
    assert "2025 Q1" not in alt
    assert "national origin known since 2025 Q2" in alt
    assert "national origin known since 2025 Q2" in caption
    assert "2025 Q1–––" in text(article)  # noqa: RUF001 - no number, in a table
    assert "2025 Q23 of 6" in text(article)
    assert "2025 Q1,China,,0,China\n2025 Q2,China,3,6,China\n" in csv


def test_a_value_that_no_model_had_on_a_day_is_a_problem_and_not_zero(dated: Site) -> None:
    files = {path.name: path.read_text("utf-8") for path in dated.folder.glob("models/*.yaml")}
    for name, file in files.items():
        dated.write(f"models/{name}", re.sub(r"\n  performanceclass:.*", "", file))
    commit(dated.folder, {}, "2026-02-01")
    commit(dated.folder, {f"models/{name}": file for name, file in files.items()}, "2026-03-01")
    dated.write(
        "docs/index.md", "Then << osai.n(performance_class='full', as_of='2026-02-01') >> models.\n"
    )

    stopped = dated.build().stopped

    assert "docs/index.md:1: no model has a known performance class, so it is not known" in stopped


def test_a_line_over_history_ends_on_the_day_of_its_call(dated: Site) -> None:
    then = "<< osai.line('year', over='history', as_of='2025-06-17', title='Then') >>"
    dated.write("docs/index.md", f"# Page\n\n{then}\n")

    article = text(dated.build(strict=True).article("index.html"))

    assert "6 models; 2025 only up to 2025-06-17. Source: European Open Source AI Index" in article
    assert "YearModels20256 " in article
    assert "2026" not in article.partition("Then: ")[2]


def test_two_builds_of_a_page_of_a_past_day_give_the_same_bytes(dated: Site) -> None:
    dated.write("docs/index.md", PINNED + "\n<< osai.pie('national_origins') >>\n")
    first = dated.build().same_bytes()

    assert dated.build().same_bytes() == first


def test_a_build_changes_nothing_of_the_repository(dated: Site) -> None:
    dated.write("docs/index.md", PINNED)
    dated.write("models/a.yaml", "system:\n  name: half written\n")
    before = git(dated.folder, "status", "--porcelain"), git(dated.folder, "for-each-ref")

    dated.build()

    assert (git(dated.folder, "status", "--porcelain"), git(dated.folder, "for-each-ref")) == before


def test_a_page_can_use_another_index(dated: Site) -> None:
    dated.configure(osai={"indexes": {"small": "others"}})
    dated.write("others/z.yaml", a_file("Z"))
    dated.write("docs/index.md", "---\nosai: {index: small}\n---\n<< osai.n() >>\n")
    dated.write("docs/other.md", "---\nosai: {index: smal}\n---\n<< osai.n() >>\n")

    stopped = dated.build().stopped

    assert "docs/other.md:2: unknown index 'smal'; did you mean 'small'?" in stopped
    dated.write("docs/other.md", "<< osai.n() >>\n")
    built = dated.build()
    assert ">1</data>" in built.article("index.html")
    assert ">7</data>" in built.article("other/index.html")


def test_a_page_of_a_day_that_cannot_be_rendered_from_today_is_built(dated: Site) -> None:
    dated.write("docs/index.md", PINNED + "\n<< 1 // (7 - osai.n()) | int >>\n")

    built = dated.build(strict=True)

    line = text(built.article("index.html"))
    assert "Figures as of 17 June 2025, 6 models." in line
    assert "Since then" not in line
    assert any("the page cannot be rendered from the index of" in m for m in built.messages)
