"""`osai diff`: how a change to the data changes a site."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from mkdocs_osai.claims import Verdict
from mkdocs_osai.cli.options import CONFIG
from mkdocs_osai.cli.output import print_json
from mkdocs_osai.history.changelog import Changelog, changelog
from mkdocs_osai.history.reasons import WORDS
from mkdocs_osai.macros.changes_since import NOT_THERE, ValueChange, changes
from mkdocs_osai.macros.statements import LocatedStatement, Statement, paired
from mkdocs_osai.problems import Problem
from mkdocs_osai.sanitize import github_markdown, terminal_line
from mkdocs_osai.stats import Index, enumerated, models_in_words

MOST_NAMES = 12


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
    """

    path: str
    line: int
    kind: str
    label: str
    changes: tuple[ValueChange, ...] = ()
    verdict: Verdict | None = None
    message: str = ""
    fails: bool = False


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@CONFIG
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="How to print it; markdown for a comment on a pull request.",
)
@click.pass_context
def diff(context: click.Context, base: str, head: str | None, config: Path, form: str) -> None:
    """Show how a change to the data changes a site: numbers, figures and claims.

    BASE and HEAD are git revisions of the models; without HEAD, BASE is compared with the folder as
    it is. Exits with 1 if a claim turns false, or if a page or a claim can no longer be made.

    Example: osai diff main --format markdown
    """
    from mkdocs_osai.plugin.dry_run import scan_site

    scan = scan_site(config, base, head)
    if scan.base_index is None:
        raise RuntimeError("the scan has no base")
    differences = [*_differences([*paired(scan.base_statements, scan.statements)])]
    differences += _errors(scan.problems, scan.not_compared)
    differences.sort(key=lambda one: (one.path, one.line))
    log = _changelog(scan.base_index, scan.index)
    models = _models(scan.base_index, scan.index, log)
    then, now = scan.base, scan.head
    title = f"{then} → {now or 'the folder as it is'}"
    if form == "json":
        site = [*map(_record, differences)]
        print_json({"base": then, "head": now, **_rules(log), "models": models, "site": site})
    elif form == "markdown":
        click.echo("\n".join(_markdown(title, log, models, differences)))
    else:
        click.echo("\n".join(map(terminal_line, _text(title, log, models, differences))))
    if any(d.fails for d in differences):
        context.exit(1)


def _differences(
    pairs: list[tuple[LocatedStatement | None, LocatedStatement | None]],
) -> Iterator[Difference]:
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
                new = ValueChange(now.label, NOT_THERE, now.text)
                yield Difference(*place, now.kind, now.label, (new,))
        elif was is not None and (changed := changes([(before, after)])):
            yield Difference(*place, was.kind, was.label, tuple(changed))


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
    false = judgement.verdict is Verdict.FALSE
    yield Difference(*place, "claim", judgement.words, (), judgement.verdict, message, fails=false)


def _errors(problems: list[Problem], not_compared: list[str]) -> Iterator[Difference]:
    """What can no longer be made, and the pages that cannot be compared."""
    for one in problems:
        hint = f"; {one.hint}" if one.hint else ""
        yield Difference(one.path, one.line, "error", "", (), None, f"{one.what}{hint}", fails=True)
    for path in not_compared:
        message = "cannot be rendered from the base, so its changes are not shown"
        yield Difference(path, 1, "error", "", (), None, message)


def _changelog(base: Index, head: Index) -> Changelog:
    """The changes of the models between the two states, which have the day of the later one."""
    day = head.about.date or dt.datetime.now(dt.UTC).date()
    moment = dt.datetime.combine(day, dt.time(), dt.UTC)
    return changelog([(moment, "", base), (moment, "", head)], head.snapshot.reasons)


def _rules(log: Changelog) -> dict[str, Any]:
    """What changed in the rules: scores before and after are not comparable."""
    criteria = next((entry for entry in log.entries if entry.kind == "criteria"), None)
    regraded = [{"criterion": w.criterion, "models": w.models} for w in log.regradings]
    reasons = Counter(entry.reason for entry in log.entries if entry.kind == "revised")
    return {
        "criteria": criteria and {"removed": criteria.before, "added": criteria.after},
        "regraded": regraded,
        "classes": {str(reason): count for reason, count in sorted(reasons.items(), key=str)},
    }


def _warnings(log: Changelog) -> Iterator[str]:
    """What readers must know before they compare scores."""
    for entry in log.entries:
        if entry.kind == "criteria":
            yield f"{entry.words}. No openness score before is comparable with one after."
    labels = {entry.criterion: entry.label for entry in log.entries if entry.kind == "revised"}
    for wave in log.regradings:
        what = f"{labels.get(wave.criterion, wave.criterion)}: graded by other rules"
        yield (
            f"{what}, {models_in_words(wave.models)} moved. Openness scores before and after "
            "differ by the rules, too."
        )


def _classes(log: Changelog) -> str:
    """How many classes changed, by reason; '' if none."""
    reasons = Counter(e.reason for e in log.entries if e.kind == "revised" and e.reason)
    if not reasons:
        return ""
    total = sum(reasons.values())
    parts = enumerated([f"{count:,} {WORDS[reason]}" for reason, count in reasons.most_common()])
    return f"{'1 class' if total == 1 else f'{total:,} classes'} changed: {parts}"


def _models(base: Index, head: Index, log: Changelog) -> dict[str, Any]:
    """The number of models before and after, and the names of those that changed."""
    by_kind: dict[str, dict[str, str]] = {"added": {}, "removed": {}, "renamed": {}, "changed": {}}
    for entry in sorted(log.entries, key=lambda e: e.model or ""):
        if entry.model is not None:
            kind = entry.kind if entry.kind in by_kind else "changed"
            name = f"{entry.before} → {entry.name}" if kind == "renamed" else entry.name
            by_kind[kind][entry.model] = name
    names = {kind: [*models.values()] for kind, models in by_kind.items()}
    return {"before": len(base), "after": len(head), **names}


def _headline(models: dict[str, Any], text: Callable[[str], str]) -> str:
    parts = [f"{models['before']:,} → {models_in_words(models['after'])}"]
    for word in ("added", "removed", "renamed", "changed"):
        names = [text(name) for name in models[word]]
        if names:
            more = len(names) - MOST_NAMES
            listed = [*names[:MOST_NAMES], *([f"{more:,} more"] if more > 0 else [])]
            parts.append(f"{len(names):,} {word}: {enumerated(listed)}")
    return "; ".join(parts)


def _text(
    title: str, log: Changelog, models: dict[str, Any], differences: list[Difference]
) -> Iterator[str]:
    yield from _warnings(log)
    yield f"{title}: {_headline(models, str)}"
    if classes := _classes(log):
        yield f"{classes}."
    if not differences:
        yield "Nothing on the site changes."
    for one in differences:
        place = f"{one.path}:{one.line}"
        if one.kind == "error":
            yield f"{place}: {one.message}"
        elif one.kind == "claim":
            yield f"{place}: claim {_TURNED[one.verdict]}: {one.message}"
        elif one.kind == "figure":
            yield f"{place}: figure {one.label}: {', '.join(map(_brief, one.changes))}"
        else:
            yield from (f"{place}: {c.label}: {c.before} → {c.after}" for c in one.changes)


def _brief(change: ValueChange) -> str:
    """A changed row of a figure in few words."""
    if change.before == NOT_THERE:
        return f"{change.label} in ({change.after})"
    if change.after == NOT_THERE:
        return f"{change.label} out"
    return f"{change.label} {change.before} → {change.after}"


_TURNED = {
    Verdict.TRUE: "holds again",
    Verdict.NEAR: "becomes borderline",
    Verdict.FALSE: "turns false",
    Verdict.UNDECIDED: "cannot be decided any more",
    None: "fails",
}
_MARKS = {
    Verdict.TRUE: "✅",
    Verdict.NEAR: "⚠️",
    Verdict.FALSE: "❌",
    Verdict.UNDECIDED: "❓",
    None: "❌",
}


def _markdown(
    title: str, log: Changelog, models: dict[str, Any], differences: list[Difference]
) -> Iterator[str]:
    """A comment on a pull request; text from the data and the posts is escaped."""
    yield f"### What this change does to the site: {github_markdown(title)}"
    yield ""
    for warning in _warnings(log):
        yield f"⚠️ {github_markdown(warning)}"
        yield ""
    classes = _classes(log)
    yield f"{_headline(models, github_markdown)}.{f' {classes}.' if classes else ''}"
    yield ""
    claims = [one for one in differences if one.kind in ("claim", "error")]
    others = [one for one in differences if one.kind not in ("claim", "error")]
    if not differences:
        yield "Nothing on the site changes."
    for one in claims:
        what = f"claim {_TURNED[one.verdict]}: " if one.kind == "claim" else ""
        mark = _MARKS[one.verdict] if one.fails or one.kind == "claim" else "⚠️"
        yield f"- {mark} {_place(one)} {what}{github_markdown(one.message)}"
    if claims and others:
        yield ""
    if others:
        yield "| Where | What | Before | After |"
        yield "| --- | --- | --- | --- |"
        for one in others:
            for change in one.changes:
                cells = (change.label, change.before, change.after)
                yield f"| {_place(one)} | {' | '.join(map(github_markdown, cells))} |"


def _place(one: Difference) -> str:
    return github_markdown(f"{one.path}:{one.line}")


def _record(one: Difference) -> dict[str, Any]:
    record: dict[str, Any] = {
        "path": one.path,
        "line": one.line,
        "kind": one.kind,
        "label": one.label,
    }
    if one.kind in ("claim", "error"):
        verdict = None if one.verdict is None else str(one.verdict)
        return {**record, "verdict": verdict, "message": one.message, "fails": one.fails}
    changes = [{"label": c.label, "before": c.before, "after": c.after} for c in one.changes]
    return {**record, "changes": changes}
