"""`osai diff`: how a change to the data changes a site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from mkdocs_osai.claims import FAILING, Verdict
from mkdocs_osai.cli.options import CONFIG
from mkdocs_osai.cli.output import print_json, report
from mkdocs_osai.macros.changes_since import ValueChange, changes
from mkdocs_osai.macros.statements import LocatedStatement, paired
from mkdocs_osai.sanitize import github_markdown, terminal_line
from mkdocs_osai.stats import Index, enumerated, models_in_words

MOST_NAMES = 12


@dataclass(frozen=True)
class Difference:
    """A changed statement of a site.

    Attributes:
        path, line: its file and line.
        kind: `number`, `figure` or `claim`.
        label: what it is about; the words of a claim.
        changes: the values before and after.
        verdict, message: the new verdict of a claim, and the reason.
    """

    path: str
    line: int
    kind: str
    label: str
    changes: tuple[ValueChange, ...] = ()
    verdict: Verdict | None = None
    message: str = ""


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
    it is. Exits with 1 if a claim turns false.

    Example: osai diff main --format markdown
    """
    from mkdocs_osai.plugin.dry_run import scan_site

    scan = scan_site(config, base, head)
    if scan.base_index is None:
        raise RuntimeError("the scan has no base")
    differences = [*_differences([*paired(scan.base_statements, scan.statements)])]
    models = _models(scan.base_index, scan.index)
    then, now = scan.base, scan.head
    title = f"{then} → {now or 'the folder as it is'}"
    if form == "json":
        print_json(
            {"base": then, "head": now, "models": models, "site": [*map(_record, differences)]}
        )
    elif form == "markdown":
        click.echo("\n".join(_markdown(title, models, differences)))
    else:
        click.echo("\n".join(map(terminal_line, _text(title, models, differences))))
    report(scan.problems)
    if any(d.verdict in FAILING for d in differences):
        context.exit(1)


def _differences(
    pairs: list[tuple[LocatedStatement | None, LocatedStatement | None]],
) -> Iterator[Difference]:
    for before, after in pairs:
        placed = after or before
        if placed is None:
            continue
        statement = placed.statement
        judgement = statement.judgement
        if judgement is not None:
            was = before.statement.judgement if before else None
            turned = was is None or was.verdict is not judgement.verdict
            if turned and (was or judgement.verdict is not Verdict.TRUE):
                yield Difference(
                    placed.path,
                    placed.line,
                    "claim",
                    judgement.words,
                    verdict=judgement.verdict,
                    message="; ".join(
                        filter(None, (judgement.message or judgement.text, judgement.hint))
                    ),
                )
        elif before is None:
            new = ValueChange(statement.label, "not there", statement.text)
            yield Difference(placed.path, placed.line, statement.kind, statement.label, (new,))
        elif changed := changes([(before, after)]):
            label = before.statement.label
            kind = before.statement.kind
            yield Difference(placed.path, placed.line, kind, label, tuple(changed))


def _models(base: Index, head: Index) -> dict[str, Any]:
    """The number of models before and after, and the names of those that changed."""
    old, new = ({m.id: m for m in index.models} for index in (base, head))
    same = old.keys() & new.keys()
    return {
        "before": len(old),
        "after": len(new),
        "added": [new[i].name for i in sorted(new.keys() - old.keys())],
        "removed": [old[i].name for i in sorted(old.keys() - new.keys())],
        "changed": [
            new[i].name for i in sorted(same) if replace(old[i], path=new[i].path) != new[i]
        ],
    }


def _headline(models: dict[str, Any], text: Callable[[str], str]) -> str:
    parts = [f"{models['before']:,} → {models_in_words(models['after'])}"]
    for word in ("added", "removed", "changed"):
        names = [text(name) for name in models[word]]
        if names:
            more = len(names) - MOST_NAMES
            listed = [*names[:MOST_NAMES], *([f"{more:,} more"] if more > 0 else [])]
            parts.append(f"{len(names):,} {word}: {enumerated(listed)}")
    return "; ".join(parts)


def _text(title: str, models: dict[str, Any], differences: list[Difference]) -> Iterator[str]:
    yield f"{title}: {_headline(models, str)}"
    if not differences:
        yield "Nothing on the site changes."
    for one in differences:
        place = f"{one.path}:{one.line}"
        if one.verdict is not None:
            yield f"{place}: claim {_TURNED[one.verdict]}: {one.message}"
        elif one.kind == "figure":
            values = ", ".join(f"{c.label} {c.before} → {c.after}" for c in one.changes)
            yield f"{place}: figure {one.label}: {values}"
        else:
            yield from (f"{place}: {c.label}: {c.before} → {c.after}" for c in one.changes)


_TURNED = {
    Verdict.TRUE: "holds again",
    Verdict.NEAR: "becomes borderline",
    Verdict.FALSE: "turns false",
    Verdict.UNDECIDED: "cannot be decided any more",
}
_MARKS = {
    Verdict.TRUE: "✅",
    Verdict.NEAR: "⚠️",
    Verdict.FALSE: "❌",
    Verdict.UNDECIDED: "❓",
}


def _markdown(title: str, models: dict[str, Any], differences: list[Difference]) -> Iterator[str]:
    """A comment on a pull request; text from the data and the posts is escaped."""
    yield f"### What this change does to the site: {github_markdown(title)}"
    yield ""
    yield f"{_headline(models, github_markdown)}."
    yield ""
    claims = [one for one in differences if one.verdict is not None]
    others = [one for one in differences if one.verdict is None]
    if not differences:
        yield "Nothing on the site changes."
    for one in claims:
        verdict = one.verdict or Verdict.TRUE
        text = f"{_place(one)} claim {_TURNED[verdict]}: {github_markdown(one.message)}"
        yield f"- {_MARKS[verdict]} {text}"
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
    if one.verdict is not None:
        return {**record, "verdict": str(one.verdict), "message": one.message}
    changes = [{"label": c.label, "before": c.before, "after": c.after} for c in one.changes]
    return {**record, "changes": changes}
