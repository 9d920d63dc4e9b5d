"""`mkdocs serve` lives through what happens to files, shows it, and is right again afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from tests.reliability.rebuilding import a_served_site, rebuild
from tests.reliability.running import environment, serving, until, words
from tests.repositories import git
from tests.sites import MACROS, Site, a_file


def article(site: Site, path: str = "index.html") -> str:
    """The words of a page as a new build has it."""
    return words(site.build().article(path))


def test_a_partly_saved_model_is_reported_until_it_is_fixed(site: Site, tmp_path: Path) -> None:
    whole = (site.folder / "models/b.yaml").read_text()
    with serving(site.folder, tmp_path / "said") as served:
        assert served.shows("There are 2 models.")

        site.write("models/b.yaml", whole[: len(whole) // 2] + "\n  - [{")
        assert served.shows("There are 1 models.")
        assert served.says("models/b.yaml:")

        site.write("models/b.yaml", whole)
        assert served.shows("There are 2 models.")

        site.write("models/b.yaml", "")
        assert served.shows("There are 1 models.")
        assert served.says("models/b.yaml:1: the file is empty")

        site.write("models/b.yaml.tmp", whole.replace("France", "Italy"))
        (site.folder / "models/b.yaml.tmp").replace(site.folder / "models/b.yaml")
        assert served.shows("Italy")
        assert served.page() == article(site)
        assert served.lives
    assert "Traceback" not in served.said


def test_temporary_files_of_editors_change_nothing(site: Site, tmp_path: Path) -> None:
    with serving(site.folder, tmp_path / "said") as served:
        assert served.shows("There are 2 models.")

        site.write("models/.a.yaml.swp", b"\x00\xff")
        site.write("models/a.yaml~", "half")
        site.write("models/#a.yaml#", "half")
        site.write("models/4913", "")
        (site.folder / "models/.#a.yaml").symlink_to("me@host.1234:5678")
        site.write("models/c.yaml", a_file("Model C"))

        assert served.shows("There are 3 models.")
        assert served.page() == article(site)
        assert served.lives
    assert "models/" not in served.said.replace("'models'", "")


def test_a_deleted_folder_of_models_is_reported_until_it_is_back(
    site: Site, tmp_path: Path
) -> None:
    models, away = site.folder / "models", tmp_path / "away"
    with serving(site.folder, tmp_path / "said") as served:
        assert served.shows("There are 2 models.")

        models.rename(away)
        assert served.shows("no folder of models at 'models'")

        away.rename(models)
        assert served.shows("There are 2 models.")

        site.write("models/c.yaml", a_file("Model C"))
        assert served.shows("There are 3 models.")

        models.rename(away)
        models.write_text("a file")
        assert served.shows("Not a directory")

        models.unlink()
        away.rename(models)
        assert served.shows("There are 3 models.")
        assert served.page() == article(site)
        assert served.lives
    assert "Traceback" not in served.said


def test_serve_starts_without_models_and_finds_them_later(site: Site, tmp_path: Path) -> None:
    (site.folder / "models").rename(tmp_path / "away")
    git(site.folder, "clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    others = {"bare": "../bare.git/models", "gone": "../gone"}
    site.configure(
        site_url="",
        theme={"name": None, "custom_dir": "theme"},
        plugins=[{"macros": MACROS}, {"osai": {"indexes": others}}],
    )
    with serving(site.folder, tmp_path / "said") as served:
        assert served.shows("no folder of models at 'models'")

        (tmp_path / "away").rename(site.folder / "models")
        assert served.shows("There are 2 models.")
        assert served.lives
    assert "Traceback" not in served.said


def test_a_deleted_or_unreadable_page_is_reported_and_all_others_are_shown(
    site: Site, tmp_path: Path
) -> None:
    (site.folder / ".git").rename(tmp_path / "git")
    (site.folder / "docs/past.md").unlink()
    page = site.write("docs/page.md", "# Page\n\n<< osai.n() >> here.\n")
    with serving(site.folder, tmp_path / "said") as served:
        assert served.shows("2 here.", "page/")

        page.unlink()
        assert until(lambda: served.page("page/") == "" and "2 models" in served.page())

        page.write_bytes("# Pag\xe9".encode("latin-1"))
        site.write("docs/index.md", "Still << osai.n() >> models.\n")
        assert served.shows("Still 2 models.")
        assert served.says("docs/page.md:1: the page cannot be read (it is not UTF-8)")

        page.unlink()
        page.symlink_to("nowhere")
        site.write("docs/index.md", "And still << osai.n() >> models.\n")
        assert served.shows("And still 2 models.")

        page.unlink()
        site.write("docs/page.md", "# Page\n\n<< osai.n() >> again.\n")
        assert served.shows("2 again.", "page/")
        assert served.lives
    assert "Traceback" not in served.said


def test_a_history_that_breaks_while_serving_is_reported_on_the_page(
    site: Site, tmp_path: Path
) -> None:
    with serving(site.folder, tmp_path / "said") as served:
        assert served.shows("2 then.", "past/")

        shutil.rmtree(site.folder / ".cache", ignore_errors=True)
        site.write(".cache", "a file")
        head = (site.folder / ".git/HEAD").read_text()
        site.write(".git/HEAD", "")
        os.utime(site.folder / "models/a.yaml")
        assert served.shows("is not in a git repository", "past/")
        assert "There are 2 models." in served.page()

        site.write(".git/HEAD", head)
        os.utime(site.folder / "models/a.yaml")
        assert served.shows("2 then.", "past/")
        assert served.lives
    assert "Traceback" not in served.said


def test_a_png_is_rendered_on_request(site: Site, tmp_path: Path) -> None:
    [built] = (site.build().site / "osai/figures").glob("*.png")
    shutil.rmtree(site.folder / ".cache")
    with serving(site.folder, tmp_path / "said") as served:
        assert served.shows("There are 2 models.")

        first = served.get(f"osai/figures/{built.name}")
        again = served.get(f"osai/figures/{built.name}")
        other = served.get("osai/figures/other.png")

    assert first is not None
    assert first == again
    assert first[:8] == built.read_bytes()[:8]  # the address on it is that of the server
    assert other is None


def test_a_used_port_is_reported_before_the_site_is_built(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = f"127.0.0.1:{taken.getsockname()[1]}"
        command = [sys.executable, "-m", "mkdocs", "serve", "-a", place]
        done = subprocess.run(
            command, cwd=site.folder, env=environment(), capture_output=True, text=True, check=False
        )

    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert f"the site cannot be served at {place} (Address already in use)" in told
    assert "make serve PORT=8100" in told
    assert "Traceback" not in told
    assert "Documentation built" not in told


def test_a_model_with_an_error_is_reported_on_the_page_until_it_is_fixed(
    site: Site, tmp_path: Path
) -> None:
    whole = (site.folder / "models/b.yaml").read_text()
    with serving(site.folder, tmp_path / "said") as served:
        assert served.shows("There are 2 models.")
        assert "may be wrong" not in served.page()

        site.write("models/b.yaml", "system: [half a file")
        assert served.shows("There are 1 models.")
        assert served.shows("may be wrong: a file of the index has a mistake. models/b.yaml:1")

        site.write("docs/index.md", "# Home\n\nSoon << osai.n() >> models.\n")
        assert served.shows("Soon 1 models.")
        assert "models/b.yaml:1" in served.page()

        site.write("models/b.yaml", whole)
        assert served.shows("Soon 2 models.")
        assert "may be wrong" not in served.page()


def test_requests_during_repeated_builds_get_correct_responses(
    tmp_path: Path,
) -> None:
    with a_served_site(tmp_path) as (site, served):
        report = rebuild(site, served, builds=5, every=2)

        assert report.wrong == []
        assert report.answers > 50
        assert served.lives
    assert "Traceback" not in served.said
    first, *_, last = report.held
    assert last.fonts <= first.fonts
    assert last.descriptors <= first.descriptors + 2
