"""Fills two pages of the guide from docstrings: the reference of macros and the plugin options."""
# ruff: noqa: INP001 - MkDocs loads it by its path

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

import griffe
from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from mkdocs_osai.macros import Osai
from mkdocs_osai.plugin import config as options_module
from mkdocs_osai.plugin.config import OsaiConfig

KINDS = griffe.DocstringSectionKind

MOST_IN_A_LINE = 88
"""The most characters of a signature on one line."""


@event_priority(-50)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add `plugin_options` and `macro_reference`, after the macros plugin is set up."""
    functions = {"plugin_options": plugin_options, "macro_reference": macro_reference}
    config.plugins["macros"].register_macros(functions)
    return config


def macro_reference(*names: str) -> str:
    """A section for each of some macros: signature, description, arguments and example."""
    return "\n\n".join(part for name in names for part in _macro(name, getattr(Osai, name)))


def _macro(name: str, method: Callable[..., object]) -> Iterator[str]:
    yield f"### {name} {{ #mkdocs_osai.macros.Osai.{name} }}"
    signature = inspect.signature(method)
    yield f"```python\n{_usage(name, signature)}\n```"
    types = get_type_hints(inspect.unwrap(method))
    for part in griffe.Docstring(inspect.getdoc(method) or "").parse("google", warnings=False):
        if part.kind is KINDS.parameters:
            yield _arguments(part.value, signature, types)
        elif part.kind is KINDS.admonition:  # the parser's name for an unknown section
            yield f"{part.title}: {part.value.contents}"
        else:
            yield str(part.value)


def _usage(name: str, signature: inspect.Signature) -> str:
    """A signature without types, on one line or with one argument on each."""
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()][1:]
    line = f"osai.{name}{inspect.Signature(bare)}"
    if len(line) <= MOST_IN_A_LINE:
        return line
    first = next((i for i, p in enumerate(bare) if p.kind is p.KEYWORD_ONLY), len(bare))
    stars = any(p.kind is p.VAR_POSITIONAL for p in bare)
    arguments = [*map(str, bare)]
    if first < len(bare) and not stars:
        arguments.insert(first, "*")
    return f"osai.{name}(\n" + "".join(f"    {argument},\n" for argument in arguments) + ")"


def _arguments(arguments: list[Any], signature: inspect.Signature, types: dict[str, object]) -> str:
    rows = ["| argument | type | default | description |", "| --- | --- | --- | --- |"]
    for argument in arguments:
        parameter = signature.parameters[argument.name.lstrip("*")]
        default = "" if parameter.default is parameter.empty else f"`{parameter.default!r}`"
        kind = "" if argument.name.startswith("**") else f"`{_named(types[parameter.name])}`"
        description = " ".join(argument.description.split())
        rows.append(f"| `{argument.name}` | {kind} | {default} | {description} |")
    return "\n".join(rows)


def _named(annotation: object) -> str:
    """A type without the names of modules."""
    text = annotation.__name__ if isinstance(annotation, type) else str(annotation)
    return re.sub(r"\b[\w.]+\.(?=\w)", "", text)


def plugin_options() -> str:
    """A table of all options with type and default, and a section for each."""
    path = Path(inspect.getfile(options_module))
    module = griffe.visit(options_module.__name__, path, path.read_text("utf-8"))
    documented = module[OsaiConfig.__name__].attributes
    options = dict(OsaiConfig()._schema)  # noqa: SLF001 - MkDocs lists options nowhere else
    table = ["| option | type | default |", "| --- | --- | --- |"]
    table += [f"| `{n}` | {_type(o)} | {_default(o)} |" for n, o in options.items()]
    sections = [part for name in options for part in _section(name, documented[name].docstring)]
    return "\n\n".join(["\n".join(table), *sections])


def _section(name: str, docstring: griffe.Docstring | None) -> Iterator[str]:
    yield f"### `{name}` {{ #{name} }}"
    for part in docstring.parse("google") if docstring else ():
        admonition = part.kind is KINDS.admonition
        yield str(part.value.contents if admonition else part.value)


def _type(option: BaseConfigOption[object]) -> str:
    """The values that an option takes, in words."""
    if isinstance(option, c.Choice):
        return " or ".join(f"`{choice}`" for choice in option.choices)
    if isinstance(option, c.DictOfItems):
        return f"names, with a {_type(option.option_type)} each"
    if isinstance(option, c.ListOfItems):
        return f"a list of {_type(option.option_type)}"
    return {bool: "`true` or `false`", str: "text"}[option._type]  # type: ignore[attr-defined]  # noqa: SLF001


def _default(option: BaseConfigOption[object]) -> str:
    """The value of an option that is not set, as YAML."""
    value = option.default
    if not value and value is not False:
        return "none"
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"
