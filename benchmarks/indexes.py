"""Indexes of any size, made from a small one; no two of their files say the same."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

_NOTE = """
    weights data paper code report released described licence authors training tokens corpus
    repository documented partial available under research only details missing benchmark
    filtered instruction tuning base checkpoint hardware cluster hours published reviewed card
"""
_WORDS = _NOTE.split()
_CLASS = re.compile(r"^  class: ", re.MULTILINE)
_LINK = re.compile(r"https?://[^\s,]+")
_NAMES = re.compile(r"^(  (?:name|basemodelname|endmodelname): )(.*?)(['\"]?)$", re.MULTILINE)
WRITTEN = 1_781_300_000
"""When the files were written, in seconds since 1970: long before they are read."""


def make(folder: Path, models: Path, count: int) -> Path:
    """A folder with this many files, each some 2.5 kB as those of the public index.

    Names, ids, links and notes differ from file to file, and each organisation has four models. The
    index has a date, as the public one has.

    Args:
        folder: where to make it.
        models: the small index.
        count: how many.
    """
    folder.mkdir(parents=True)
    sources = [p for p in sorted(models.glob("*.yaml"), key=lambda p: p.name) if p.name[0] != "_"]
    texts = [path.read_text("utf-8") for path in sources]
    for number in range(count):
        path = folder / f"{sources[number % len(sources)].stem} {number}.yaml"
        path.write_text(_another(texts[number % len(texts)], number), encoding="utf-8")
        os.utime(path, (WRITTEN, WRITTEN))
    about = folder / "_index.yml"
    about.write_text("date: 2026-06-12\n", encoding="utf-8")
    os.utime(about, (WRITTEN, WRITTEN))
    return folder


def _another(text: str, number: int) -> str:
    words = random.Random(number)  # noqa: S311 - the same index each time
    system, org, rest = re.split(r"^(?=org:)|^(?=datasources_basemodel:)", text, flags=re.MULTILINE)
    system = _NAMES.sub(rf"\g<1>\g<2> {number}\g<3>", system)
    org = _NAMES.sub(rf"\g<1>\g<2> {number // 4}\g<3>", org)
    rest = _CLASS.sub(lambda found: f"  notes: {_a_note(words)}\n{found.group()}", rest)
    return _LINK.sub(rf"\g<0>-{number}", system + org + rest)


def _a_note(words: random.Random) -> str:
    return " ".join(words.choices(_WORDS, k=words.randrange(8, 16))).capitalize() + "."
