"""`osai claims --fix`: true words in the author's register, and no other byte."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from mkdocs_osai.claims import Verdict, judge
from mkdocs_osai.claims.fix import fix
from mkdocs_osai.cli import main
from mkdocs_osai.history import load
from mkdocs_osai.problems import AuthorError
from mkdocs_osai.stats import Index, Quantity
from mkdocs_osai.stats.quantity import Standing
from tests.conftest import ROOT
from tests.repositories import a_repository, commit
from tests.sites import Site, a_file

SHARE = Quantity("share", 39, 191, what="It")
COUNT = Quantity("count", 39, 191, what="It")
PAGE = (
    "# Home\r\n\r\n"
    "China has << osai.claim('**Nearly** two-thirds', osai.share('national_origins', 'China')) >> "
    "of all,\r\nand `<< osai.claim('a third', 1) >>`\r\n"
    'and << osai.claim("more than 40%", osai.share("national_origins", "United States")) >>.\t\r\n'
)


def run(*arguments: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["claims", *arguments], input=answer, catch_exceptions=False)


@pytest.mark.parametrize(
    ("words", "value", "better"),
    [
        ("more than a quarter", SHARE, "more than a tenth"),
        ("**More than** a quarter of the models", SHARE, "**More than** a tenth of the models"),
        ("one in three", SHARE, "one in five"),
        ("only a third", SHARE, "only a fifth"),
        ("**a third** of all models", SHARE, "**a fifth** of all models"),
        ("About 30%", SHARE, "About 20%"),
        ("12.5%", SHARE, "20.4%"),
        ("30 percent or more", SHARE, "20 percent or more"),
        ("at least 30 per cent", SHARE, "at least 20 per cent"),
        ("A vast majority of models", SHARE, "A small minority of models"),
        ("Half", SHARE, "A fifth"),
        ("a quarter, or 25%", SHARE, "a fifth, or 20%"),
        ("80% of models (154 of 191)", SHARE, "20% of models (39 of 191)"),
        ("forty models", COUNT, "thirty-nine models"),
        ("40 of 191 models", COUNT, "39 of 191 models"),
        ("more than fifty", COUNT, "more than thirty-five"),
        (
            "the most open",
            Quantity("rank", 1, 9, basis_text="it", standing=Standing(1)),
            "tied for the most open",
        ),
    ],
)
def test_the_words_keep_the_register_of_the_author(
    words: str, value: Quantity, better: str
) -> None:
    found = fix(judge(words, value))

    assert found is not None
    assert found.words == better
    assert judge(better, value).verdict is not Verdict.FALSE


def test_the_words_that_held_for_longest_are_preferred() -> None:
    class State:
        def __init__(self, count: int) -> None:
            self.count = count

    def at(state: State) -> Quantity:
        return Quantity("share", state.count, 1000, what="It")

    value = Quantity("share", 330, 1000, what="It", recompute=at)
    result = judge("more than 50%", value)

    unknown = fix(result)
    known = fix(result, [State(310), State(305), State(200)])

    assert unknown is not None
    assert unknown.words == "more than 32%"
    assert known is not None
    assert (known.words, known.held, known.known) == ("more than 30%", 2, 3)


def test_a_test_beside_the_words_is_not_fixed() -> None:
    assert fix(judge("few", SHARE, tests={"below": 0.1})) is None
    assert fix(judge("few", SHARE > 0.5)) is None


def test_the_words_are_changed_and_no_other_byte(site: Site) -> None:
    page = site.write("docs/index.md", PAGE.encode())

    result = run("--fix", "--yes")

    after = page.read_bytes()
    assert result.exit_code == 0, result.output
    assert without_words(after) == without_words(PAGE.encode())
    assert b"'a third', 1" in after, "code is no claim"
    assert "3 of 6" in result.stdout
    assert "--- docs/index.md" in result.stderr
    assert run().exit_code == 0


def without_words(page: bytes) -> bytes:
    return re.sub(rb"osai\.claim\((['\"]).*?\1", b"osai.claim(", page)


def test_without_an_answer_nothing_is_written(site: Site) -> None:
    page = site.write("docs/index.md", PAGE.encode())

    result = run("--fix")

    assert result.exit_code == 1
    assert page.read_bytes() == PAGE.encode()
    assert "+++ docs/index.md" in result.stderr
    assert "Nothing is written" in result.stderr


@pytest.mark.parametrize("answer", ["y\n", "n\n"])
def test_a_terminal_asks(site: Site, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    page = site.write("docs/index.md", PAGE.encode())
    command = importlib.import_module("mkdocs_osai.cli.claims")
    monkeypatch.setattr(command, "is_terminal", lambda _: True)

    result = run("--fix", answer=answer)

    assert "Write this?" in result.stderr
    assert (page.read_bytes() != PAGE.encode()) is (answer == "y\n")


def test_a_claim_that_cannot_be_edited_is_left(site: Site) -> None:
    text = (
        "# Home\n\n<% set words = 'nearly all' %>"
        "<< osai.claim(words, osai.share('national_origins', 'China')) >>\n"
    )
    page = site.write("docs/index.md", text)

    result = run("--fix", "--yes")

    assert result.exit_code == 1
    assert "is left: its words are not in the file" in result.stderr
    assert page.read_text("utf-8") == text


def test_yes_is_about_fix() -> None:
    assert run("--yes").exit_code == 2


def test_a_site_with_history_says_how_long_the_words_held(site: Site) -> None:
    site.write("docs/index.md", PAGE.encode())
    site.write(".gitignore", "site/\n.cache/\n")
    a_repository(site.folder)
    commit(site.folder, {}, "2025-01-05")
    commit(site.folder, {"models/z.yaml": a_file("Z", origin="China")}, "2025-03-05")

    result = run("--fix", "--yes")

    assert result.exit_code == 0
    assert re.search(r"true in \d of the last \d months", result.stderr)


MONTHS = ("2024-06", "2024-09", "2024-12", "2025-03", "2025-06", "2025-12")
CLAIM = re.compile(
    r"osai\.claim\('([^']+)',\s*(osai\.\w+\(.*?\))(?:,\s*(osai\.\w+\(.*?\)))?\) >>",
    re.DOTALL,
)


def test_every_false_claim_of_our_post_gets_words_that_hold_in_each_month() -> None:
    """The claims of the post, replayed on the models that were released by each month."""
    post = (ROOT / "docs/blog/posts/big-tech.md").read_text("utf-8")
    present = load(ROOT / "models")
    false = 0
    for month in MONTHS:
        index = until(present, month)
        for match in CLAIM.finditer(post):
            values = [
                eval(call, {"osai": index})  # noqa: S307 - calls of our own post
                for call in match.groups()[1:]
                if call
            ]
            try:
                result = judge(match[1], *values)
            except AuthorError:  # a number of that month cannot be divided by
                continue
            if result.verdict is not Verdict.FALSE:
                continue
            false += 1
            found = fix(result)
            assert found is not None, (month, match[1])
            assert judge(found.words, *values).verdict is not Verdict.FALSE
            assert found.words[0].isupper() is match[1][0].isupper()

    assert false >= 15, "the models of a month are not those of today"


def until(index: Index, month: str) -> Index:
    """The index with the models that were released by a month."""
    from dataclasses import replace

    models = tuple(m for m in index.models if (m.released or "9999") <= month)
    return Index(replace(index.snapshot, models=models))


def test_the_post_is_fixed_and_nothing_but_words_changes(site: Site) -> None:
    """Our own post with the models of another time, by the command."""
    post = (ROOT / "docs/blog/posts/big-tech.md").read_bytes()
    text = re.sub(rb"\A---.*?---\n", b"", post, flags=re.DOTALL)
    text = re.sub(rb"<author.*\n<date.*\n", b"", text)
    text = re.sub(rb"\[[^\]]*\]\(\.\./[^)]*\)(\{[^}]*\})?", b"it", text)
    page = site.write("docs/index.md", text)
    for old in (site.folder / "models").glob("*.yaml"):
        old.unlink()
    kept = {m.id for m in until(load(ROOT / "models"), "2024-09").models}
    for file in sorted((ROOT / "models").glob("*.yaml")):
        if file.stem in kept or file.stem.startswith("_"):
            site.write(f"models/{file.name}", file.read_bytes())

    result = run("--fix", "--yes")

    after = page.read_bytes()
    assert after != text, result.output
    assert without_words(after) == without_words(text)
    assert ": 0 false" in result.stdout, result.output


def test_paths_of_a_site_elsewhere(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    page = site.write("docs/index.md", PAGE.encode())
    elsewhere: Path = tmp_path_factory.mktemp("elsewhere")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(elsewhere)
        result = run("--config-file", str(site.folder / "mkdocs.yml"), "--fix", "--yes")

    assert result.exit_code == 0, result.output
    assert page.read_bytes() != PAGE.encode()
