"""The metadata files of a folder, such as `_parameters.yml` and `_index.yml`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from mkdocs_osai.index.bounds import CONTROL, MOST_CRITERIA, MOST_REASONS
from mkdocs_osai.index.criteria import BUILT_IN, SECTIONS, TYPES, Criteria, Criterion
from mkdocs_osai.index.diagnostics import FileDiagnostics, Place, Rule, one_line, quoted
from mkdocs_osai.index.snapshot import Descriptions, IndexInfo, RecordedReason
from mkdocs_osai.index.yaml_document import Tree
from mkdocs_osai.problems import Level, quote, suggestion

if TYPE_CHECKING:
    from pydantic import ValidationError

V = TypeVar("V")

_CONTROL = re.compile(CONTROL)


def read_criteria(findings: FileDiagnostics) -> Criteria:
    """The criteria of `_parameters.yml`, or the built-in ones if it has an error."""
    from pydantic import ValidationError

    from mkdocs_osai.index.schema import CriteriaGroup

    if findings.document is None:
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
        what = f"{len(refs):,} criteria, more than can be distinguished"
        hint = f"list at most {MOST_CRITERIA}; the twelve built-in criteria are used until then"
        findings.add(Rule.PARAMETERS, what, hint)
        return BUILT_IN
    wrong = any(problem.level is Level.ERROR for problem in findings.problems)
    if refs and not wrong and len(refs) == len({*refs}.difference(SECTIONS)):
        return Criteria(tuple(found))
    findings.add(
        Rule.PARAMETERS,
        "no list of groups with the criteria under 'params', each with a 'ref' of its own",
        "fix it; the twelve built-in criteria are used until then",
    )
    return BUILT_IN


def read_about(findings: FileDiagnostics) -> IndexInfo:
    """The content of `_index.yml`, without the keys that have an error."""
    from pydantic import ValidationError

    from mkdocs_osai.index.schema import AboutFile

    if findings.document is None or findings.document.tree is None:
        return IndexInfo()
    tree = tree_of(findings, Rule.ABOUT)
    try:
        file = AboutFile.model_validate(tree)
    except ValidationError as error:
        wrong = report(findings, error, Rule.ABOUT)
        keys = tree if isinstance(tree, dict) else {}
        file = AboutFile.model_validate({k: v for k, v in keys.items() if k not in wrong})
    return replace(IndexInfo(), **{k: v for k, v in file if v is not None})


def read_descriptions(findings: FileDiagnostics, criteria: Criteria) -> Descriptions:
    """What the criteria ask, from `_parameters-descriptions.yml`, without what has an error."""
    from pydantic import ValidationError

    from mkdocs_osai.index.schema import DescriptionsFile

    if findings.document is None or findings.document.tree is None:
        return {}
    tree = tree_of(findings, Rule.DESCRIPTIONS)
    if not isinstance(tree, dict):
        hint = "such as paper: {en: …}"
        findings.add(Rule.DESCRIPTIONS, "no criteria with sentences under them", hint)
        return {}
    known = [c.ref for c in criteria]
    found: dict[str, dict[str, str]] = {}
    for ref, sentences in tree.items():
        if ref not in known:
            what, hint = "there is no such criterion", suggestion(ref, known)
            findings.add(Rule.DESCRIPTIONS, what, hint, (ref,), Level.WARNING)
            continue
        if isinstance(sentences, str):
            sentences = {"en": sentences}  # noqa: PLW2901 - a sentence without a language
        try:
            file = DescriptionsFile.model_validate({ref: sentences})
        except ValidationError as error:
            report(findings, error, Rule.DESCRIPTIONS)
            continue
        texts = {lang.lower(): one_line(text) for lang, text in (file.root[ref] or {}).items()}
        found[ref] = {lang: text for lang, text in texts.items() if text}
    return found


def read_reasons(findings: FileDiagnostics, criteria: Criteria) -> tuple[RecordedReason, ...]:
    """The entries of `_history.yml`, without those that have an error.

    A criterion that the index does not have is advice only: it can be a former one.
    """
    from pydantic import ValidationError

    from mkdocs_osai.index.schema import ReasonEntry

    if findings.document is None or findings.document.tree is None:
        return ()
    tree = tree_of(findings, Rule.HISTORY)
    if not isinstance(tree, list):
        what = "no list of reasons, each with 'from', 'to' and 'reason'"
        findings.add(Rule.HISTORY, what, "begin each reason with '- from: 2026-03-19'")
        return ()
    if len(tree) > MOST_REASONS:
        what = f"{len(tree):,} reasons, of which the first {MOST_REASONS} are read"
        findings.add(Rule.HISTORY, what, f"keep at most {MOST_REASONS}", (MOST_REASONS,))
    known_refs = [c.ref for c in criteria]
    found = []
    for number, value in enumerate(tree[:MOST_REASONS]):
        try:
            entry = ReasonEntry.model_validate(value)
        except ValidationError as error:
            known = {f.alias or name: f for name, f in ReasonEntry.model_fields.items()}
            report(findings, error, Rule.HISTORY, (number,), known)
            continue
        for ref in entry.criterion:
            if ref not in known_refs:
                what = f"there is no criterion {quote(ref)} now"
                hint = f"if it is no former one: {suggestion(ref, known_refs)}"
                findings.add(Rule.HISTORY, what, hint, (number, "criterion"), Level.ADVICE)
        found.append(
            RecordedReason(
                entry.first,
                entry.last or entry.first,
                entry.reason,
                tuple(entry.criterion),
                tuple(entry.models),
                one_line(entry.note) or "",
                entry.link,
            )
        )
    return tuple(found)


def tree_of(findings: FileDiagnostics, rule: Rule) -> Tree:
    """The values of a metadata file; control characters are reported and replaced by spaces."""

    def clean(value: Tree, place: Place) -> Tree:
        if isinstance(value, str):
            return text(value, place) or None
        if isinstance(value, list):
            return [clean(one, (*place, number)) for number, one in enumerate(value)]
        if isinstance(value, dict):
            return {text(key, (*place, key)): clean(v, (*place, key)) for key, v in value.items()}
        return value

    def text(value: str, place: Place) -> str:
        if not _CONTROL.search(value):
            return value
        what = f"{quoted(value)} contains control characters"
        findings.add(rule, what, "remove them", place, Level.WARNING)
        return _CONTROL.sub(" ", value).strip()

    return clean(findings.document.tree, ()) if findings.document else None


def first(
    findings: FileDiagnostics, rule: Rule, entries: Mapping[str, V], most: int, called: str
) -> dict[str, V]:
    """The first entries of a metadata file; reports if there are more than `most`."""
    if len(entries) > most:
        what = f"{len(entries):,} {called}, of which the first {most} are read"
        findings.add(rule, what, f"keep at most {most}", ([*entries][most],))
    return dict(islice(entries.items(), most))


def report(
    findings: FileDiagnostics,
    error: ValidationError,
    rule: Rule,
    within: Place = (),
    known: Mapping[str, object] | None = None,
) -> set[str | int]:
    """Report validation errors of a metadata file.

    Returns:
        The first key of each place with an error.
    """
    wrong = error.errors(include_url=False)
    for one in wrong:
        place = tuple(key for key in one["loc"] if key != "[key]")  # pydantic's word for a key
        what, hint = _complaint(one)
        if one["type"] == "extra_forbidden" and known:
            hint = suggestion(str(place[-1]), known)
        findings.add(rule, what, hint, (*within, *place))
    return {one["loc"][0] for one in wrong if one["loc"]}


def _complaint(error: Any) -> tuple[str, str]:
    """The message and hint for an error of pydantic."""
    value, context = quoted(error["input"]), error.get("ctx", {})
    if error["type"] == "string_too_long":
        return f"{value} is too long a text", f"write at most {context['max_length']:,} characters"
    if error["type"] == "too_long":
        return f"{len(error['input']):,} entries", f"keep at most {context['max_length']:,}"
    expected = {"model_type": "keys", "dict_type": "keys", "list_type": "a list"}
    if error["type"] in expected:
        return f"{value} is here instead of {expected[error['type']]}", ""
    plain = {"extra_forbidden": "unknown key, which is ignored", "missing": "the key is missing"}
    return plain.get(error["type"], f"{value}: {error['msg']}"), ""
