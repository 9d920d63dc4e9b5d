"""What the configuration of a site says, read without the program that renders its pages."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from mkdocs_osai.index.folder import CONFIGS
from mkdocs_osai.problems import OsaiError, quote
from mkdocs_osai.website.settings import SiteSettings

MODELS_DIR = "osai_models_dir"
"""The key under `extra` that names the folder of models for Zensical."""

_EDIT_URIS = {
    "github.com": "edit/master/docs/",
    "gitlab.com": "edit/master/docs/",
    "bitbucket.org": "src/default/docs/",
}
"""Host of a repository → where MkDocs edits pages of it by default."""


@dataclass(frozen=True)
class SiteConfig:
    """A site and the options of the plugin.

    Attributes:
        settings: the site.
        file: the configuration.
        models: the folder of models.
        pages: whether it has pages from data.
        cards: whether these have metadata and images for other sites.
    """

    settings: SiteSettings
    file: Path
    models: Path
    pages: bool = True
    cards: bool = True

    @property
    def prefix(self) -> str:
        """The path of the site on its host, such as `/` or `/index/`."""
        return f"{urlsplit(self.settings.url or '').path.rstrip('/')}/"


def read_config(file: Path | None) -> SiteConfig:
    """The configuration of a site.

    Args:
        file: an `mkdocs.yml` or `zensical.toml`; None for the one of the current folder.

    Raises:
        OsaiError: there is none, it cannot be read, or a value has another type.
    """
    if file is None:
        file = next((Path(name) for name in CONFIGS if Path(name).is_file()), Path(CONFIGS[0]))
    values = _values(file, ())
    text, flag = _Typed(file, values).text, _Typed(file, values).flag
    theme = values.get("theme")
    of_theme = _Typed(file, theme if isinstance(theme, Mapping) else {})
    own = _Typed(file, _options(values.get("plugins")))
    extra = values.get("extra")
    of_extra = _Typed(file, extra if isinstance(extra, Mapping) else {})
    repository = text("repo_url")
    edit = text("edit_uri")
    if values.get("edit_uri") is None:  # an empty one turns edit links off
        edit = _EDIT_URIS.get(urlsplit(repository or "").netloc.lower())
    root = file.parent
    settings = SiteSettings(
        name=text("site_name") or "",
        url=text("site_url"),
        directory_urls=flag("use_directory_urls", default=True),
        language=of_theme.text("language") or of_theme.text("locale") or "en",
        description=text("site_description"),
        repo_url=repository,
        edit_uri=edit,
        docs_dir=str(root / (text("docs_dir") or "docs")),
    )
    models = own.text("models_dir") or of_extra.text(MODELS_DIR) or "models"
    return SiteConfig(
        settings,
        file,
        Path(os.path.relpath(root / models)),
        own.flag("pages", default=True),
        own.flag("cards", default=True),
    )


def plugins_of(file: Path) -> list[str] | None:
    """The names of the plugins that a configuration lists; None if it lists none.

    Raises:
        OsaiError: it cannot be read.
    """
    plugins = _values(file, ()).get("plugins")
    if isinstance(plugins, Mapping):
        return [*map(str, plugins)]
    if isinstance(plugins, list):
        return [
            str(name) for one in plugins for name in (one if isinstance(one, Mapping) else [one])
        ]
    return None


@dataclass(frozen=True)
class _Typed:
    """Values of a configuration, each with the type that it must have."""

    file: Path
    values: Mapping[str, Any]

    def text(self, key: str) -> str | None:
        value = self.values.get(key)
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise OsaiError(f"{self.file}: {key} is {quote(value)}, which is no text", "quote it")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            what = f"{self.file}: {key} is {quote(value)}"
            raise OsaiError(what, "write true or false")
        return value


def _options(plugins: object) -> Mapping[str, Any]:
    """The options of the plugin, which may be listed in any form that MkDocs reads."""
    entries: list[object] = []
    if isinstance(plugins, Mapping):
        entries = [{name: options} for name, options in plugins.items()]
    elif isinstance(plugins, list):
        entries = plugins
    for entry in entries:
        if isinstance(entry, Mapping) and isinstance(entry.get("osai"), Mapping):
            return dict(entry["osai"])
    return {}


def _values(file: Path, inheriting: tuple[Path, ...]) -> dict[str, Any]:
    """The keys and values of a configuration, with those that it inherits."""
    try:
        text = file.read_text("utf-8-sig")
        values = tomllib.loads(text) if file.suffix == ".toml" else yaml.load(text, _Loader)  # noqa: S506 - a safe loader
    except FileNotFoundError:
        raise OsaiError(
            f"there is no {quote(str(file))}", "go to the folder of the site, or name it with -f"
        ) from None
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise OsaiError(f"{file} cannot be read: {reason}", "correct the file") from None
    if not isinstance(values, dict):
        raise OsaiError(f"{file} has no keys and values", "write site_name: …")
    if file.suffix == ".toml" and isinstance(values.get("project"), dict):
        values = values["project"]
    parent = values.pop("INHERIT", None)
    if not isinstance(parent, str):
        return values
    inherited = file.parent / parent
    if inherited in inheriting:
        raise OsaiError(f"{file} inherits itself", "remove INHERIT from one of the files")
    return _merged(_values(inherited, (*inheriting, file)), values)


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """Two configurations as MkDocs merges them: mappings key by key, all else replaced."""
    merged = dict(base)
    for key, value in own.items():
        before = merged.get(key)
        both = isinstance(before, Mapping) and isinstance(value, Mapping)
        merged[key] = _merged(before, value) if both else value  # type: ignore[arg-type]
    return merged


class _Loader(yaml.SafeLoader):
    """Reads YAML with the tags of MkDocs; a tag that names Python is nothing."""


def _environment(loader: _Loader, node: yaml.Node) -> object:
    """The value of `!ENV NAME` or `!ENV [NAME, …, default]`."""
    if isinstance(node, yaml.ScalarNode):
        names, default = [str(loader.construct_scalar(node))], None
    elif isinstance(node, yaml.SequenceNode):
        *names, default = loader.construct_sequence(node)
        if not names:
            names, default = [default], None
    else:
        return None
    for name in names:
        if name in os.environ:
            return yaml.load(os.environ[name], _Loader)  # noqa: S506 - a safe loader
    return default


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda *_: None)
