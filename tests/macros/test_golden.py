"""Golden files: the pages and messages of small sites."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_osai.sanitize import WORD_JOINER
from tests.sites import Site

EVIDENCE = re.compile(r'(<a class="osai-evidence" href=)"[^"]*"')
BASIS = re.compile(
    r' (?:(?:aria-label="[^"]*" )?aria-describedby|id)="osai-[0-9a-f]{6}-\d+"'
    r'(?: aria-hidden="true")?'
)
GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.yml"))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_golden(path: Path, site: Site) -> None:
    case: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    known = {"about", "config", "files", "pages", "absent", "messages", "missing", "stopped"}
    assert set(case) <= known, "a key that nothing checks"
    site.configure(**case.get("config", {}))
    for name, content in case["files"].items():
        site.write(name, content)

    built = site.build()

    assert built.stopped.strip() == case.get("stopped", "").strip()
    for message in case.get("messages", ()):
        assert message in built.messages
    for page, parts in case.get("pages", {}).items():
        html = BASIS.sub("", EVIDENCE.sub(r'\1"…"', built.html(page))).replace(WORD_JOINER, "")
        for part in parts:
            assert part in html
    assert not built.files & set(case.get("missing", ()))
    for page, parts in case.get("absent", {}).items():
        article = built.article(page)
        for part in parts:
            assert part not in article
