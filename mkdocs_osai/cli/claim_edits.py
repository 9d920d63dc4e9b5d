"""The edits of `osai claims --fix`: the words of a claim, and no other byte of a file."""

from __future__ import annotations

import ast
import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_osai.claims import ClaimResult, Verdict
from mkdocs_osai.claims.fix import ClaimFix, fix
from mkdocs_osai.macros.statements import LocatedStatement
from mkdocs_osai.macros.templates.code_regions import code_regions, region_at

_CALL = re.compile(r"""\bosai\.claim\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")""")
_END = re.compile(r">>|\}\}")


@dataclass(frozen=True, slots=True)
class ClaimEdit:
    """Other words for one claim of a file.

    Attributes:
        line: the line of the claim, from 1.
        start, end: the place of its words in the text of the file.
        result: the claim.
        fix: the other words.
    """

    line: int
    start: int
    end: int
    result: ClaimResult
    fix: ClaimFix


@dataclass(frozen=True, slots=True)
class FileEdits:
    """The edits of a file.

    Attributes:
        path: the file.
        before, after: its content.
        edits: the edits, in the order of the file.
    """

    path: Path
    before: bytes
    after: bytes
    edits: tuple[ClaimEdit, ...]

    def diff(self) -> Iterator[str]:
        """The lines of a unified diff."""
        before, after = (b.decode("utf-8").splitlines() for b in (self.before, self.after))
        path = str(self.path)
        yield from difflib.unified_diff(before, after, path, path, lineterm="", n=1)


def file_edits(
    claims: Iterable[LocatedStatement], past: Sequence[Any] = ()
) -> tuple[list[FileEdits], list[tuple[LocatedStatement, str]]]:
    """The edits that make claims true, and the claims that cannot be edited, each with the reason.

    Args:
        claims: the claims of a site.
        past: the past states of the index, newest first.
    """
    by_path: dict[str, list[LocatedStatement]] = defaultdict(list)
    for claim in claims:
        by_path[claim.path].append(claim)
    found, left = [], []
    for path, several in by_path.items():
        wrong = [c for c in several if _wrong(c.statement.judgement)]
        if not wrong:
            continue
        try:
            content = Path(path).read_bytes()
            text = content.decode("utf-8")
        except (OSError, UnicodeDecodeError):
            left += [(claim, "its file cannot be read") for claim in wrong]
            continue
        edits, unfixed = _edits(text, several, past)
        left += unfixed
        if edits:
            after = text
            for edit in reversed(edits):
                after = after[: edit.start] + edit.fix.words + after[edit.end :]
            found.append(FileEdits(Path(path), content, after.encode("utf-8"), tuple(edits)))
    return found, left


def _wrong(result: ClaimResult | None) -> bool:
    return result is not None and result.verdict is not Verdict.TRUE


def _edits(
    text: str, claims: list[LocatedStatement], past: Sequence[Any]
) -> tuple[list[ClaimEdit], list[tuple[LocatedStatement, str]]]:
    """The edits of the text of a file."""
    regions = code_regions(text)
    places = [m for m in _CALL.finditer(text) if region_at(regions, m.start()) is None]
    by_words: dict[tuple[int, str], list[LocatedStatement]] = defaultdict(list)
    for claim in claims:
        if claim.statement.judgement is not None:
            by_words[claim.line, claim.statement.judgement.words].append(claim)
    edits, left = [], []
    for (line, words), same in by_words.items():
        here = [m for m in places if _words(m) == words and _is_at(text, m, line)]
        for number, claim in enumerate(same):
            result = claim.statement.judgement
            if result is None or not _wrong(result):
                continue
            if len(here) != len(same):
                left.append((claim, "its words are not in the file as they are on the page"))
                continue
            better = fix(result, past)
            group = 1 if here[number][1] is not None else 2
            start, end = here[number].span(group)
            if better is None:
                left.append((claim, "no words were found that are true"))
            elif text[start:end] != words or set(better.words) & set("'\"\\\n"):
                left.append((claim, "its words have quotes or line breaks"))
            else:
                edits.append(ClaimEdit(line, start, end, result, better))
    return sorted(edits, key=lambda edit: edit.start), left


def _words(match: re.Match[str]) -> str:
    literal = match[0][match[0].index("(") + 1 :].strip()
    try:
        return str(ast.literal_eval(literal))
    except (SyntaxError, ValueError):
        return ""


def _is_at(text: str, match: re.Match[str], line: int) -> bool:
    """Whether the call of a claim is in a line; a call can have several lines."""
    first = text.count("\n", 0, match.start()) + 1
    end = _END.search(text, match.end())
    last = first + text.count("\n", match.start(), end.end() if end else match.end())
    return first <= line <= last
