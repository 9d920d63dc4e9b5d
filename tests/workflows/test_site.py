from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import a_file
from tests.checkouts import lend_environment, ours
from tests.repositories import a_repository, commit, git
from tests.try_wheel import FILES
from tests.workflows.reading import OURS, jobs, read, triggers
from tests.workflows.steps import Machine

SITE = OURS / "site.yml"
ADDRESS = "https://them.example.org/site"
PUBLISHES = "inputs.publish && github.event_name != 'pull_request'"
DEFAULTS = {
    "inputs.folder": ".",
    "inputs.requirements": "requirements.txt",
    "inputs.make": "",
    "inputs.make == ''": "true",
    "inputs.newest": "",
    "inputs.strict && '--strict' || '--no-strict'": "--strict",
    "steps.pages.outputs.base_url": ADDRESS,
}
"""What the expressions of the job `build` stand for if a workflow calls it without inputs."""

ADDRESSED = FILES | {"mkdocs.yml": f"site_url: !ENV [SITE_URL, '']{FILES['mkdocs.yml']}"}
PAST = "\n\nOn 1 May 2024: << osai.n(as_of='2024-05-01') >>.\n"
MORE = {"models/more.yaml": a_file(name="Another", origin="France")}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = a_repository(tmp_path / "repository")
    commit(folder, ADDRESSED, date="2024-04-01")
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")


def build(machine: Machine, clone: Path, **inputs: str) -> tuple[int, str]:
    """Run the job that builds; the exit code of its last script, and all that was printed."""
    values = DEFAULTS | {f"inputs.{name}": value for name, value in inputs.items()}
    done = machine.run(SITE, "build", clone, values)
    return done[-1][0], "\n".join(shown for _, shown in done)


def page(machine: Machine) -> str:
    return machine.text("temp/site/index.html")


def test_a_site_is_built_for_its_address(machine: Machine, repository: Path) -> None:
    commit(repository, MORE, date="2024-06-01")
    commit(repository, {"docs/index.md": FILES["docs/index.md"] + PAST}, date="2024-06-02")
    code, shown = build(machine, repository)

    assert code == 0, shown
    assert machine.text("pip") == "install mkdocs-osai\n"
    assert f'rel="canonical" href="{ADDRESS}/"' in page(machine)
    assert '<data value="0.5">50.0%</data>' in page(machine)
    assert "On 1 May 2024" in page(machine)
    assert '<data value="1">1</data></a>.' in page(machine), "the past was fetched too"


def test_without_an_address_a_site_has_none(
    machine: Machine, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(DEFAULTS, "steps.pages.outputs.base_url", "")
    code, shown = build(machine, repository)

    assert code == 0, shown
    assert '<data value="1">100.0%</data>' in page(machine)
    assert "canonical" not in page(machine)


def test_a_pull_request_gets_a_preview_and_is_not_published() -> None:
    build, publish = jobs(SITE).values()
    made = {s["uses"].partition("@")[0]: s for s in build["steps"] if "uses" in s}
    published, kept = (made[f"actions/upload-{name}"] for name in ("pages-artifact", "artifact"))

    assert (publish["if"], publish["needs"]) == (PUBLISHES, "build")
    assert made["actions/configure-pages"]["if"] == published["if"] == PUBLISHES
    assert kept["if"] == "github.event_name == 'pull_request'"
    assert published["with"]["path"] == kept["with"]["path"] == "${{ runner.temp }}/site"


def test_a_site_with_errors_is_not_published(machine: Machine, repository: Path) -> None:
    claim = "<< osai.claim('half', osai.share('national_origins', 'China')) >>\n"
    commit(repository, {"docs/index.md": claim})
    code, shown = build(machine, repository)

    assert code == 1
    assert "docs/index.md:1: " in shown


def test_a_warning_is_an_error_unless_the_caller_says_so(
    machine: Machine, repository: Path
) -> None:
    commit(repository, {"docs/index.md": FILES["docs/index.md"] + "[gone](gone.md)\n"})
    lenient = {"strict && '--strict' || '--no-strict'": "--no-strict"}

    assert build(machine, repository)[0] == 1
    assert build(machine, repository, **lenient)[0] == 0


def test_a_site_in_a_folder_has_its_own_requirements(machine: Machine, tmp_path: Path) -> None:
    repository = a_repository(tmp_path / "repository")
    inside = {f"a site/{name}": text for name, text in ADDRESSED.items()}
    commit(repository, {**inside, "a site/needs.txt": "mkdocs-osai==1.2.3\n"})
    code, shown = build(machine, repository, folder="a site", requirements="needs.txt")

    assert code == 0, shown
    assert machine.text("pip") == "install --requirement needs.txt\nmkdocs-osai==1.2.3\n"


@pytest.mark.parametrize(("newest", "share"), [("", "0.5"), ("true", "1")])
def test_a_submodule_is_updated_only_on_request(
    machine: Machine, tmp_path: Path, repository: Path, newest: str, share: str
) -> None:
    index = a_repository(tmp_path / "index")
    commit(index, {"a.yaml": a_file(origin="China"), "b.yaml": a_file(name="B", origin="France")})
    config = ADDRESSED["mkdocs.yml"].replace("  - osai", "  - osai: {models_dir: index}")
    git(repository, "submodule", "--quiet", "add", "-b", "main", index.as_uri(), "index")
    git(repository, "rm", "-qr", "models")
    commit(repository, {"mkdocs.yml": config})
    commit(index, {"b.yaml": a_file(name="B", origin="China")})
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--recurse-submodules", str(repository), str(clone))
    code, shown = build(machine, clone, newest=newest)

    assert code == 0, shown
    assert f'<data value="{share}">' in page(machine)


def test_an_index_is_cloned_next_to_the_site_with_its_submodules() -> None:
    site, index = (s for s in jobs(SITE)["build"]["steps"] if "checkout" in s.get("uses", ""))

    assert "if" not in site
    assert site["with"]["submodules"] == "${{ inputs.submodules }}"
    assert index["if"] == "inputs.clone != ''"
    assert index["with"]["repository"] == "${{ inputs.clone }}"
    assert index["with"]["path"] == "${{ inputs.clone-folder }}"
    assert site["with"]["fetch-depth"] == index["with"]["fetch-depth"] == 0


def test_an_input_is_no_command(machine: Machine, repository: Path, tmp_path: Path) -> None:
    touch = "$(touch me)`touch me`; touch me"
    code, _ = build(machine, repository, requirements=touch, make=touch)

    assert code != 0
    assert not list(tmp_path.glob("**/me"))


def test_the_inputs_have_the_defaults_that_are_tested() -> None:
    inputs = triggers(read(SITE))["workflow_call"]["inputs"]
    told = {"folder": ".", "requirements": "requirements.txt", "make": "", "newest": False}
    on = {"strict": True, "submodules": True, "publish": True}
    assert {**told, **on}.items() <= {k: about["default"] for k, about in inputs.items()}.items()


def test_our_own_site_is_built_in_a_fresh_clone(machine: Machine, tmp_path: Path) -> None:
    [job] = jobs(OURS / "pages.yml").values()
    assert job["uses"] == f"./{SITE.relative_to(OURS.parents[1])}"
    assert job["with"] == {"make": "build", "publish": "${{ github.ref == 'refs/heads/main' }}"}
    clone = ours(tmp_path / "ours")
    lend_environment(clone)
    code, shown = build(machine, clone, make="build", **{"make == ''": ""})

    assert code == 0, shown
    assert machine.text("pip") == ""
    assert f'rel="canonical" href="{ADDRESS}/"' in page(machine)
