"""What an author reads in the log: what can be acted on, first, and each thing once."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.repositories import git
from tests.sites import Site, a_file, said

HEAD = "---\nauthor:\n---\n"
"""The front matter of a page whose links from the root must lead into the site."""


def lines(messages: list[str]) -> list[str]:
    """The log without what MkDocs says of itself, and the seconds."""
    own = re.compile(r"INFO (Building doc|Cleaning site|Documentation built|Doc file|osai: )")
    return [line for line in messages if not own.match(line)]


def saves(site: Site, *changes: tuple[str, str]) -> list[list[str]]:
    """What is logged when a site is served, and after each file is saved."""
    told = []
    url = "http://localhost/"
    with said() as messages:
        config = load_config(str(site.folder / "mkdocs.yml"), site_dir=str(site.folder / "site"))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=url)
        told.append(lines(messages))
        for path, content in changes:
            messages.clear()
            site.write(path, content)
            config = load_config(str(site.folder / "mkdocs.yml"), site_dir=config.site_dir)
            build(config, serve_url=url)
            told.append(lines(messages))
        config.plugins.on_shutdown()
    return told


def test_a_site_without_problems_logs_nothing(site: Site) -> None:
    (site.folder / "models/g.yaml").unlink(missing_ok=True)
    site.write("docs/index.md", "<< osai.n() >> models.\n")

    assert saves(site, ("docs/index.md", "Now << osai.n() >>.\n")) == [[], []]


def test_advice_on_the_files_of_models_is_logged_once_in_one_line(site: Site) -> None:
    for name in "xyz":
        site.write(f"models/{name}.yaml", a_file(name, origin=None, contributor=None))
    site.write("docs/index.md", "<< osai.n() >> models.\n")

    first, again, other = saves(
        site,
        ("docs/index.md", "Now << osai.n() >>.\n"),
        ("models/x.yaml", a_file("x", contributor=None)),
    )

    [line] = first
    found = re.fullmatch(
        r"INFO models: (\d+) notes on its files; osai check models lists them and more", line
    )
    assert found
    assert again == []
    assert other == [line.replace(found[1], str(int(found[1]) - 1))]


def test_the_worst_comes_first_and_advice_last(site: Site) -> None:
    site.write("models/a.yaml", a_file("A", origin=None).replace("origin", "Origin"))
    site.write("models/k.yaml", a_file("K", origin=None) + "colour: red\n")
    site.write("models/z.yaml", "system: [half a file")
    site.write(
        "docs/index.md",
        f"{HEAD}<< osai.claim('half', osai.share('national_origins', 'China')) >>\n\n"
        "[x](/nowhere)\n\n<< osai.nn() >>\n",
    )

    [first] = saves(site)

    levels = [line.partition(" ")[0] for line in first]
    assert levels == sorted(levels, key=["WARNING", "INFO"].index)
    assert first[0].startswith("WARNING models/z.yaml:1: not YAML")
    assert re.match(r"INFO models: \d+ notes? on its files", first[-1])


def test_repeated_warnings_are_counted_and_errors_are_logged_each_time(site: Site) -> None:
    page = f"{HEAD}<< osai.n() >>, [a link](/nowhere).\n"
    site.write("docs/index.md", page)
    site.write("models/z.yaml", "system: [half a file")

    first, again, corrected, other = saves(
        site,
        ("docs/index.md", page.replace(HEAD, f"{HEAD}One line more.\n\n")),
        ("models/z.yaml", a_file("Z")),
        ("docs/index.md", page.replace("nowhere", "elsewhere")),
    )

    [error, warning] = [line for line in first if line.startswith("WARNING")]
    assert error.startswith("WARNING models/z.yaml:1: not YAML")
    assert warning.startswith("WARNING docs/index.md:4: the link '/nowhere' leads to nothing")
    assert again == [error, "INFO as before: 1 warning"]
    assert corrected == ["INFO as before: 1 warning"]
    assert [line.partition(" leads")[0] for line in other] == [
        "WARNING docs/index.md:4: the link '/elsewhere'"
    ]


def test_a_build_logs_all_problems_each_time(site: Site) -> None:
    site.write("docs/index.md", f"{HEAD}[a link](/nowhere)\n")
    warning = "WARNING docs/index.md:4: the link '/nowhere' leads to nothing on this site"

    for _ in range(2):
        assert [m for m in site.build().messages if m.startswith(warning)]


def test_a_strict_server_counts_the_warnings_of_every_save(site: Site) -> None:
    site.write("docs/index.md", f"{HEAD}[a link](/nowhere)\n")

    for _ in range(2):
        assert "1 warning" in site.build("serve", strict=True).stopped


def test_another_index_gives_its_errors_and_no_advice(site: Site, tmp_path: Path) -> None:
    other = tmp_path / "other"
    site.write("other/a.yaml", a_file("A", origin=None) + "colour: red\n")
    site.write("other/b.yaml", "system: [half a file")
    site.configure(osai={"indexes": {"other": str(other)}})
    site.write("docs/index.md", "<< osai.n() >>\n")

    told = [line for line in lines(site.build().messages) if "other" in line]

    assert len(told) == 1
    assert re.match(r"WARNING .*other/b\.yaml:1: not YAML", told[0])


def test_a_claim_that_is_near_is_no_notice_where_the_day_is_fixed(site: Site) -> None:
    git(site.folder, "init", "-q")
    git(site.folder, "add", "models")
    git(site.folder, "commit", "-qm", "the first")
    commit = git(site.folder, "rev-parse", "HEAD")
    claim = "<< osai.claim('half', osai.share('national_origins', 'China')) >>\n"
    site.write("docs/index.md", claim)
    site.write("docs/past.md", f"---\nosai:\n  as_of: {commit}\n---\n\n{claim}")

    near = [line for line in site.build().messages if "is borderline" in line]

    assert [line.partition(":")[0] for line in near] == ["INFO docs/index.md"]


def test_setup_messages_of_the_macros_plugin_are_hidden_unless_verbose(
    site: Site,
) -> None:
    site.write("docs/index.md", "<< osai.n() >>\n")
    assert not [m for m in site.build().messages if "[macros]" in m]

    log = logging.getLogger("mkdocs")
    log.setLevel(logging.DEBUG)
    try:
        config = load_config(str(site.folder / "mkdocs.yml"), site_dir=str(site.folder / "site"))
        config.plugins.on_startup(command="build", dirty=False)
        with said() as messages:
            log.setLevel(logging.DEBUG)
            build(config)
    finally:
        log.setLevel(logging.NOTSET)
    assert [m for m in messages if m.startswith("INFO [macros] - Config macros")]


@pytest.mark.parametrize("level", [logging.INFO, logging.WARNING])
def test_other_messages_of_the_macros_plugin_are_shown(
    site: Site, caplog: pytest.LogCaptureFixture, level: int
) -> None:
    site.write("docs/index.md", "<< osai.n() >>\n")
    site.build()
    with caplog.at_level(logging.INFO):
        logging.getLogger("mkdocs.plugins.mkdocs_macros.util").log(level, "[macros] - mine")

    assert "[macros] - mine" in caplog.text
