"""Create the file of a new model: its id, values and text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import yaml

from mkdocs_osai.index.criteria import Criteria
from mkdocs_osai.index.diagnostics import FileDiagnostics, one_line
from mkdocs_osai.index.folder import TEMPLATES, is_yaml, stem_of
from mkdocs_osai.index.license_parts import PARTS
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.model_parser import read_model
from mkdocs_osai.index.schema import ComputeSection, Org, System
from mkdocs_osai.index.validation import validated
from mkdocs_osai.problems import AuthorError, Level, Problem, quote
from mkdocs_osai.quality.import_index import facts
from mkdocs_osai.sanitize import message_path

MOST_ID = 100
"""Characters of an id, which is part of addresses and file names."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""Characters that are not allowed in file names on some systems, or are part of paths."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""The names of devices, which no file can have on Windows, with any extension."""

_KEYS = {
    "system": tuple(System.model_fields),
    "org": tuple(Org.model_fields),
    "compute": tuple(ComputeSection.model_fields),
}
"""The keys of a section in their order; those without a value are written to be filled in."""

_NUMBER = re.compile(r"[-+]?(\.?\d[.\d_]*(e[-+]?\d+)?|0[box][\da-f_]+)", re.IGNORECASE | re.ASCII)
"""Texts that some YAML parsers read as numbers."""

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def id_from(name: str) -> str:
    """The id for a model of some name: the name, without characters that file names cannot have.

    Example:
        >>> id_from("Llama 3.1"), id_from("CLIP/ViT: L"), id_from("  ..Ωmega ")
        ('Llama 3.1', 'CLIP-ViT-L', 'Ωmega')
    """
    text = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", name))
    words = " ".join(re.sub(rf"(?:(?<!\s)\s+)?{_FORBIDDEN.pattern}+\s*", "-", text).split())
    return words.lstrip("._- ")[:MOST_ID].rstrip(". ")


def check_id(id: str, files: Iterable[str]) -> None:  # noqa: A002 - it is called so
    """Check the id of a new model.

    Raises:
        AuthorError: it is not valid, or exists already.
    """
    what = _wrong_with(id)
    if what:
        raise AuthorError(f"{quote(id)} cannot be an id: {what}", "choose another id")
    for name in files:
        if is_yaml(name) and _folded(stem_of(name)) == _folded(id):
            what = f"{quote(name)} is there already"
            raise AuthorError(what, "choose another id, or edit that file")


def _wrong_with(id: str) -> str:  # noqa: A002 - it is called so
    reasons = {
        "it is empty": not id,
        f"it has more than {MOST_ID} characters": len(id) > MOST_ID,
        "it contains invisible characters": not id.isprintable(),
        'file names cannot contain < > : " / \\ | ? *': bool(_FORBIDDEN.search(id)),
        "files that begin with _ or . are not models": id.startswith(("_", ".")),
        "it begins with -, like an option": id.startswith("-"),
        "it begins or ends with a space, or ends with a dot": id != id.strip() or id.endswith("."),
        "it is the name of a device on Windows": bool(_RESERVED.fullmatch(id)),
        "it is the name of the template": _folded(id) in TEMPLATES,
    }
    return next((reason for reason, so in reasons.items() if so), "")


def _folded(id: str) -> str:  # noqa: A002 - it is called so
    """An id without differences in case and Unicode form, which some file systems ignore."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", id).casefold())


def understood(section: str, key: str, value: str | list[str], today: dt.date) -> Any:
    """The value that the reader understands, in the form of the format.

    Raises:
        AuthorError: it is not valid; the hint has the allowed values.

    Example:
        >>> understood("system", "releasedate", "2024 NOV", dt.date(2025, 1, 1))
        '2024-11'
        >>> understood("system", "type", "text, Code", dt.date(2025, 1, 1))
        ['text', 'code']
    """
    if any("\ud800" <= c <= "\udfff" for c in "".join(value)):
        raise AuthorError(f"{quote(value)} is not UTF-8 text", "write it in UTF-8")
    findings = FileDiagnostics("", b"")
    file = validated({section: {key: [*value] if isinstance(value, list) else value}}, findings)
    right = (file.model_dump(by_alias=True).get(section) or {}).get(key)
    right = one_line(right) if isinstance(right, str) else right
    again = FileDiagnostics("", _yaml({section: {key: right}}).encode())
    read_model(again, "", Criteria(()), today)
    wrong = [p for p in findings.problems if p.level is Level.ERROR]
    wrong += [p for p in again.problems if p.field == f"{section}.{key}"]
    wrong = [p for p in wrong if p.level is not Level.ADVICE]
    if wrong:
        raise AuthorError(wrong[0].what, wrong[0].hint)
    if not right:
        raise AuthorError("the value is empty", "write something")
    return right


def text_of(model: Model, criteria: Criteria, schema: str | None = None) -> str:
    """The text of a model's file, in the order and form of the public files.

    Example:
        >>> print(text_of(Model("m", "m.yaml", "M: #1"), Criteria(()))[:25])
        system:
            name: 'M: #1'
    """
    return "\n".join([*_lines(model, criteria, schema), ""])


def _lines(model: Model, criteria: Criteria, schema: str | None) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}"
    values = facts(model)
    for section, keys in _KEYS.items():
        yield from (_section(section, keys, values.get(section, {})))
        yield ""
    group = ""
    for criterion in criteria.that_apply_to(model.types):
        if criterion.group != group:
            group = criterion.group
            yield f"# {message_path(group)}"
        parts = PARTS if criterion.ref == "licenses" else ()
        keys = ("class", "link", "notes", *parts)
        yield from _section(criterion.ref, keys, values.get(criterion.ref, {}))
        yield ""


def problems_of(text: str, model: Model, criteria: Criteria, today: dt.date) -> list[Problem]:
    """The problems that the reader finds in the text of a model's file."""
    findings = FileDiagnostics(model.path, text.encode())
    read_model(findings, model.id, criteria, today)
    return findings.problems


def create(path: Path, text: str) -> None:
    """Write a new file.

    Raises:
        FileExistsError: it exists, and is not changed.
        OSError: it cannot be written, and does not exist.
    """
    with path.open("xb") as file:
        try:
            file.write(text.encode())
            file.flush()
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def _section(key: str, keys: Iterable[str], values: dict[str, Any]) -> Iterator[str]:
    """A section with all its keys; those without a value are left to be filled in."""
    yield f"{_yaml(key)}:"
    for name in keys:
        value = values.get(name)
        yield f"    {name}:{'' if value is None else f' {_yaml(value)}'}"


def _yaml(value: object) -> str:
    """A value on one line, in quotes if a parser could read it as something else.

    Invisible characters are escaped, so that reviewers see them.
    """
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=str(value).isprintable(),
        default_flow_style=True,
        default_style='"' if isinstance(value, str) and _NUMBER.fullmatch(value) else None,
        width=1_000_000,
    )
    return str(text).removesuffix("...\n").strip()
