"""All commands read the same files from unusual layouts of folders."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mkdocs_osai.export.records import record
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.history.history import History
from mkdocs_osai.quality.check import check
from tests.builders import a_file
from tests.conftest import osai
from tests.repositories import a_repository, commit, git, models, plant
from tests.sites import MACROS, Site

TRUE = {"a": "Model a", "b": "Model b"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site with the models a and b in git; beside it a falsified a, alone in a repository."""
    site = Site(a_repository(tmp_path / "project"))
    monkeypatch.chdir(site.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    site.write("theme/main.html", "<article>{{ page.content }}</article>")
    site.write("docs/index.md", "# Home\n\n<< osai.n() >> models.\n")
    configure(site, "models")
    commit(site.folder, models("a", "b"), "2025-01-01")
    false = a_repository(tmp_path / "false")
    commit(false, {"models/a.yaml": a_file(name="False"), "a.yaml": a_file(name="False")})
    return site


def configure(site: Site, folder: str) -> None:
    site.configure(
        theme={"name": None, "custom_dir": "theme"},
        plugins=[{"macros": MACROS}, {"osai": {"models_dir": folder}}],
    )


Read = dict[str, str] | None
"""The names of models by id; None where the folder is refused."""


def digest(found: list[dict[str, Any]]) -> str:
    ordered = sorted(found, key=lambda model: str(model["id"]))
    return sha256(json.dumps(ordered, sort_keys=True).encode()).hexdigest()


def checked(folder: str) -> tuple[str, Read]:
    done = osai("check", folder, "--format", "json")
    if done.stdout == "":
        assert done.exit_code != 0
        return done.stderr, None
    index = check(folder).index
    assert index is not None
    assert json.loads(done.stdout)["models"] == len(index)
    found = [record(model, index) for model in index.models]
    return digest(found), {m["id"]: m["name"] for m in found}


def listed(folder: str) -> tuple[str, Read]:
    done = osai("models", "--models", folder, "--format", "json")
    if done.stdout == "":
        assert done.exit_code != 0
        return done.stderr, None
    found = json.loads(done.stdout)["models"]
    return digest(found), {m["id"]: m["name"] for m in found}


def published(site: Site, folder: str) -> tuple[str, Read]:
    configure(site, folder)
    built = site.build()
    if built.stopped:
        return built.stopped, None
    found = json.loads(built.html("data/index.json"))["models"]
    return digest(found), {m["id"]: m["name"] for m in found}


def of_planted(site: Site, folder: str = "models") -> None:
    plant(site.folder.parent / "false", site.folder / folder)
    git(site.folder, "add", "-A")


def of_an_empty_one(site: Site) -> None:
    site.write("models/HEAD", "ref: refs/heads/main\n")
    for name in ("objects", "refs"):
        site.write(f"models/{name}/.keep", "")


def at_the_top(site: Site) -> None:
    of_planted(site, ".")


def without_git(site: Site) -> None:
    shutil.rmtree(site.folder / ".git")


def planted_without_git(site: Site) -> None:
    of_planted(site)
    without_git(site)


def without_models(site: Site) -> None:
    of_planted(site)
    for name in TRUE:
        (site.folder / f"models/{name}.yaml").unlink()


def a_checkout_of_that_name(site: Site) -> None:
    checkout = site.folder / "checkout.git"
    git(site.folder, "clone", "-q", ".", checkout.name)
    of_planted(site, "checkout.git/models")


def a_folder_of_that_name(site: Site) -> None:
    (site.folder / "models").rename(site.folder / "models.git")
    of_planted(site, "models.git")


def a_folder_below_one_of_that_name(site: Site) -> None:
    (site.folder / "data.git").mkdir()
    (site.folder / "models").rename(site.folder / "data.git/models")
    of_planted(site, "data.git")


def a_bare_one(site: Site, name: str = "index.git") -> None:
    git(site.folder, "clone", "-q", "--bare", ".", name)
    shutil.rmtree(site.folder / "models")


def a_bare_one_of_another_name(site: Site) -> None:
    a_bare_one(site, "index")


def a_broken_bare_one(site: Site) -> None:
    a_bare_one(site)
    (site.folder / "index.git/HEAD").write_text("")


def a_bare_setting(site: Site) -> None:
    git(site.folder, "config", "core.bare", "true")


def a_link_inside(site: Site) -> None:
    (site.folder / "models").rename(site.folder / "data")
    site.folder.joinpath("models").symlink_to("data")


def a_link_to_planted(site: Site) -> None:
    a_link_inside(site)
    of_planted(site, "data")


def a_link_outside(site: Site) -> None:
    shutil.rmtree(site.folder / "models")
    site.folder.joinpath("models").symlink_to("../false/models")


def a_link_outside_without_git(site: Site) -> None:
    a_link_outside(site)
    without_git(site)


def a_link_above(site: Site) -> None:
    site.folder.joinpath("data").symlink_to("../false")


def a_link_to_a_link(site: Site) -> None:
    a_link_above(site)
    shutil.rmtree(site.folder / "models")
    site.folder.joinpath("models").symlink_to("data/models")


def a_link_beside(site: Site) -> None:
    (site.folder.parent / "link").symlink_to("project/models")


def a_submodule(site: Site) -> None:
    index = a_repository(site.folder.parent / "index")
    commit(index, models("a", "b", folder=""))
    shutil.rmtree(site.folder / "models")
    git(site.folder, "rm", "-rq", "models")
    git(site.folder, "submodule", "--quiet", "add", str(index), "models")
    commit(site.folder, {})
    of_planted(site)


@pytest.mark.parametrize(
    ("arrange", "folder", "names", "told"),
    [
        (of_planted, "models", TRUE, ""),
        (of_an_empty_one, "models", TRUE, ""),
        (at_the_top, "models", TRUE, ""),
        (without_git, "models", TRUE, ""),
        (planted_without_git, "models", TRUE, ""),
        (without_models, "models", {}, ""),
        (a_checkout_of_that_name, "checkout.git/models", TRUE, ""),
        (a_folder_of_that_name, "models.git", TRUE, ""),
        (a_folder_below_one_of_that_name, "data.git/models", TRUE, ""),
        (a_bare_one, "index.git", TRUE, ""),
        (a_bare_one, "index.git/models", TRUE, ""),
        (a_bare_one_of_another_name, "index", {}, ""),
        (a_broken_bare_one, "index.git", None, "is not in a git repository"),
        (a_bare_setting, "models", TRUE, ""),
        (a_link_inside, "models", TRUE, ""),
        (a_link_to_planted, "models", TRUE, ""),
        (a_link_outside, "models", None, "the symbolic link 'models' leads out of"),
        (a_link_outside, "../project/models", None, "the symbolic link 'models' leads out of"),
        (a_link_outside_without_git, "models", None, "the symbolic link 'models' leads out of"),
        (a_link_above, "data/models", None, "the symbolic link 'data' leads out of"),
        (a_link_above, "data/../models", TRUE, ""),
        (a_link_to_a_link, "models", None, "the symbolic link 'models' leads out of"),
        (a_link_beside, "../link", TRUE, ""),
        (a_submodule, "models", TRUE, ""),
    ],
)
def test_check_models_and_build_read_the_same_files_on_every_layout(
    site: Site, arrange: Callable[[Site], None], folder: str, names: Read, told: str
) -> None:
    arrange(site)

    found = [checked(folder), listed(folder), published(site, folder)]

    assert [read for _, read in found] == [names] * 3
    if names is None:
        assert all(told in error for error, _ in found)
    else:
        assert len({digest for digest, _ in found}) == 1


@pytest.mark.parametrize("arrange", [of_planted, of_an_empty_one, at_the_top, a_bare_setting])
def test_the_past_is_that_of_the_checkout_whatever_lies_in_the_folder(
    site: Site, arrange: Callable[[Site], None]
) -> None:
    first = git(site.folder, "rev-parse", "HEAD")
    head = commit(site.folder, {"readme.md": "text"}, "2025-02-01")
    arrange(site)
    editions = IndexVersions("models")

    assert History("models").head().commit == head
    assert {m.id: m.name for m in editions.at("2025-02-01").models} == TRUE
    assert editions.present.about.date == dt.date(2025, 1, 1)
    assert editions.commit == first


@pytest.mark.parametrize("command", [("check", "--fix"), ("new", "--no-input", "--models")])
@pytest.mark.parametrize("arrange", [a_link_outside, a_bare_one])
def test_nothing_is_written_where_nothing_is_read(
    site: Site, arrange: Callable[[Site], None], command: tuple[str, ...]
) -> None:
    arrange(site)
    folder = "index.git" if arrange is a_bare_one else "models"
    before = {p: p.read_bytes() for p in site.folder.parent.rglob("*") if p.is_file()}

    done = osai(*command, folder)

    assert done.exit_code != 0
    assert "Traceback" not in done.output
    assert {p: p.read_bytes() for p in site.folder.parent.rglob("*") if p.is_file()} == before


def test_a_bare_repository_of_another_name_says_what_to_call_it(site: Site) -> None:
    a_bare_one_of_another_name(site)

    assert (
        "a bare repository is read only where its name ends in .git"
        in osai("check", "index").output
    )
