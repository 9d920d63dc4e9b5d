from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.builders import a_file
from tests.checkouts import lend_environment, ours
from tests.repositories import a_repository, commit, git
from tests.stranger import FILES
from tests.workflows.actions import ADDRESS
from tests.workflows.reading import OURS
from tests.workflows.runner import Job, Runner, inputs_of

SITE = OURS / "site.yml"

ADDRESSED = FILES | {"mkdocs.yml": f"site_url: !ENV [SITE_URL, '']{FILES['mkdocs.yml']}"}
PAST = "\n\nOn 1 May 2024: << osai.n(as_of='2024-05-01') >>.\n"
MORE = {"models/more.yaml": a_file(name="Another", origin="France")}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = a_repository(tmp_path / "repository")
    commit(folder, ADDRESSED, date="2024-04-01")
    return folder


def results(done: dict[str, Job]) -> dict[str, str]:
    return {name: job.result for name, job in done.items()}


def shown(done: dict[str, Job]) -> str:
    return "\n".join(step.shown for job in done.values() for step in job.steps)


def call(runner: Runner, **inputs: Any) -> dict[str, Job]:
    """Run the workflow as another calls it; with its defaults but for what is given."""
    return runner.run(SITE, inputs_of(SITE, {k.replace("_", "-"): v for k, v in inputs.items()}))


def page(runner: Runner, artefact: str = "github-pages") -> str:
    return runner.text(f"artefacts/{artefact}/index.html")


def test_a_site_is_built_for_its_address_and_published(tmp_path: Path, repository: Path) -> None:
    commit(repository, MORE, date="2024-06-01")
    commit(repository, {"docs/index.md": FILES["docs/index.md"] + PAST}, date="2024-06-02")
    runner = Runner(tmp_path / "machine", repository)
    done = call(runner)

    assert results(done) == {"build": "success", "publish": "success"}, shown(done)
    assert runner.text("pip") == "install mkdocs-osai\n"
    assert f'rel="canonical" href="{ADDRESS}/"' in page(runner)
    assert '<data value="0.5">50.0%</data>' in page(runner)
    assert "On 1 May 2024" in page(runner)
    assert '<data value="1">1</data></a>.' in page(runner), "the past was fetched too"


def test_a_pull_request_is_kept_to_be_looked_at_and_not_published(
    tmp_path: Path, repository: Path
) -> None:
    runner = Runner(tmp_path / "machine", repository, "pull_request", "refs/pull/3/merge")
    done = call(runner)

    assert results(done) == {"build": "success", "publish": "skipped"}, shown(done)
    assert [path.name for path in (runner.folder / "artefacts").iterdir()] == ["site"]
    assert '<data value="1">100.0%</data>' in page(runner, "site")
    assert "canonical" not in page(runner, "site")


def test_what_is_wrong_is_not_published(tmp_path: Path, repository: Path) -> None:
    claim = "<< osai.claim('half', osai.share('national_origins', 'China')) >>\n"
    commit(repository, {"docs/index.md": claim})
    runner = Runner(tmp_path / "machine", repository)
    done = call(runner)

    assert results(done) == {"build": "failure", "publish": "skipped"}
    assert "docs/index.md:1: " in shown(done)
    assert not (runner.folder / "artefacts").exists()


def test_a_warning_is_an_error_unless_the_caller_says_so(tmp_path: Path, repository: Path) -> None:
    commit(repository, {"docs/index.md": FILES["docs/index.md"] + "[gone](gone.md)\n"})

    strict = call(Runner(tmp_path / "strict", repository))
    lenient = call(Runner(tmp_path / "lenient", repository), strict=False)

    assert results(strict) == {"build": "failure", "publish": "skipped"}
    assert results(lenient) == {"build": "success", "publish": "success"}


def test_a_site_in_a_folder_says_what_is_installed(tmp_path: Path) -> None:
    repository = a_repository(tmp_path / "repository")
    inside = {f"a site/{name}": text for name, text in ADDRESSED.items()}
    commit(repository, {**inside, "a site/needs.txt": "mkdocs-osai==1.2.3\n"})
    runner = Runner(tmp_path / "machine", repository)
    done = call(runner, folder="a site", requirements="needs.txt", publish=False)

    assert results(done) == {"build": "success", "publish": "skipped"}, shown(done)
    assert runner.text("pip") == "install --requirement needs.txt\nmkdocs-osai==1.2.3\n"
    assert not (runner.folder / "artefacts").exists()


def test_a_submodule_is_fetched_and_moved_only_where_that_is_asked_for(
    tmp_path: Path, repository: Path
) -> None:
    index = a_repository(tmp_path / "index")
    commit(index, {"a.yaml": a_file(origin="China"), "b.yaml": a_file(name="B", origin="France")})
    config = ADDRESSED["mkdocs.yml"].replace("  - osai", "  - osai: {models_dir: index}")
    git(repository, "submodule", "--quiet", "add", "-b", "main", index.as_uri(), "index")
    git(repository, "rm", "-qr", "models")
    commit(repository, {"mkdocs.yml": config})
    commit(index, {"b.yaml": a_file(name="B", origin="China")})

    pinned = Runner(tmp_path / "pinned", repository)
    newest = Runner(tmp_path / "newest", repository)
    without = Runner(tmp_path / "without", repository)

    assert results(call(pinned))["build"] == "success"
    assert results(call(newest, newest=True))["build"] == "success"
    assert results(call(without, submodules=False))["build"] == "failure"
    assert '<data value="0.5">50.0%</data>' in page(pinned)
    assert '<data value="1">100.0%</data>' in page(newest)


def test_an_index_is_cloned_beside_the_site(tmp_path: Path, repository: Path) -> None:
    index = a_repository(tmp_path / "index")
    commit(index, {"models/a.yaml": a_file(origin="China")})
    config = ADDRESSED["mkdocs.yml"].replace("  - osai", "  - osai: {models_dir: data/models}")
    git(repository, "rm", "-qr", "models")
    commit(repository, {"mkdocs.yml": config})
    runner = Runner(tmp_path / "machine", repository, remotes={"they/index": index})
    done = call(runner, clone="they/index", clone_folder="data")

    assert results(done)["build"] == "success", shown(done)
    assert '<data value="1">100.0%</data>' in page(runner)


def test_an_input_is_no_command(tmp_path: Path, repository: Path) -> None:
    runner = Runner(tmp_path / "machine", repository)
    done = call(
        runner, requirements="$(touch me); touch me", make="$(touch me)`touch me`; touch me"
    )

    assert results(done) == {"build": "failure", "publish": "skipped"}
    assert not list(runner.folder.glob("**/me"))


def test_our_own_site_is_built_in_a_fresh_clone(tmp_path: Path) -> None:
    clone = ours(tmp_path / "ours")
    runner = Runner(tmp_path / "machine", clone, checked_out=lend_environment)
    done = runner.run(OURS / "pages.yml")

    assert results(done) == {"site / build": "success", "site / publish": "success"}, shown(done)
    assert runner.text("pip") == ""
    assert f'rel="canonical" href="{ADDRESS}/"' in page(runner)
