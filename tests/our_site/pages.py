"""The pages of a built site, and some of each kind."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

MANY = 30
"""Pages of one kind; of more than that, the smallest, the middle one and the largest stand for all.
"""


def pages(site: Path) -> list[str]:
    """Every page of a site as its address has it, in their order: "", "guide/claims/", …

    Pages of figures are left out: they are for other sites, and have no navigation.
    """
    found = (p.relative_to(site).as_posix() for p in site.rglob("*.html"))
    own = (path for path in found if not path.startswith("osai/figures/"))
    return sorted(path.removesuffix("index.html") for path in own)


def some_of_each_kind(site: Path) -> list[str]:
    """Pages that stand for all: what one folder holds, at one depth, is of one kind."""
    kinds: dict[tuple[str, int], list[str]] = defaultdict(list)
    for page in pages(site):
        kinds[page.partition("/")[0] if "/" in page else "", page.count("/")].append(page)
    chosen: list[str] = []
    for kind in kinds.values():
        if len(kind) > MANY:
            kind.sort(key=lambda page: (source(site, page).stat().st_size, page))
            chosen += [kind[0], kind[len(kind) // 2], kind[-1]]
        else:
            chosen += kind
    return chosen


def source(site: Path, page: str) -> Path:
    """The file of a page."""
    path = site / page
    return path / "index.html" if path.is_dir() else path
