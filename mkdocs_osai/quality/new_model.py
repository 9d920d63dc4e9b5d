"""A new model's file: what it may be called, what it may say, and its text."""

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
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.model_parser import read_model, validated
from mkdocs_osai.index.schema import Org, System
from mkdocs_osai.problems import AuthorError, Level, Problem, quote
from mkdocs_osai.quality.import_index import facts
from mkdocs_osai.sanitize import message_path

MOST_ID = 100
"""Characters of an id; it is part of addresses and of file names."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""What stands in no file's name on some machine, or leads out of the folder."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
"""The names of devices, which Windows lets no file have, whatever its ending."""

_KEYS = {"system": tuple(System.model_fields), "org": tuple(Org.model_fields)}
"""The keys of a section in their order; they are there to be filled in, told or not."""

_NUMBER = re.compile(r"[-+]?(\.?\d[.\d_]*(e[-+]?\d+)?|0[box][\da-f_]+)", re.IGNORECASE | re.ASCII)

_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def id_from(name: str) -> str:
    """The id of a model that is called so: its name, as far as a file can have it.

    Example:
        >>> id_from("Llama 3.1"), id_from("CLIP/ViT: L"), id_from("  ..Ωmega ")
        ('Llama 3.1', 'CLIP-ViT-L', 'Ωmega')
    """
    text = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", name))
    words = " ".join(re.sub(rf"(?:(?<!\s)\s+)?{_FORBIDDEN.pattern}+\s*", "-", text).split())
    return words.lstrip("._- ")[:MOST_ID].rstrip(". ")


def check_id(id: str, files: Iterable[str]) -> None:  # noqa: A002 - it is called so
    """Refuse an id that no new model can have.

    Args:
        id: the name of the file, without its ending.
        files: the names of the files that are in the folder.

    Raises:
        AuthorError: it is none, or taken.
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
        "it holds characters that cannot be seen": not id.isprintable(),
        "no file's name may hold < > : \" / \\ | ? *": bool(_FORBIDDEN.search(id)),
        "files that begin with _ or . are not models": id.startswith(("_", ".")),
        "it begins with -, as options do": id.startswith("-"),
        "it begins or ends with a space, or ends with a dot": id != id.strip() or id.endswith("."),
        "it is the name of a device on Windows": bool(_RESERVED.fullmatch(id)),
        "it is the name of the template": _folded(id) in TEMPLATES,
    }
    return next((reason for reason, so in reasons.items() if so), "")


def _folded(id: str) -> str:  # noqa: A002 - it is called so
    """An id as machines compare it that see neither case nor how an accent is written."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", id).casefold())


def understood(section: str, key: str, value: str | list[str], today: dt.date) -> Any:
    """A value of a file in the form the format asks for, as the reader understands it.

    Args:
        section: `system` or `org`, or any criterion.
        key: the key of the section.
        value: as somebody wrote it.
        today: what counts as today when a release is in the future.

    Raises:
        AuthorError: it is not understood; with what is allowed.

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
        raise AuthorError("nothing is told", "write something")
    return right


def text_of(model: Model, criteria: Criteria, schema: str | None = None) -> str:
    """The text of a model's file, in the order and the form of the public files.

    Args:
        model: what is known of it; a grade without a class leaves the class to be filled in.
        criteria: those of the folder, of which the ones that apply to the model get a section.
        schema: where the JSON Schema of such files is, for editors.

    Example:
        >>> print(text_of(Model("m", "m.yaml", "M: #1"), Criteria(()))[:25])
        system:
            name: 'M: #1'
    """
    return "\n".join([*_lines(model, criteria, schema), ""])


def _lines(model: Model, criteria: Criteria, schema: str | None) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}"
    told = facts(model)
    for section, keys in _KEYS.items():
        yield from (_section(section, keys, told[section]))
        yield ""
    group = ""
    for criterion in criteria.that_apply_to(model.types):
        if criterion.group != group:
            group = criterion.group
            yield f"# {message_path(group)}"
        yield from _section(criterion.ref, ("class", "link", "notes"), told.get(criterion.ref, {}))
        yield ""


def problems_of(text: str, model: Model, criteria: Criteria, today: dt.date) -> list[Problem]:
    """What the reader finds wrong with a text, as the file of a model.

    Args:
        text: the whole file.
        model: whose; it names the file.
        criteria: those of the folder.
        today: what counts as today when a release is in the future.
    """
    findings = FileDiagnostics(model.path, text.encode())
    read_model(findings, model.id, criteria, today)
    return findings.problems


def create(path: Path, text: str) -> None:
    """Write a file that is not there yet.

    Raises:
        FileExistsError: it is there; it stays as it was.
        OSError: it cannot be written; it is not there then.
    """
    with path.open("xb") as file:
        try:
            file.write(text.encode())
            file.flush()
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise


def _section(key: str, keys: Iterable[str], told: dict[str, Any]) -> Iterator[str]:
    """A section with all its keys; those of which nothing is told are left to be filled in."""
    yield f"{_yaml(key)}:"
    for name in keys:
        value = told.get(name)
        yield f"    {name}:{'' if value is None else f' {_yaml(value)}'}"


def _yaml(value: object) -> str:
    """A value on one line, in quotes where anything might read it as something else.

    What cannot be seen is written by its number, so that a reviewer does see it.
    """
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=str(value).isprintable(),
        default_flow_style=True,
        default_style='"' if isinstance(value, str) and _is_number(value) else None,
        width=1_000_000,
    )
    return str(text).removesuffix("...\n").strip()


def _is_number(text: str) -> bool:
    """Whether some reader of YAML takes a text for a number; not all agree on what is one."""
    return bool(_NUMBER.fullmatch(text))
