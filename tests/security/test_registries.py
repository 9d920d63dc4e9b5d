"""Registries beside the models that somebody wrote to break a site: their texts stay text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from mkdocs_osai.history import load
from mkdocs_osai.index.bounds import MOST_DIMENSIONS
from tests.builders import a_file
from tests.repositories import a_repository, commit
from tests.sites import Site

HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<< osai.n() >> {{ 7*7 }} <% raw %>",
    "[x](javascript:alert(1)) `a` | b |",
    "](https://evil.example) **x**",
    "(a+)+$ (.*)*x (a|a)*b",
)
MANY = 10_000
REGISTRIES = {
    "_definitions.yml": {
        f"d{place}": {
            "name": f"{text} {place}",
            "about": text,
            "gaps": [text],
            "version": text,
            "all": [{"code": "open"}, {"not_assessed": text}],
        }
        for place, text in enumerate(HOSTILE)
    },
    "_families.yml": {
        f"{text} {place}": {"maker": text, "lines": {f"{text} v": {"names": [f"evil {place}"]}}}
        for place, text in enumerate(HOSTILE)
    },
    "_history.yml": [
        {"from": "2025-03-01", "reason": "rubric", "criterion": "code", "note": text}
        for text in HOSTILE
    ],
}


def test_texts_of_registries_are_text_on_every_page(site: Site) -> None:
    site.write(".gitignore", "site/\n.cache/\n")
    site.write("docs/index.md", "<< osai.matrix() >>\n\n<< osai.count(meets='d0') >>\n")
    a_repository(site.folder)
    for name, tree in REGISTRIES.items():
        site.write(f"models/{name}", json.dumps(tree))
    for place in range(len(HOSTILE)):
        site.write(
            f"models/e{place}.yaml", a_file(name=f"E{place}", basemodelname=f"Evil {place} 7B")
        )
    commit(site.folder, {}, "2025-02-01")
    commit(site.folder, {"models/e0.yaml": a_file(name="E0", code="closed")}, "2025-03-02")

    built = site.build()

    assert built.stopped == ""
    pages = {path: built.html(path) for path in built.files if path.endswith(".html")}
    assert "database/definitions/d0/index.html" in pages
    assert any("&lt;script" in html for html in pages.values())
    for path, html in pages.items():
        assert "<script>alert(1)" not in html, path
        assert "<img src=x" not in html, path
        assert not re.search(r'href="(?:javascript:|https://evil\.example)', html), path
        assert "{{ 49" not in html
        assert "<strong>x</strong>" not in html, path


@pytest.mark.parametrize(
    ("name", "tree"),
    [
        (
            "_definitions.yml",
            {f"d{n}": {"name": f"D{n}", "all": [{"code": "open"}]} for n in range(MANY)},
        ),
        ("_families.yml", {f"F{n}": {"maker": "M", "names": [f"f{n}"]} for n in range(MANY)}),
        (
            "_history.yml",
            [{"from": "2025-03-01", "reason": "rubric", "note": f"{n}"} for n in range(MANY)],
        ),
    ],
)
def test_a_registry_of_ten_thousand_entries_is_reported_and_the_models_are_read(
    tmp_path: Path, name: str, tree: object
) -> None:
    (tmp_path / "a.yaml").write_text(a_file(name="A"), "utf-8")
    (tmp_path / name).write_text(json.dumps(tree), "utf-8")

    index = load(tmp_path)
    told = [problem for problem in index.problems if problem.path.endswith(name)]

    assert len(index) == 1
    assert len(index.definitions) <= MOST_DIMENSIONS + 10
    assert told
