"""Read the training compute of a model, from its keys and from comments."""

from __future__ import annotations

from mkdocs_osai.index.comments import (
    Tag,
    line_in_comments,
    lost_in_comments,
    report_contradiction,
    tags_in_comments,
)
from mkdocs_osai.index.compute import Compute, NotUnderstood, canonical, read_compute
from mkdocs_osai.index.diagnostics import FileDiagnostics, Rule, one_line
from mkdocs_osai.index.normalizers import COMPUTE_ALLOWED
from mkdocs_osai.index.schema import ComputeSection
from mkdocs_osai.index.validation import complaint_about_compute
from mkdocs_osai.problems import Level, quote


def read_compute_section(
    text: str, section: ComputeSection | None, findings: FileDiagnostics
) -> dict[str, Compute]:
    """The training compute by key, from the keys of `compute`, or else from the comments."""
    found: dict[str, Compute] = {}
    for key in ComputeSection.model_fields:
        if written := one_line(getattr(section, key, None)):
            found[key] = read_compute(written)
    written_keys = {*found}
    for tag in tags_in_comments(text):
        if tag.section == "compute":
            _add_from_comment(tag, found, findings)
    for line in lost_in_comments(text):
        what = "the comment looks like training compute, and is not read"
        hint = "write '# - Base model training compute: …' above the first section, or the keys"
        findings.add(Rule.COMMENT, what, hint, ("compute",), Level.ADVICE, line=line)
    for key, compute in found.items():
        if compute.state == "estimate" and compute.low is None:
            what = "an estimate without a margin cannot be compared with a threshold"
            hint = "write its margin in orders of magnitude, such as '+- 0.5 OoM'"
            place = ("compute", key)
            where = line_in_comments(text, place) if key not in written_keys else None
            findings.add(Rule.MARGIN, what, hint, place, Level.ADVICE, line=where)
    return found


def _add_from_comment(tag: Tag, found: dict[str, Compute], findings: FileDiagnostics) -> None:
    """Add the value of a comment, unless there is one; report what is wrong with it."""
    value, place = one_line(tag.value) or tag.value, (tag.section, tag.key)
    try:
        compute = read_compute(value)
    except NotUnderstood:
        what = complaint_about_compute(value)
        findings.add(Rule.VALUE, what, COMPUTE_ALLOWED, place, line=tag.line)
        return
    counts = found.setdefault(tag.key, compute)
    if not counts.means_the_same(compute):
        report_contradiction(findings, tag, counts.text)
    elif counts is compute and value != (right := canonical(value)):
        what, hint = f"{quote(value)} is read as {quote(right)}", "write it like that"
        findings.add(Rule.SPELLING, what, hint, place, Level.ADVICE, line=tag.line)
