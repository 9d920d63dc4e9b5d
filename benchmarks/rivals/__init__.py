"""The same posts three times: with us, with markdown-exec, and with mkdocs-macros alone."""

from __future__ import annotations

import shutil
from itertools import product
from pathlib import Path
from typing import NamedTuple

from benchmarks import sites


class Call(NamedTuple):
    """A figure that an author wants."""

    kind: str
    dimension: str
    top: int | None
    selection: str

    @property
    def arguments(self) -> str:
        """What stands in the parentheses."""
        top = f"top={self.top}" if self.top else ""
        return ", ".join(filter(None, (repr(self.dimension), top, self.selection)))


_FIGURES = (
    ("pie", "national_origins", 5),
    ("bar", "preprint", None),
    ("pie", "performance_classes", None),
    ("bar", "modelcard", None),
    ("pie", "academic", None),
    ("bar", "release_years", None),
    ("pie", "weights_endmodel", None),
    ("bar", "datasources_basemodel", None),
    ("pie", "code", None),
    ("bar", "national_origins", 8),
)
_SELECTIONS = (
    "",
    "latest=True",
    "performance_class='full'",
    "since='2024'",
    "until='2024'",
    "type='text'",
)
CALLS = tuple(Call(*figure, words) for words, figure in product(_SELECTIONS, _FIGURES))
"""Sixty different figures, none of which is more than a tally."""
_EXECUTING = "  - markdown-exec\nmarkdown_extensions: [pymdownx.superfences]\n"
_EXEC = '```python exec="on" {}\nfrom analysis import {}\n\nprint({})\n```'


def ours(folder: Path, models: Path, posts: int) -> Path:
    """The posts with our macros."""
    texts = [
        sites.a_post(i, sites.numbers(i), [f"<< osai.{c.kind}({c.arguments}) >>" for c in calls])
        for i, calls in _by_post(posts)
    ]
    return sites.write(folder, models, texts)


def executed(folder: Path, models: Path, posts: int) -> Path:
    """The posts with blocks of code for markdown-exec."""
    texts = []
    for i, calls in _by_post(posts):
        sentence = _EXEC.format("", "n, share", f'f"""{_sentence(i, "{", "}")}"""')
        figures = [
            _EXEC.format('html="on"', "figure", f"figure({c.kind!r}, {c.arguments})") for c in calls
        ]
        texts.append(sites.a_post(i, sentence, figures))
    return _write(folder, models, texts, _EXECUTING)


def macros(folder: Path, models: Path, posts: int) -> Path:
    """The posts with macros of their own."""
    texts = [
        sites.a_post(
            i,
            _sentence(i, "<< ", " >>"),
            [f"<< figure({c.kind!r}, {c.arguments}) >>" for c in calls],
        )
        for i, calls in _by_post(posts)
    ]
    return _write(folder, models, texts, sites.MACROS)


def _by_post(posts: int) -> list[tuple[int, tuple[Call, ...]]]:
    return [(number, CALLS[3 * number :][:3]) for number in range(posts)]


def _sentence(post: int, begin: str, end: str) -> str:
    """What `sites.numbers` says, in words of the rivals."""
    said = sites.numbers(post).replace("osai.", "")
    return said.replace("<< ", begin).replace(" >>", end)


def _write(folder: Path, models: Path, posts: list[str], plugin: str) -> Path:
    sites.blog(folder, posts)
    shutil.copytree(models, folder / "models")
    for name in ("analysis.py", "main.py"):
        shutil.copy(Path(__file__).parent / name, folder)
    (folder / "mkdocs.yml").write_text(sites.HEAD + plugin, encoding="utf-8")
    return folder / "mkdocs.yml"
