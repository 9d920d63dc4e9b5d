"""The files beside the models: which criteria there are, and what is said of the whole index."""

from __future__ import annotations

from dataclasses import replace

from pydantic import ValidationError

from mkdocs_osai.index.about import IndexInfo
from mkdocs_osai.index.bounds import MOST_CRITERIA
from mkdocs_osai.index.criteria import BUILT_IN, SECTIONS, TYPES, Criteria, Criterion
from mkdocs_osai.index.diagnostics import FileDiagnostics, one_line
from mkdocs_osai.index.registries import report, tree_of
from mkdocs_osai.index.rules import Rule
from mkdocs_osai.index.schema import AboutFile, CriteriaGroup
from mkdocs_osai.problems import Level


def read_criteria(findings: FileDiagnostics) -> Criteria:
    """The criteria of `_parameters.yml`, or the built-in ones if that cannot be read."""
    document = findings.document
    if document is None:
        return BUILT_IN
    found: list[Criterion] = []
    tree = tree_of(findings, Rule.PARAMETERS)
    groups = tree if isinstance(tree, list) else []
    for number, group in enumerate(groups):
        try:
            entry = CriteriaGroup.model_validate(group)
        except ValidationError as error:
            report(findings, error, Rule.PARAMETERS, (number,))
            continue
        title = one_line(entry.name) or one_line(entry.ref) or ""
        for param in entry.params:
            types = TYPES if param.types is None else tuple(t for t in TYPES if t in param.types)
            found.append(Criterion(param.ref, one_line(param.name) or param.ref, title, types))
    refs = [c.ref for c in found]
    if len(refs) > MOST_CRITERIA:
        what = f"{len(refs):,} criteria, more than can be told apart"
        hint = f"list at most {MOST_CRITERIA}; the twelve built-in criteria are used until then"
        findings.add(Rule.PARAMETERS, what, hint)
        return BUILT_IN
    wrong = any(problem.level is Level.ERROR for problem in findings.problems)
    if refs and not wrong and len(refs) == len({*refs}.difference(SECTIONS)):
        return Criteria(tuple(found))
    findings.add(
        Rule.PARAMETERS,
        "no list of groups with the criteria under 'params', each with a 'ref' of its own",
        "mend it; the twelve built-in criteria are used until then",
    )
    return BUILT_IN


def read_about(findings: FileDiagnostics) -> IndexInfo:
    """What `_index.yml` says, as far as it can be read."""
    document = findings.document
    if document is None or document.tree is None:
        return IndexInfo()
    tree = tree_of(findings, Rule.ABOUT)
    try:
        file = AboutFile.model_validate(tree)
    except ValidationError as error:
        wrong = report(findings, error, Rule.ABOUT)
        keys = tree if isinstance(tree, dict) else {}
        file = AboutFile.model_validate({k: v for k, v in keys.items() if k not in wrong})
    return replace(IndexInfo(), **{k: v for k, v in file if v is not None})
