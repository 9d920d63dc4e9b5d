"""What editors check the files of an index with: JSON Schemas, made from what the reader expects.

They are of draft 7, the newest that every editor understands: many that complete YAML know little
of later drafts.

A file that the reader takes without a warning is valid, and one that it warns of is not, but for
what a schema cannot see:

- a key that nothing reads is valid; editors mark it as deprecated. The reader advises, and warns
  if it looks like a key that is missing;
- comments with tags that contradict a key, a key that stands twice, a release in the future;
- spaces around a text in quotes, which the reader takes away: they are valid but around one of
  a few words, such as a class, and so is an empty text in quotes;
- a year written as another number is, such as `2024.0`, and an address of more than 2,000
  characters that has commas;
- how large a file is, and how deep.

Editors ask for the section `system` where an old file calls it `project`, which the reader takes
with advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter

from mkdocs_osai.index import normalizers as leniency
from mkdocs_osai.index.criteria import TYPES, Criteria, Criterion
from mkdocs_osai.index.schema import AboutFile, CriteriaGroup, CriterionSection, ModelFile

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]

_UNREAD: Schema = {"deprecated": True, "deprecationMessage": "unknown key, which is ignored"}
"""Of keys that are not known: they are valid, and marked."""


def model_schema(criteria: Criteria, address: str | None = None) -> Schema:
    """The JSON Schema of a model's file.

    Args:
        criteria: those of the same folder.
        address: where the schema stands, if that is known.

    Example:
        >>> from mkdocs_osai.index.criteria import BUILT_IN
        >>> model_schema(BUILT_IN)["properties"]["paper"]["title"]
        'Paper'
    """
    told = _readable(_inlined(ModelFile.model_json_schema()))
    sections, maybe = told["properties"], _readable(_inlined(_GRADING.json_schema()))
    graded = _requiring(maybe, ("class",))
    always = [c.ref for c in criteria if {*c.types} == {*TYPES}]
    by_types: dict[tuple[str, ...], list[str]] = {}
    for criterion in criteria:
        if criterion.types and criterion.ref not in always:
            by_types.setdefault(criterion.types, []).append(criterion.ref)
    counting = [_where_they_count(*one, graded) for one in by_types.items()]
    system = _requiring(sections["system"], ("name", "type"))
    return {
        **_head("A model", told["description"], address),
        "type": "object",
        "required": ["system", "org", *always],
        "properties": {
            "system": _without_other_keys("system", system),
            "org": sections["org"],
            **{c.ref: {**(graded if c.ref in always else maybe), **_of(c)} for c in criteria},
            "aliases": sections["aliases"],
        },
        "additionalProperties": _UNREAD,
        **({"allOf": counting} if counting else {}),
    }


def parameters_schema() -> Schema:
    """The JSON Schema of `_parameters.yml`."""
    told = _inlined(_GROUPS.json_schema())
    about = "The criteria by which the models of this folder are graded, in groups."
    return {**_head("Criteria", about), **_readable(told)}


def about_schema() -> Schema:
    """The JSON Schema of `_index.yml`."""
    told = _readable(_inlined(AboutFile.model_json_schema()))
    return {**_head("About an index", told["description"]), **told}


_GRADING: TypeAdapter[CriterionSection | None] = TypeAdapter(CriterionSection | None)
_GROUPS = TypeAdapter(list[CriteriaGroup])


def _of(criterion: Criterion) -> Schema:
    group = f" Group: {criterion.group}." if criterion.group else ""
    return {"title": criterion.name, "description": f"{CriterionSection.__doc__}{group}"}


def _head(title: str, about: str, address: str | None = None) -> Schema:
    identity = {"$id": address} if address else {}
    return {"$schema": DRAFT, **identity, "title": title, "description": about}


def _where_they_count(types: Iterable[str], refs: list[str], graded: Schema) -> Schema:
    """Ask for criteria where a model has one of some types, in a text or in a list."""
    one_of_them = {"pattern": "|".join(types), "contains": {"enum": [*types]}}
    kinds = {"type": ["string", "array"], **one_of_them}
    system = {"type": "object", "required": ["type"], "properties": {"type": kinds}}
    there = {key: graded[key] for key in ("type", "required")}
    there["properties"] = {"class": graded["properties"]["class"]}
    return {
        "if": {"required": ["system"], "properties": {"system": system}},
        "then": {"required": refs, "properties": dict.fromkeys(refs, there)},
    }


def _inlined(told: Any, definitions: Schema | None = None) -> Any:
    """A schema of pydantic without references, and without titles that repeat the keys."""
    if isinstance(told, list):
        return [_inlined(one, definitions) for one in told]
    if not isinstance(told, dict):
        return told
    rest = {**told}
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


def _readable(told: Schema, key: str = "") -> Schema:
    """A schema of pydantic as editors need it: what is empty is null, texts may stand in spaces.

    Args:
        told: a schema of pydantic, inlined.
        key: the key whose value it is.
    """
    if "anyOf" in told:  # a form, or null
        form = {**_readable(told["anyOf"][0], key), **told}
        del form["anyOf"]
        empty = {"enum": [*form["enum"], None]} if "enum" in form else {}
        return {**form, "type": [*_list(form["type"]), "null"], **empty}
    form = {**told}
    if "properties" in form:
        form["properties"] = {
            name: _readable(one, name) for name, one in told["properties"].items()
        }
        form.setdefault("additionalProperties", _UNREAD)
        return _requiring(form, form.pop("required", ()))
    if "items" in form:
        form["items"] = _there(_readable(form["items"], key))
    if "pattern" in form:
        if "number" not in form["type"]:  # no free text
            form["pattern"] = rf"^\s*(?:(?:{form['pattern'][1:-1]})\s*)?$"
        if key in leniency.ALLOWED:
            form["patternErrorMessage"] = leniency.ALLOWED[key]
    return form


def _requiring(section: Schema, keys: Sequence[str]) -> Schema:
    """A section that is there, in which some keys have a value."""
    if not keys:
        return section
    properties = section["properties"]
    needed = {key: _there(properties[key]) for key in keys}
    return {**_there(section), "required": [*needed], "properties": {**properties, **needed}}


def _there(form: Schema) -> Schema:
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
    """A section without the other names of its keys, which the reader understands and reports."""
    names = [name for of, name in leniency.OTHER_KEYS if of == section]
    return {**form, "patternProperties": {rf"^\s*{_any_case(n)}\s*$": False for n in names}}


def _any_case(words: str) -> str:
    r"""A pattern of words in capital or small letters.

    Example:
        >>> _any_case("a b")
        '[Aa]\\s+[Bb]'
    """
    return r"\s+".join("".join(f"[{c.upper()}{c}]" for c in word) for word in words.split())


def _list(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types
