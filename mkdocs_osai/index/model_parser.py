"""Parse one file of a model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from sys import intern

from mkdocs_osai.index import normalizers
from mkdocs_osai.index.comments import report_contradiction, tags_in_comments
from mkdocs_osai.index.compute_section import read_compute_section
from mkdocs_osai.index.criteria import SECTIONS, TYPES, Criteria, Criterion
from mkdocs_osai.index.diagnostics import FileDiagnostics, Place, Rule, one_line
from mkdocs_osai.index.grades import UNGRADED, Grade, Grades
from mkdocs_osai.index.license_parts import read_license_parts
from mkdocs_osai.index.model import Model, openness_score
from mkdocs_osai.index.schema import (
    ComputeSection,
    CriterionSection,
    LicensesSection,
    Org,
    Section,
    System,
)
from mkdocs_osai.index.validation import validated
from mkdocs_osai.index.yaml_document import Tree
from mkdocs_osai.problems import Level, nearest, quote


def read_model(
    findings: FileDiagnostics, stem: str, criteria: Criteria, today: dt.date
) -> Model | None:
    """Parse the file of a model; None if it cannot be read at all."""
    document = findings.document
    if document is None:
        return None
    if not isinstance(document.tree, dict):
        what = "the file is empty" if document.tree is None else "no sections with keys"
        hint = "start from another model's file; it is left out until then"
        findings.add(Rule.UNREADABLE, what, hint)
        return None
    tree = _known_keys(document.tree, criteria, findings)
    file = validated(tree, findings)
    system, org = file.system or System(), file.org or Org()
    tags = _tags(document.text, org, findings)
    compute = read_compute_section(document.text, file.compute, findings)
    types = tuple(t for t in TYPES if t in (system.type or ()))
    applying = criteria.that_apply_to(types)
    _check_system(system, stem, today, findings)
    _check_sections(tree, applying, findings)
    graded = file.criteria
    grades = {
        c.ref: _grade(graded.get(c.ref)) for c in criteria if c.ref in graded or c in applying
    }
    return Model(
        id=stem,
        path=findings.path,
        name=one_line(system.name) or stem,
        links=tuple(system.link or ()),
        types=types,
        performance_class=system.performanceclass,
        base=one_line(system.base),
        base_model=one_line(system.basemodelname),
        end_model=one_line(system.endmodelname),
        license=_shared(one_line(system.endmodellicense)),
        released=_shared(system.releasedate),
        organization=_shared(one_line(org.name)),
        organization_links=tuple(org.link or ()),
        origin=_shared(tags.get("origin")),
        contributor=_shared(tags.get("contributor")),
        grades=Grades.of(grades),
        score=openness_score(applying, grades),
        aliases=tuple(file.aliases or ()),
        compute_base=compute.get("basemodel"),
        compute_end=compute.get("endmodel"),
        license_parts=read_license_parts(file.licenses, findings),
    )


def _shared(text: str | None) -> str | None:
    """A text that many models have; equal ones are kept once."""
    return text and intern(text)


def _known_keys(
    tree: dict[str, Tree], criteria: Criteria, findings: FileDiagnostics
) -> dict[str, Tree]:
    """The sections and keys of a file by their right names, without unknown ones."""
    sections = [*SECTIONS, *(c.ref for c in criteria)]
    known: dict[str, Tree] = {}
    for name, values in tree.items():
        section = name if name in sections else normalizers.other_section(name)
        if section is None:
            free = [s for s in sections if s not in tree and s != "aliases"]
            _unknown((name,), free, findings)
            continue
        if section != name:
            if section in tree or section in known:
                what = f"{quote(section)} is in the same file and is used instead"
                findings.add(Rule.REPEATED, what, "keep one of them", (name,), Level.WARNING)
                continue
            what, hint = f"read as {quote(section)}", f"write {quote(section)}"
            findings.add(Rule.KEY, what, hint, (name,), Level.ADVICE)
            findings.renamed[(name,)] = section
        if isinstance(values, dict) and section != "aliases":
            known[section] = _known_keys_of(section, values, findings)
        else:
            known[section] = values
    return known


def _known_keys_of(
    section: str, values: dict[str, Tree], findings: FileDiagnostics
) -> dict[str, Tree]:
    keys = _keys_of(_SCHEMAS.get(section, CriterionSection))
    if values.keys() <= keys.keys():
        return values
    known: dict[str, Tree] = {}
    for key, value in values.items():
        if key in keys:
            known[key] = value
            continue
        meant = normalizers.OTHER_KEYS.get((section, " ".join(key.split()).casefold()))
        if meant and meant in values:
            what = f"{quote(meant)} is in the same section and is used instead"
            findings.add(Rule.REPEATED, what, "keep one of them", (section, key), Level.WARNING)
        elif meant:
            what, hint = f"read as {quote(meant)}", f"write {quote(meant)}"
            findings.add(Rule.KEY, what, hint, (section, key), Level.WARNING)
            findings.renamed[section, key] = meant
            known[meant] = value
        else:
            # Old files have `rlbase`, which is not `base`.
            free = [k for k in keys if k not in values and (section, k) != ("system", "base")]
            _unknown((section, key), free, findings)
    return known


_SCHEMAS: dict[str, type[Section]] = {
    "system": System,
    "org": Org,
    "compute": ComputeSection,
    "licenses": LicensesSection,
}
"""Section → its schema; the others grade a criterion."""


@cache
def _keys_of(schema: type[Section]) -> dict[str, None]:
    """The keys of a section, in their order."""
    return dict.fromkeys(field.alias or name for name, field in schema.model_fields.items())


def _unknown(place: Place, free: list[str], findings: FileDiagnostics) -> None:
    near = nearest(str(place[-1]), free)
    findings.add(
        Rule.UNKNOWN,
        "unknown key, which is ignored",
        f"did you mean {quote(near)}?" if near else "",
        place,
        Level.WARNING if near else Level.ADVICE,
    )


def _tags(text: str, org: Org, findings: FileDiagnostics) -> dict[str, str]:
    """Origin and contributor, from the keys of `org`, or else from the comments."""
    tags = {key: one_line(getattr(org, key)) for key in ("origin", "contributor")}
    for tag in tags_in_comments(text):
        if tag.section != "org":
            continue
        counts = tags[tag.key]
        value = one_line(tag.value)
        if value and counts and counts != value:
            report_contradiction(findings, tag, counts)
        tags[tag.key] = counts or value
    for key, found in tags.items():
        if not found:
            hint = "write it, or 'Undisclosed' if it is not disclosed"
            what = "the model has no such tag"
            findings.add(Rule.UNTAGGED, what, hint, ("org", key), Level.ADVICE)
    return {key: found for key, found in tags.items() if found}


def _check_system(system: System, stem: str, today: dt.date, findings: FileDiagnostics) -> None:
    if not one_line(system.name):
        hint = f"write one; it is called {quote(stem)} until then"
        what = "the model has no name"
        findings.add(Rule.MISSING, what, hint, ("system", "name"), Level.WARNING)
    if not system.type:
        what, allowed = (
            "the model has no type, and so no openness score",
            normalizers.ALLOWED["type"],
        )
        findings.add(Rule.MISSING, what, allowed, ("system", "type"), Level.WARNING)
    if system.releasedate and system.releasedate > today.isoformat():
        what = f"{quote(system.releasedate)} is in the future"
        hint = "write the date when the model came out"
        findings.add(Rule.FUTURE, what, hint, ("system", "releasedate"), Level.WARNING)


def _check_sections(
    tree: dict[str, Tree], applying: Iterable[Criterion], findings: FileDiagnostics
) -> None:
    """Report missing sections and classes."""
    missing = [s for s in ("system", "org") if s not in tree]
    for section in missing:
        what = "the section is missing; its values are unknown"
        findings.add(Rule.MISSING, what, "add it", (section,), Level.WARNING, line=1)
    for criterion in applying:
        ref = criterion.ref
        values = tree.get(ref)
        if ref not in tree:
            what = "the section is missing; it counts as not open"
            findings.add(Rule.MISSING, what, "add it", (ref,), Level.WARNING, line=1)
        elif values is None or (isinstance(values, dict) and values.get("class") is None):
            what, allowed = "there is no class; it counts as not open", normalizers.ALLOWED["class"]
            findings.add(Rule.MISSING, what, allowed, (ref, "class"), Level.WARNING)


def _grade(section: CriterionSection | None) -> Grade:
    if section is None:
        return UNGRADED
    return Grade(section.cls, tuple(section.link or ()), section.notes or "")
