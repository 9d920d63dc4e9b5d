"""`osai start`: a folder becomes a site that builds, and nothing that was there changes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from mkdocs_osai.cli import main
from mkdocs_osai.history import load
from tests.conftest import ROOT, osai
from tests.our_site.walking import Terminal, a_machine, an_empty_repository, tree
from tests.repositories import git
from tests.sites import Site, a_file

STARTER = ROOT / "mkdocs_osai/cli/starter"


def texts(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file())
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in files}


def test_a_started_site_builds_and_has_a_number_a_claim_and_a_chart(site: Site) -> None:
    folder = site.folder / "new/site"

    said = osai("start", folder, "--name", 'Open: "AI" # 1', "--no-input").output

    built = Site(folder).build(strict=True)
    assert not built.stopped
    [post] = [path for path in built.files if re.fullmatch(r"blog/\d.*/index.html", path)]
    article = built.article(post)
    assert 'value="0.8">80.0%</data>' in article
    assert '<data class="osai-claim" value="0.8">More than half</data>' in article
    assert '<figure class="osai-figure"' in article
    assert ">5</data>" in built.article("index.html")
    assert "Open: &#34;AI&#34; # 1" in built.html("index.html")
    assert "Made-up models" in unescape(article)
    assert "The models are made up" in said
    files = (".gitignore", "requirements.txt", ".github/workflows/pages.yml")
    assert all((folder / path).is_file() for path in files)


@pytest.mark.parametrize("name", ["CLAIM: what is TODAY", "Open AI \N{ROCKET}", "NAME"])
def test_the_name_of_a_site_is_text(tmp_path: Path, name: str) -> None:
    osai("start", tmp_path, "--name", name, "--no-input")

    config = texts(tmp_path)["mkdocs.yml"]
    assert yaml.safe_load(config.partition("\n")[0]) == {"site_name": name}


def test_a_name_with_a_call_is_refused(tmp_path: Path) -> None:
    done = osai("start", tmp_path / "a", "--name", "Of << osai.n() >> models", "--no-input")

    assert done.exit_code != 0
    assert "which is not run in the name of a site; write the name without it" in done.output
    assert not (tmp_path / "a").exists()


def test_a_folder_of_models_without_a_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()

    done = osai("start", tmp_path, "--no-input")

    assert done.exit_code != 0
    assert "models' has no model; delete the folder" in done.output
    assert not (tmp_path / "mkdocs.yml").exists()


def test_the_made_up_models_have_no_mistakes(tmp_path: Path) -> None:
    osai("start", tmp_path, "--no-input")

    checked = osai("check", tmp_path / "models").output

    assert "error" not in checked
    assert "warning" not in checked
    assert load(tmp_path / "models").about.title == "Made-up models"


def test_nothing_that_is_there_is_changed(tmp_path: Path) -> None:
    osai("start", tmp_path, "--no-input")
    before = {path: f"{text}#" for path, text in texts(tmp_path).items()}
    for path, text in before.items():
        (tmp_path / path).write_text(text, "utf-8")
    (tmp_path / "docs/blog/posts/first.md").unlink()

    done = osai("start", tmp_path, "--name", "Another", "--no-input")

    after = texts(tmp_path)
    assert "There already, and kept: models, mkdocs.yml" in done.output
    assert {path for path in before if before[path] != after[path]} == {"docs/blog/posts/first.md"}


@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml"])
@pytest.mark.parametrize(
    ("config", "added"),
    [
        ("", "plugins:\n  - search\n  - osai\n"),
        ("plugins: [search]\n", "Add osai to its plugins, as the last:"),
        ("plugins:\n  search: {}\n", "Add osai to its plugins, as the last:"),
        ("plugins: [search, osai]\n", ""),
        ("plugins:\n- osai: {pages: false}\n", ""),
        ("plugins: [\n", "cannot be read"),
    ],
)
def test_a_kept_configuration_is_told_what_it_lacks(
    tmp_path: Path, name: str, config: str, added: str
) -> None:
    (tmp_path / name).write_text(f"site_name: Mine\n{config}", "utf-8")

    done = osai("start", tmp_path, "--no-input")

    assert done.exit_code == 0
    assert [path.name for path in tmp_path.glob("mkdocs.y*")] == [name]
    assert added in done.output
    assert (f"{name} was kept, and calls" in done.output) is added.startswith(("plugins", "Add"))
    assert bool(added) or done.output.endswith("mkdocs serve\n")


@pytest.mark.parametrize("home", ["", "README.md", "index.html"])
def test_the_folders_of_a_configuration_are_used(tmp_path: Path, home: str) -> None:
    plugins = "[search, blog, osai: {models_dir: data/index}]"
    config = f"site_name: Mine\ntheme: material\ndocs_dir: web/pages\nplugins: {plugins}\n"
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    (tmp_path / "web/pages").mkdir(parents=True)
    (tmp_path / "web/pages.md").write_text("no page\n", "utf-8")
    if home:
        (tmp_path / "web/pages" / home).write_text("# Mine\n", "utf-8")

    done = osai("start", tmp_path, "--no-input")

    files = texts(tmp_path).keys()
    assert not [path for path in files if path.startswith(("docs/", "models/"))]
    assert {"web/pages/blog/posts/first.md", "data/index/made-up-lark.yaml"} <= files
    assert ("web/pages/index.md" in files) is not bool(home)
    assert "delete the folder data/index and run" in done.output
    built = Site(tmp_path).build(strict=not home)
    assert not built.stopped
    assert any(re.fullmatch(r"blog/\d.*/index.html", path) for path in built.files)


def test_a_site_for_zensical_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "zensical.toml").write_text('[project]\nsite_name = "Mine"\n', "utf-8")

    done = osai("start", tmp_path, "--no-input")

    assert done.exit_code == 2
    assert "zensical.toml, and osai start writes sites for MkDocs" in done.output
    assert texts(tmp_path).keys() == {"zensical.toml"}


@pytest.mark.parametrize("home", ["docs/README.md", "docs/index.html"])
def test_a_page_that_is_there_under_another_name_is_kept(tmp_path: Path, home: str) -> None:
    mine = (home, "docs/blog.md")
    (tmp_path / "docs").mkdir()
    for path in mine:
        (tmp_path / path).write_text("# Mine\n", "utf-8")

    done = osai("start", tmp_path, "--no-input")

    assert f"There already, and kept: {home}, docs/blog.md" in done.output
    files = texts(tmp_path)
    assert not {"docs/index.md", "docs/blog/index.md"} & files.keys()
    assert all(files[path] == "# Mine\n" for path in mine)


def test_the_models_of_an_index_are_copied_and_the_claim_is_true_of_them(site: Site) -> None:
    folder = site.folder / "new"

    done = osai("start", folder, "--models", site.folder / "models", "--host", "none", "--no-input")

    assert "made up" not in done.output
    assert len(load(folder / "models").models) == 7
    assert not (folder / ".github").exists()
    built = Site(folder).build(strict=True)
    assert not built.stopped
    assert ">7</data>" in built.article("index.html")


def test_a_site_and_a_clone_stand_for_their_folder_of_models(tmp_path: Path) -> None:
    osai("start", tmp_path / "site", "--no-input")
    shutil.copytree(tmp_path / "site/models", tmp_path / "clone/models")
    shutil.copytree(tmp_path / "site/models", tmp_path / "root/models")
    (tmp_path / "root/a.yaml").write_text(a_file("A"), "utf-8")

    for name in ("site", "clone"):
        osai("start", tmp_path / f"of-{name}", "--models", tmp_path / name, "--no-input")
        assert len(load(tmp_path / f"of-{name}/models").models) == 5
        said = osai("import", tmp_path / name, "--to", tmp_path / f"to-{name}").output
        assert said.startswith("5 models: ")
        for command in (["check", tmp_path / name], ["tags", "--models", tmp_path / name]):
            assert osai(*command).exit_code == 0
        assert "5 models" in osai("check", tmp_path / name).output
    assert "1 model in" in osai("check", tmp_path / "root").output


def test_the_configuration_of_a_site_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: Mine\n", "utf-8")
    (tmp_path / "a.yaml").write_text(a_file("A"), "utf-8")

    assert [model.id for model in load(tmp_path).models] == ["a"]
    assert "1 model in" in osai("check", tmp_path).output


def test_an_index_that_cannot_be_read_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    done = osai("start", tmp_path / "new", "--models", tmp_path / "empty", "--no-input")

    assert done.exit_code == 2
    assert not (tmp_path / "new").exists()


def test_on_a_terminal_it_asks_for_what_no_option_sets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = sys.modules["mkdocs_osai.cli.start"]
    monkeypatch.setattr(module, "is_terminal", lambda _: True)

    done = CliRunner().invoke(main, ["start", str(tmp_path)], input="My notes\n\nforgejo\n")

    assert done.exit_code == 0, done.output
    assert 'site_name: "My notes"' in (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert (tmp_path / ".forgejo/workflows/pages.yml").is_file()


def test_the_workflow_for_github_is_the_one_of_the_guide() -> None:
    kit = ROOT / "docs/assets/kit/pages.yml"

    assert (STARTER / "github.yml").read_text("utf-8") == kit.read_text("utf-8")


def test_the_workflow_for_forgejo_builds_what_was_pushed_and_publishes_it(tmp_path: Path) -> None:
    address = "https://token:T@codeberg.org/you/my-site"
    pushed = an_empty_repository(tmp_path / "pushed.git")
    osai("start", tmp_path / "site", "--host", "forgejo", "--no-input")
    git(tmp_path / "site", "init", "-q", "-b", "main")
    git(tmp_path / "site", "add", "-A")
    git(tmp_path / "site", "-c", "user.name=A", "-c", "user.email=a@b", "commit", "-qm", "A site")
    subprocess.run(
        ["git", "-C", str(tmp_path / "site"), "push", "-q", str(pushed), "main"], check=True
    )
    terminal = Terminal(
        tmp_path / "home",
        {address: pushed},
        PATH=a_machine(tmp_path, with_ours=True),
        PIP_NO_INDEX="1",
        GITHUB_SERVER_URL="https://codeberg.org",
        GITHUB_REPOSITORY="you/my-site",
        TOKEN="T",  # noqa: S106 - it stands for one
        SITE_URL="https://you.codeberg.page/my-site/",
    )
    jobs = yaml.safe_load((STARTER / "forgejo.yml").read_text("utf-8"))["jobs"]

    for step in jobs["pages"]["steps"]:
        if not step["run"].startswith("pip "):
            terminal.type(f"(\n{step['run']}\n)")

    published = git(pushed, "ls-tree", "-r", "--name-only", "pages").split()
    assert "index.html" in published
    assert "models/made-up-lark/index.html" in published
    assert "mkdocs.yml" in tree(pushed)
