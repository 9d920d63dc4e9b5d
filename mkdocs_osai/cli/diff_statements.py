"""What a change to the data changes: the models, and the statements of a site about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mkdocs_osai.claims import Verdict
from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.macros.changes_since import NOT_THERE, TextChange, changes
from mkdocs_osai.macros.statements import LocatedStatement, Statement
from mkdocs_osai.problems import Problem
from mkdocs_osai.stats import Index

if TYPE_CHECKING:
    from mkdocs_osai.macros.figure import Figure


@dataclass(frozen=True)
class Difference:
    """A changed statement of a site.

    Attributes:
        path, line: its file and line.
        kind: `number`, `figure`, `claim`; or `error`: something that can no longer be made, or a
            page that cannot be compared.
        label: what it is about; the words of a claim.
        changes: the values before and after.
        verdict: the new verdict of a claim; None if it is no claim, or can no longer be tested.
        message: the reason for the verdict, or what cannot be made.
        fails: whether the site cannot be built with it.
        figures: the figure before and after, each None if it is not there.
    """

    path: str
    line: int
    kind: str
    label: str
    changes: tuple[TextChange, ...] = ()
    verdict: Verdict | None = None
    message: str = ""
    fails: bool = False
    figures: tuple[Figure | None, ...] = ()


def differences(
    pairs: Iterable[tuple[LocatedStatement | None, LocatedStatement | None]],
) -> Iterator[Difference]:
    """The statements that differ, from pairs of those before and after."""
    for before, after in pairs:
        placed = after or before
        if placed is None:
            continue
        was, now = (one.statement if one else None for one in (before, after))
        place = placed.path, placed.line
        if now is not None and now.judgement is not None:
            yield from _of_claim(place, was, now)
        elif was is not None and was.judgement is not None:
            message = f'"{was.judgement.words}" can no longer be tested'
            yield Difference(*place, "claim", was.judgement.words, message=message, fails=True)
        elif now is not None and (was is None or was.kind == "nothing"):
            if now.kind != "nothing":
                new = TextChange(now.label, NOT_THERE, now.text)
                yield Difference(*place, now.kind, now.label, (new,), figures=_figures(was, now))
        elif was is not None and (changed := changes([(before, after)])):
            figures = _figures(was, now)
            yield Difference(*place, was.kind, was.label, tuple(changed), figures=figures)


def _figures(*statements: Statement | None) -> tuple[Figure | None, ...]:
    """The figures before and after; None where there is none."""
    return tuple(one.figure if one else None for one in statements)


def _of_claim(
    place: tuple[str, int], was: Statement | None, now: Statement
) -> Iterator[Difference]:
    """A claim whose verdict changed, or that could not be tested before."""
    judgement = now.judgement
    if judgement is None:
        return
    before = was.judgement.verdict if was and was.judgement else None
    if before is judgement.verdict or (was is None and judgement.verdict is Verdict.TRUE):
        return
    parts = (judgement.message or judgement.text, judgement.hint)
    message = "; ".join(filter(None, parts))
    yield Difference(
        *place, "claim", judgement.words, (), judgement.verdict, message, fails=judgement.fails
    )


def errors(
    problems: Iterable[Problem],
    before: Collection[Problem],
    not_compared: Iterable[str],
) -> Iterator[Difference]:
    """What cannot be made any more, and the pages that cannot be compared.

    Args:
        problems: the errors of the pages.
        before: those of them that the base has, too.
        not_compared: the pages that cannot be rendered from the base.
    """
    for one in problems:
        old = one in before
        notes = (one.what, one.hint, "it cannot be made from the base either" if old else "")
        message = "; ".join(filter(None, notes))
        yield Difference(one.path, one.line, "error", "", (), None, message, fails=not old)
    for path in not_compared:
        message = "cannot be rendered from the base, so its changes are not shown"
        yield Difference(path, 1, "error", "", (), None, message)


def names_of_models(base: Index, head: Index, log: Changelog) -> dict[str, Any]:
    """The number of models before and after, and the names of those that changed."""
    by_kind: dict[str, dict[str, str]] = {"added": {}, "removed": {}, "renamed": {}, "changed": {}}
    for entry in sorted(log.entries, key=lambda e: e.model or ""):
        if entry.model is not None:
            kind = entry.kind if entry.kind in by_kind else "changed"
            name = entry.name
            if kind == "renamed":
                same = entry.before == entry.name  # then it is the file that has another name
                then, now = (entry.former, entry.model) if same else (entry.before, entry.name)
                name = f"{then} → {now}"
            by_kind[kind][entry.model] = name
    names = {kind: [*models.values()] for kind, models in by_kind.items()}
    return {"before": len(base), "after": len(head), **names}
