"""Claims on a page about numbers that are known within bounds."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from click.testing import CliRunner

from mkdocs_osai.cli import main
from tests.sites import Built, Site, a_file

FIGURES = (
    *("~3e+23 FLOP +- 0.1 OoM", "6.74e+24 FLOP", ">= 2e+23 FLOP", "~1e+23 FLOP +- 0.5 OoM"),
    *("~9e+22 FLOP +- 0.5 OoM", "2e+21 FLOP", "unknown", "unknown", "unknown"),
)
"""Three are certainly at or above 10²³ FLOP, two possibly, one is not; three are unknown."""

CALL = "osai.share('compute_base', above='gpai')"


@pytest.fixture
def models(site: Site) -> Site:
    """A site whose models have these figures, and no others."""
    for path in (site.folder / "models").glob("*.yaml"):
        path.unlink()
    for number, figure in enumerate(FIGURES):
        text = f'compute:\n  basemodel: "{figure}"\n' + a_file(f"Model {number}")
        site.write(f"models/m{number}.yaml", text)
    return site


def built(site: Site, words: str, call: str = CALL) -> Built:
    site.write("docs/posts/one.md", f"# One\n\n<< osai.claim('{words}', {call}) >> are above.\n")
    return site.build()


def test_a_claim_that_cannot_be_decided_stops_the_build(models: Site) -> None:
    stopped = built(models, "about two thirds").stopped

    assert "docs/posts/one.md:3" in stopped
    assert (
        '"about two thirds" cannot be decided: between 50.0% and 83.3% '
        "(3 to 5 of the 6 models with a figure; 3 of 9 have none)"
    ) in stopped
    assert '"at least half" or "at most nine tenths" would hold' in stopped


def test_a_claim_that_holds_for_all_values_is_on_the_page_with_its_evidence(models: Site) -> None:
    result = built(models, "at least two fifths")
    assert result.stopped == ""
    path = next(f for f in result.files if f.startswith("evidence/at-least-two-fifths"))
    evidence = unescape(re.sub(r"<[^>]+>", " ", result.article(path)))

    assert "50.0% to 83.3% (3 to 5 of the 6 models with a figure; 3 of 9 have none" in evidence
    assert "The words allow at least 40%" in evidence
    assert "3 unknown" in evidence
    certain, possible = evidence.split("Possibly")
    assert all(f"Model {number}" in certain for number in (0, 1, 2))
    assert all(f"Model {number}" in possible for number in (3, 4))
    assert "Model 5" not in evidence


def test_a_claim_on_few_of_the_models_has_a_notice(models: Site) -> None:
    for number in range(4):
        models.write(f"models/n{number}.yaml", a_file(f"Without {number}"))

    said = "\n".join(built(models, "at least two fifths").messages)
    assert "6 of 13 models have a figure; 3 unknown, 4 not recorded" in said
    said = "\n".join(built(models, "at least two fifths of those with a figure").messages)
    assert "have a figure" not in said


def test_verdict_says_that_it_cannot_be_decided(models: Site) -> None:
    models.write("docs/posts/one.md", f"# One\n\n<< osai.verdict('most', {CALL}) >>\n")
    article = unescape(models.build(strict=True).article("posts/one/index.html"))

    assert '"most" cannot be decided: between 50.0% and 83.3%' in article


def test_the_command_counts_it_and_fixes_it(models: Site) -> None:
    page = f"# One\n\n<< osai.claim('**About two thirds** of models', {CALL}) >> are above.\n"
    models.write("docs/posts/one.md", page)

    config = ("--config-file", str(models.folder / "mkdocs.yml"))
    result = CliRunner().invoke(main, ["claims", *config, "--format", "json"])
    found = json.loads(result.stdout)
    assert (result.exit_code, found["false"], found["undecided"]) == (1, 0, 1)
    assert found["claims"][0]["verdict"] == "undecided"
    assert found["claims"][0]["values"] == [None]
    assert found["claims"][0]["numbers"][0]["low"] == 0.5

    result = CliRunner().invoke(main, ["claims", *config, "--fix", "--yes"])
    text = (models.folder / "docs/posts/one.md").read_text("utf-8")
    assert result.exit_code == 0
    assert text == page.replace("**About two thirds**", "**At least a third**")
