"""A call in front matter or in mkdocs.yml is reported, not published."""

from __future__ import annotations

from tests.sites import Site

KEYS = ("site_name", "copyright", "site_description")
OSAI = {"osai": {"pages": False, "cards": False}}


def test_a_call_in_front_matter_is_reported_with_its_line(site: Site) -> None:
    site.configure(plugins=["search", OSAI])
    head = 'title: T\nauthor: "<< osai.n() >>"\ntags:\n  - a\n  - "<< osai.n() >> models"\n'
    site.write("docs/index.md", f"---\n{head}---\n# A\n")

    stopped = site.build().stopped

    assert "docs/index.md:3: '<< osai.n() >>' is not run in 'author'; " in stopped
    assert "docs/index.md:6: '<< osai.n() >>' is not run in 'tags'; " in stopped


def test_title_and_description_may_have_calls(site: Site) -> None:
    site.configure(plugins=["search", OSAI])
    site.write("docs/index.md", "---\ndescription: Of << osai.n() >>\n---\n# A\n")

    assert 'content="Of 7"' in site.build(strict=True).html("index.html")


def test_a_call_in_mkdocs_yml_is_reported_there(site: Site) -> None:
    call = "<< osai.n() >>"
    site.configure(
        plugins=["search", OSAI],
        site_name=f"S {call}",
        copyright=call,
        site_description=call,
        extra={"about": {"texts": [f"{call} and"]}},
        nav=[{f"Of {call}": "index.md"}],
    )
    site.write("docs/index.md", "# A\n\n<< osai.bar('types') >>\n")
    lines = (site.folder / "mkdocs.yml").read_text("utf-8").split("\n")

    stopped = site.build().stopped

    for key, start in {**dict.fromkeys(KEYS, ""), "nav": "- Of"}.items():
        line = next(n for n, text in enumerate(lines, 1) if text.startswith(start or key))
        assert f"mkdocs.yml:{line}: '<< osai.n() >>' is not run in '{key}'" in stopped
    assert "'<< osai.n() >>' is not run in 'extra'" in stopped
    assert "docs/" not in stopped


def test_with_warnings_no_call_is_published(site: Site) -> None:
    options = {"osai": {"pages": False, "on_error": "warn"}}
    site.configure(plugins=["search", options], site_description="Of << osai.n() >>")
    site.write("docs/index.md", "---\nauthor: << osai.n() >>\n---\n# A\n")

    assert "osai.n" not in site.build().html("index.html")
