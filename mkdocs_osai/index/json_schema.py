"""JSON Schemas for editors, generated from the schema of the reader.

They are of draft 7, the newest that all YAML editors support.

A file is valid if the reader accepts it without warnings, except for what a schema cannot check:

- an unknown key is valid; editors mark it as deprecated. The reader reports it;
- tags in comments that contradict a key, repeated keys, releases in the future;
- spaces around a quoted text, which the reader removes, and an empty quoted text: they are valid
  except for values from a list, such as a class;
- a year in another form of number, such as `2024.0`, and an address of more than 2,000 characters
  with commas;
- the size and the depth of a file.

Editors require the section `system`; the reader also accepts its old name `project`, with advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter

from mkdocs_osai.index import normalizers
from mkdocs_osai.index.criteria import TYPES, Criteria, Criterion
from mkdocs_osai.index.schema import (
    AboutFile,
    CriteriaGroup,
    CriterionSection,
    ModelFile,
    ReasonEntry,
)

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

_UNKNOWN_KEY: Schema = {"deprecated": True, "deprecationMessage": "unknown key, which is ignored"}
"""The schema of unknown keys, which are valid but marked."""


def model_schema(criteria: Criteria, address: str | None = None) -> Schema:
    """The JSON Schema of a model's file.

    Example:
        >>> from mkdocs_osai.index.criteria import BUILT_IN
        >>> model_schema(BUILT_IN)["properties"]["paper"]["title"]
        'Paper'
    """
    schema = _readable(_inlined(ModelFile.model_json_schema()))
    sections, maybe = schema["properties"], _readable(_inlined(_GRADING.json_schema()))
    graded = _requiring(maybe, ("class",))
    always = [c.ref for c in criteria if {*c.types} == {*TYPES}]
    by_types: dict[tuple[str, ...], list[str]] = {}
    for criterion in criteria:
        if criterion.types and criterion.ref not in always:
            by_types.setdefault(criterion.types, []).append(criterion.ref)
    counting = [_where_they_count(*one, graded) for one in by_types.items()]
    system = _requiring(sections["system"], ("name", "type"))
    return {
        **_head("A model", schema["description"], address),
        "type": "object",
        "required": ["system", "org", *always],
        "properties": {
            "system": _without_other_keys("system", system),
            "org": sections["org"],
            "compute": sections["compute"],
            **{c.ref: {**_graded(c, sections, maybe, c.ref in always), **_of(c)} for c in criteria},
            "aliases": sections["aliases"],
        },
        "additionalProperties": _UNKNOWN_KEY,
        **({"allOf": counting} if counting else {}),
    }


def _graded(criterion: Criterion, sections: Schema, section: Schema, needed: bool) -> Schema:  # noqa: FBT001
    """The section of a criterion; `licenses` has more keys than the others."""
    section = sections.get(criterion.ref, section)
    return _requiring(section, ("class",)) if needed else section


def parameters_schema() -> Schema:
    """The JSON Schema of `_parameters.yml`."""
    schema = _inlined(_GROUPS.json_schema())
    about = "The criteria by which the models of this folder are graded, in groups."
    return {**_head("Criteria", about), **_readable(schema)}


def about_schema() -> Schema:
    """The JSON Schema of `_index.yml`."""
    schema = _readable(_inlined(AboutFile.model_json_schema()))
    return {**_head("About an index", schema["description"]), **schema}


def history_schema() -> Schema:
    """The JSON Schema of `_history.yml`."""
    schema = _readable(_inlined(_REASONS.json_schema()))
    about = "Why classes of this folder were changed, for pages that tell the changes."
    return {**_head("Reasons for changes", about), **schema}


_GRADING: TypeAdapter[CriterionSection | None] = TypeAdapter(CriterionSection | None)
_GROUPS = TypeAdapter(list[CriteriaGroup])
_REASONS = TypeAdapter(list[ReasonEntry])


def _of(criterion: Criterion) -> Schema:
    group = f" Group: {criterion.group}." if criterion.group else ""
    return {"title": criterion.name, "description": f"{CriterionSection.__doc__}{group}"}


def _head(title: str, about: str, address: str | None = None) -> Schema:
    identity = {"$id": address} if address else {}
    return {"$schema": DRAFT, **identity, "title": title, "description": about}


def _where_they_count(types: Iterable[str], refs: list[str], graded: Schema) -> Schema:
    """Require criteria for models of some types, written as a text or a list."""
    one_of_them = {"pattern": "|".join(types), "contains": {"enum": [*types]}}
    kinds = {"type": ["string", "array"], **one_of_them}
    system = {"type": "object", "required": ["type"], "properties": {"type": kinds}}
    there = {key: graded[key] for key in ("type", "required")}
    there["properties"] = {"class": graded["properties"]["class"]}
    return {
        "if": {"required": ["system"], "properties": {"system": system}},
        "then": {"required": refs, "properties": dict.fromkeys(refs, there)},
    }


def _inlined(schema: Any, definitions: Schema | None = None) -> Any:
    """A schema of pydantic without references, and without titles that repeat the keys."""
    if isinstance(schema, list):
        return [_inlined(one, definitions) for one in schema]
    if not isinstance(schema, dict):
        return schema
    rest = {**schema}
    definitions = rest.pop("$defs", None) or definitions or {}
    if name := rest.pop("$ref", None):
        rest = {**definitions[name.rpartition("/")[2]], **rest}
    return {
        key: {name: _inlined(one, definitions) for name, one in value.items()}
        if key == "properties"
        else _inlined(value, definitions)
        for key, value in rest.items()
        if key not in ("title", "default")
    }


def _readable(schema: Schema, key: str = "") -> Schema:
    """An inlined schema of pydantic for editors: empty values are null, spaces are allowed."""
    if "anyOf" in schema:  # a form, or null
        form = {**_readable(schema["anyOf"][0], key), **schema}
        del form["anyOf"]
        empty = {"enum": [*form["enum"], None]} if "enum" in form else {}
        return {**form, "type": [*_list(form["type"]), "null"], **empty}
    form = {**schema}
    if "properties" in form:
        form["properties"] = {
            name: _readable(one, name) for name, one in schema["properties"].items()
        }
        form.setdefault("additionalProperties", _UNKNOWN_KEY)
        return _requiring(form, form.pop("required", ()))
    if "items" in form:
        form["items"] = _nonempty(_readable(form["items"], key))
    if "pattern" in form:
        if "number" not in form["type"]:  # no free text
            form["pattern"] = rf"^\s*(?:(?:{form['pattern'][1:-1]})\s*)?$"
        if key in normalizers.ALLOWED:
            form["patternErrorMessage"] = normalizers.ALLOWED[key]
    return form


def _requiring(section: Schema, keys: Sequence[str]) -> Schema:
    """A section that must exist, with values for some keys."""
    if not keys:
        return section
    properties = section["properties"]
    needed = {key: _nonempty(properties[key]) for key in keys}
    return {**_nonempty(section), "required": [*needed], "properties": {**properties, **needed}}


def _nonempty(form: Schema) -> Schema:
    """A value that is not empty."""
    form = {**form}
    types = [one for one in _list(form["type"]) if one != "null"]
    form["type"] = types if len(types) > 1 else types[0]
    if "enum" in form:
        form["enum"] = [one for one in form["enum"] if one is not None]
    if "pattern" in form:
        form["pattern"] = rf"^(?=\s*\S){form['pattern'][1:]}"
    if "array" in types:
        form["minItems"] = 1
    return form


def _without_other_keys(section: str, form: Schema) -> Schema:
    """A section that does not allow the other names of its keys, which the reader reports."""
    names = [name for of, name in normalizers.OTHER_KEYS if of == section]
    return {**form, "patternProperties": {rf"^\s*{_any_case(n)}\s*$": False for n in names}}


def _any_case(words: str) -> str:
    r"""A case-insensitive pattern of words.

    Example:
        >>> _any_case("a b")
        '[Aa]\\s+[Bb]'
    """
    return r"\s+".join("".join(f"[{c.upper()}{c}]" for c in word) for word in words.split())


def _list(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types
