"""Gives the guide's page of options what the options of the plugin say of themselves."""
# ruff: noqa: INP001 - MkDocs loads it by its path

from __future__ import annotations

import json
from collections.abc import Iterator

import griffe
from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from mkdocs_osai.plugin.config import OsaiConfig


@event_priority(-50)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the templates `plugin_options`, after the macros plugin is set up."""
    config.plugins["macros"].register_macros({"plugin_options": plugin_options})
    return config


def plugin_options() -> str:
    """A table of all options with type and default, and a section for each."""
    told = griffe.load(f"{OsaiConfig.__module__}.{OsaiConfig.__qualname__}").attributes
    options = dict(OsaiConfig()._schema)  # noqa: SLF001 - MkDocs lists options nowhere else
    table = ["| option | type | default |", "| --- | --- | --- |"]
    table += [f"| `{n}` | {_type(o)} | {_default(o)} |" for n, o in options.items()]
    sections = [part for name in options for part in _section(name, told[name].docstring)]
    return "\n\n".join(["\n".join(table), *sections])


def _section(name: str, docstring: griffe.Docstring | None) -> Iterator[str]:
    yield f"### `{name}` {{ #{name} }}"
    for part in docstring.parse("google") if docstring else ():
        admonition = part.kind is griffe.DocstringSectionKind.admonition
        yield str(part.value.contents if admonition else part.value)


def _type(option: BaseConfigOption[object]) -> str:
    """What may stand there, in words."""
    if isinstance(option, c.Choice):
        return " or ".join(f"`{choice}`" for choice in option.choices)
    if isinstance(option, c.DictOfItems):
        return f"names, with a {_type(option.option_type)} each"
    if isinstance(option, c.ListOfItems):
        return f"a list of {_type(option.option_type)}"
    return {bool: "`true` or `false`", str: "text"}[option._type]  # type: ignore[attr-defined]  # noqa: SLF001


def _default(option: BaseConfigOption[object]) -> str:
    """What counts if nothing is said, as YAML has it."""
    value = option.default
    if not value and value is not False:
        return "none"
    return f"`{value if isinstance(value, str) else json.dumps(value)}`"
