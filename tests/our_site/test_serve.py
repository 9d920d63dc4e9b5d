"""`mkdocs serve` with the theme Material while an author works."""

from __future__ import annotations

from pathlib import Path

from tests.reliability.running import serving
from tests.sites import Site, a_file


def test_a_changed_model_a_mistake_and_its_fix_show_without_a_restart(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.configure(site_url="")
    site.write("models/a.yaml", a_file("A"))
    site.write("docs/index.md", "# Home\n\nThere are << osai.n() >> models.\n")
    with serving(tmp_path, tmp_path / "said.txt") as served:
        assert served.shows("There are 1 models.")

        site.write("models/b.yaml", a_file("B"))
        assert served.shows("There are 2 models.")

        site.write("docs/index.md", "# Home\n\nThere are << osai.m() >> models.\n")
        assert served.shows("unknown macro")

        site.write("models/b.yaml", "system: [half a file")
        site.write("docs/index.md", "# Home\n\nNow << osai.n() >> again.\n")
        assert served.shows("Now 1 again.")
        assert served.lives
    assert "Traceback" not in served.said
