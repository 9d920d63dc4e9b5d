"""Invalid revisions are clear errors, and nothing runs or is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_osai.cli import main
from mkdocs_osai.history import IndexVersions
from mkdocs_osai.problems import OsaiError
from tests.repositories import a_repository, commit, git
from tests.security.conftest import set_aside, snapshot
from tests.sites import Site, a_file

SECRET = "nobody-may-read-this"  # noqa: S105 - a test looks whether it is read

MOMENTS = (
    *("--upload-pack=touch pwned", "--output=pwned", "-", "--", "--help", "-p", "--git-dir=/etc"),
    *("HEAD:secret", "HEAD:models/a.yaml", "main:secret", ":secret", ":0:secret", "first:secret"),
    *("$(touch pwned)", "`touch pwned`", "; touch pwned", "| touch pwned", "a && touch pwned"),
    *("@{upstream}", "@{-1}", "main@{yesterday}", "HEAD@{0}", ":/a change", "HEAD^{/change}"),
    *("../..", "/etc/passwd", "..", "first..main", "first...main", "^first", "~/x", "file:///x"),
    *("first\nmain", "first\n", "first\0", "\0", "\x1b[2J", "a\rb", "first\u2028", "\ud800", ""),
    *(" ", "first main", "HEAD", "main", "HEAD~1", "refs/heads/main", "refs/tags/first"),
    *("{{ 7*7 }}", "<< osai.n() >>", "<script>window.pwned=1</script>", "%s%n", "2025-02-30"),
    *("9" * 100, "0" * 40, "f" * 7, "a" * 100_000, "2999-01-01", "0000-00-00", "first.lock"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site whose repository has a secret, and a tag."""
    home = a_repository(tmp_path_factory.mktemp("moments") / "home")
    (home / "temporary").mkdir()
    commit(home, {"secret": SECRET, "models/a.yaml": a_file("A"), "docs/index.md": "# Home\n"})
    git(home, "tag", "first")
    site = Site(home)
    site.configure()
    return site


@pytest.mark.parametrize("moment", MOMENTS)
def test_an_invalid_revision_is_an_error_and_reads_nothing(site: Site, moment: str) -> None:
    before = snapshot(site.folder.parent)

    with set_aside(site.folder), pytest.raises(OsaiError) as refused:
        IndexVersions("models").at(moment)

    assert refused.value.hint
    assert len(str(refused.value)) < 500
    assert str(refused.value).isprintable()
    assert SECRET not in str(refused.value)
    assert snapshot(site.folder.parent) == before


@pytest.mark.parametrize("moment", [m for m in MOMENTS if "\ud800" not in m])
def test_an_invalid_revision_is_an_error_for_every_command(site: Site, moment: str) -> None:
    with set_aside(site.folder):
        ran = CliRunner().invoke(main, ["models", f"--as-of={moment}"])

    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("osai: ")
    assert ran.stderr.removesuffix("\n").isprintable()
    assert SECRET not in ran.stderr


def test_an_invalid_revision_is_an_error_in_a_call_and_in_front_matter(site: Site) -> None:
    moments = [m for m in MOMENTS if m.isprintable() and m.strip() == m and m]
    calls = "\n\n".join(f"<< osai.n(as_of={moment!r}) >>" for moment in moments)
    site.write("docs/index.md", f"# Home\n\n{calls}\n")
    for place, moment in enumerate(moments):
        text = f"---\nosai:\n  as_of: {moment!r}\n---\n# Then\n\n<< osai.n() >>\n"
        site.write(f"docs/then-{place}.md", text)
    before = snapshot(site.folder.parent)

    with set_aside(site.folder):
        built = site.build()

    wrong = built.stopped.splitlines()[1:]
    assert len(wrong) == 2 * len(moments)
    assert all(line.isprintable() for line in wrong)
    assert SECRET not in built.stopped
    changed = {p for p, about in snapshot(site.folder.parent).items() if before.get(p) != about}
    assert all(Path(path).parts[:2] == ("home", ".cache") for path in changed), changed
