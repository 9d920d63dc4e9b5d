"""`make catalogues`: collects the texts that readers see in the catalogue of each language.

Texts come from the code (`gettext` and its like), from the templates, and from the labels and
categories of `dimensions.yml`. A catalogue is sorted and has no line numbers or dates, so that
branches that add texts merge.
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

import mkdocs_osai
from mkdocs_osai.i18n import ENGLISH, languages
from mkdocs_osai.index import CLASSES

PACKAGE = Path(mkdocs_osai.__file__).parent
KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "gettext_noop": None,
    "phrase": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_noop": ((1, "c"), 2),
}
METHODS = [
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.xml", "jinja2"),
]
OPTIONS = {name: {"extensions": "jinja2.ext.i18n", "silent": "false"} for name, _ in METHODS}
CATEGORY = "category"
"""The context of the names of categories."""

NAMES = frozenset(("licenses", "organizations", "license_weights", "license_code", "license_data"))
"""Dimensions whose categories are names, which are the same in each language."""


def collected() -> dict[tuple[str | None, str], Message]:
    """Context and English text → the text without a translation; of a plural, both texts."""
    catalog = Catalog()
    for _, _, text, _, context in extract_from_dir(PACKAGE, METHODS, OPTIONS, KEYWORDS):
        catalog.add(text, context=context)
    for text, context in (*_of_code(), *_of_dimensions(), *_of_definitions()):
        catalog.add(text, context=context)
    return {key_of(message): message for message in catalog if message.id}


def _of_code() -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The texts of the code; Babel does not see those within f-strings before Python 3.12."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = node.func if isinstance(node, ast.Call) else None
            called = getattr(name, "id", None) or getattr(name, "attr", None)
            if not isinstance(node, ast.Call) or called not in KEYWORDS:
                continue
            texts = [
                one.value
                for one in node.args
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            if called.startswith("pgettext") and len(texts) == 2:
                yield texts[1], texts[0]
            elif called == "ngettext" and len(texts) == 2:
                yield (texts[0], texts[1]), None
            elif len(texts) == 1 and not called.startswith(("pgettext", "ngettext")):
                yield texts[0], None


def _of_dimensions() -> Iterator[tuple[str, str | None]]:
    yield from ((cls, CATEGORY) for cls in CLASSES)
    source = PACKAGE / "stats/dimensions/dimensions.yml"
    for name, entry in yaml.safe_load(source.read_text("utf-8")).items():
        yield entry["label"], None
        yield entry["label"].partition(" (")[0], None  # with the figure of another threshold
        if entry.get("about"):
            yield entry["about"], None
        if name not in NAMES:
            found = (*entry.get("groups", ()), *entry.get("order", ()), entry.get("rest"))
            yield from ((one, CATEGORY) for one in found if one)


def _of_definitions() -> Iterator[tuple[str, str | None]]:
    source = PACKAGE / "stats/definitions/definitions.yml"
    for entry in yaml.safe_load(source.read_text("utf-8")).values():
        for text in (entry["about"], *entry.get("gaps", ()), *_not_assessed(entry["all"])):
            yield text, None


def _not_assessed(requirements: Any) -> Iterator[str]:
    """What a definition asks for that the index does not assess, at any depth."""
    if isinstance(requirements, list):
        for one in requirements:
            yield from _not_assessed(one)
    elif isinstance(requirements, dict):
        for key, value in requirements.items():
            yield from [value] if key == "not_assessed" else _not_assessed(value)


def key_of(message: Message) -> tuple[str | None, str]:
    """The context and the English text of a message; of a plural, that for one."""
    return message.context, message.id if isinstance(message.id, str) else message.id[0]


def path_of(language: str) -> Path:
    """The file of a catalogue."""
    return PACKAGE / "locales" / language / "LC_MESSAGES/mkdocs_osai.po"


def read(language: str) -> Catalog:
    """The catalogue of a language."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def updated(language: str) -> str:
    """The catalogue of a language with all texts; those that are new have no translation."""
    known, catalog = read(language), Catalog(language)
    for message in collected().values():
        old = known.get(message.id, message.context)
        catalog.add(message.id, old.string if old else None, context=message.context)
    for message in catalog:
        message.flags.clear()
    out = io.BytesIO()
    write_po(out, catalog, width=0, no_location=True, sort_output=True, omit_header=True)
    header = _HEADER.format(language=language, plurals=catalog.plural_forms)
    return header + out.getvalue().decode()


_HEADER = """\
msgid ""
msgstr ""
"Project-Id-Version: mkdocs-osai\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def strings(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, or one for each plural."""
    found = message.string
    return tuple(found) if isinstance(found, list | tuple) else (found or "",)


def wrong(language: str) -> Iterator[str]:
    """What is wrong with a catalogue: texts without a translation, or with other values."""
    catalog = {key_of(message): message for message in read(language) if message.id}
    wanted = collected()
    for context, text in wanted.keys() - catalog.keys():
        yield f"{language}: not in the catalogue: {text} ({context})"
    for context, text in catalog.keys() - wanted.keys():
        yield f"{language}: no longer used: {text} ({context})"
    for (_, text), message in catalog.items():
        if message.fuzzy:
            yield f"{language}: fuzzy: {text}"
        ids = (message.id,) if isinstance(message.id, str) else message.id
        names = {name for one in ids for name in _names(one)}
        for string in strings(message):
            if not string:
                yield f"{language}: not translated: {text}"
            # The translation for one may leave the number out, as in "a model".
            elif not _names(string) <= names or names - _names(string) - {"count"}:
                yield f"{language}: other values than in: {text}"


def _names(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def main() -> None:
    """Write the catalogues, and list what is left to do."""
    found: list[str] = []
    for language in languages():
        if language != ENGLISH:
            path_of(language).write_text(updated(language), "utf-8")
            found += wrong(language)
    sys.stdout.writelines(f"{line}\n" for line in sorted(found))
    sys.stdout.write(f"{len(found)} texts left to translate\n")


if __name__ == "__main__":
    main()
