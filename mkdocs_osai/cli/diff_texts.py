"""What a change to the data changes, as text, as Markdown and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote as in_address

from mkdocs_osai.claims import Verdict
from mkdocs_osai.cli.diff_statements import Difference
from mkdocs_osai.history.changelog import Changelog
from mkdocs_osai.history.reasons import WORDS
from mkdocs_osai.macros.changes_since import NOT_THERE, TextChange
from mkdocs_osai.sanitize import github_markdown, markdown_address, web_address
from mkdocs_osai.stats import enumerated, models_in_words

MOST_NAMES = 12
"""The most names of models in a line."""

MOST_ROWS = 20
"""The most rows of the table of changes, if a page has the others."""


def rules(log: Changelog) -> dict[str, Any]:
    """What changed in the rules: scores before and after are not comparable."""
    criteria = next((entry for entry in log.entries if entry.kind == "criteria"), None)
    regraded = [{"criterion": w.criterion, "models": w.models} for w in log.regradings]
    reasons = Counter(entry.reason for entry in log.entries if entry.kind == "revised")
    return {
        "criteria": criteria and {"removed": criteria.before, "added": criteria.after},
        "regraded": regraded,
        "classes": {str(reason): count for reason, count in sorted(reasons.items(), key=str)},
    }


def warnings(log: Changelog) -> Iterator[str]:
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


def classes(log: Changelog) -> str:
    """How many classes changed, by reason; '' if none."""
    reasons = Counter(e.reason for e in log.entries if e.kind == "revised" and e.reason)
    if not reasons:
        return ""
    total = sum(reasons.values())
    parts = enumerated(
        [
            f"{count:,} {WORDS[reason]}{'s' * (reason == 'correction' and count > 1)}"
            for reason, count in reasons.most_common()
        ]
    )
    return f"{'1 class' if total == 1 else f'{total:,} classes'} changed: {parts}"


def headline(models: Mapping[str, Any], text: Callable[[str], str]) -> str:
    """How many models there are, and which changed; `text` escapes names."""
    parts = [f"{models['before']:,} → {models_in_words(models['after'])}"]
    for word in ("added", "removed", "renamed", "changed"):
        names = [text(name) for name in models[word]]
        if names:
            more = len(names) - MOST_NAMES
            listed = [*names[:MOST_NAMES], *([f"{more:,} more"] if more > 0 else [])]
            parts.append(f"{len(names):,} {word}: {enumerated(listed)}")
    return "; ".join(parts)


def text_lines(
    title: str,
    log: Changelog,
    models: dict[str, Any],
    differences: Sequence[Difference],
    page: str = "",
) -> Iterator[str]:
    """The differences as lines for people; `page` is where all of them are shown, if anywhere."""
    yield from warnings(log)
    yield f"{title}: {headline(models, str)}"
    if changed := classes(log):
        yield f"{changed}."
    if not differences:
        yield "Nothing on the site changes."
    for one in differences:
        place = f"{one.path}:{one.line}"
        if one.kind == "error":
            yield f"{place}: {one.message}"
        elif one.kind == "claim":
            yield f"{place}: claim {TURNED[one.verdict]}: {one.message}"
        elif one.kind == "figure":
            yield f"{place}: figure {one.label}: {', '.join(map(_brief, one.changes))}"
        else:
            yield from (f"{place}: {c.label}: {c.before} → {c.after}" for c in one.changes)
    if page:
        yield f"Figures and sentences before and after: {page}"


def _brief(change: TextChange) -> str:
    """A changed row of a figure in few words."""
    if change.before == NOT_THERE:
        return f"{change.label} in ({change.after})"
    if change.after == NOT_THERE:
        return f"{change.label} out"
    return f"{change.label} {change.before} → {change.after}"


TURNED = {
    Verdict.TRUE: "holds again",
    Verdict.NEAR: "becomes borderline",
    Verdict.FALSE: "turns false",
    Verdict.UNDECIDED: "cannot be decided any more",
    None: "fails",
}
MARKS = {
    Verdict.TRUE: "✅",
    Verdict.NEAR: "⚠️",
    Verdict.FALSE: "❌",
    Verdict.UNDECIDED: "❓",
    None: "❌",
}


def markdown_lines(
    title: str,
    log: Changelog,
    models: dict[str, Any],
    differences: Sequence[Difference],
    page: str = "",
) -> Iterator[str]:
    """A comment on a pull request; text from the data and the posts is escaped.

    If a page shows all differences, the table has the first `MOST_ROWS`.
    """
    yield f"### What this change does to the site: {github_markdown(title)}"
    yield ""
    for warning in warnings(log):
        yield f"⚠️ {github_markdown(warning)}"
        yield ""
    changed = classes(log)
    yield f"{headline(models, github_markdown)}.{f' {changed}.' if changed else ''}"
    yield ""
    claims = [one for one in differences if one.kind in ("claim", "error")]
    others = [one for one in differences if one.kind not in ("claim", "error")]
    if not differences:
        yield "Nothing on the site changes."
    for one in claims:
        what = f"claim {TURNED[one.verdict]}: " if one.kind == "claim" else ""
        mark = MARKS[one.verdict] if one.fails or one.kind == "claim" else "⚠️"
        yield f"- {mark} {_place(one)} {what}{github_markdown(one.message)}"
    if claims and others:
        yield ""
    if others:
        yield "| Where | What | Before | After |"
        yield "| --- | --- | --- | --- |"
        rows = [(one, change) for one in others for change in one.changes]
        most = MOST_ROWS if page else len(rows)
        for one, change in rows[:most]:
            cells = (change.label, change.before, change.after)
            yield f"| {_place(one)} | {' | '.join(map(github_markdown, cells))} |"
        if len(rows) > most:
            yield ""
            yield f"And {len(rows) - most:,} more."
    if page:
        yield ""
        yield f"[Figures and sentences before and after]({_target(page)})"


def _target(page: str) -> str:
    """The target of a link to the page: an address, or the path of a file."""
    return markdown_address(page) if web_address(page) else in_address(page)


def _place(one: Difference) -> str:
    return github_markdown(f"{one.path}:{one.line}")


def record(one: Difference) -> dict[str, Any]:
    """A difference as plain values."""
    found: dict[str, Any] = {
        "path": one.path,
        "line": one.line,
        "kind": one.kind,
        "label": one.label,
    }
    if one.kind in ("claim", "error"):
        verdict = None if one.verdict is None else str(one.verdict)
        return {**found, "verdict": verdict, "message": one.message, "fails": one.fails}
    changes = [{"label": c.label, "before": c.before, "after": c.after} for c in one.changes]
    return {**found, "changes": changes}
