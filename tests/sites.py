"""Real MkDocs sites in a temporary folder, built by the real command."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

import yaml
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import BasePlugin

from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.plugin.plugin import OsaiPlugin

MACROS = {
    "j2_variable_start_string": "<<",
    "j2_variable_end_string": ">>",
    "j2_block_start_string": "<%",
    "j2_block_end_string": "%>",
    "j2_comment_start_string": "<#",
    "j2_comment_end_string": "#>",
}
PALETTE = [
    {"scheme": "default", "toggle": {"icon": "material/weather-night", "name": "dark"}},
    {"scheme": "slate", "toggle": {"icon": "material/weather-sunny", "name": "light"}},
]


@dataclass(frozen=True)
class Built:
    """What a build left: the site, what was said, and why it stopped, if it did."""

    site: Path
    messages: list[str]
    stopped: str

    def html(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")

    def article(self, path: str) -> str:
        """The article of a page, without the theme around it."""
        html = self.html(path)
        return html[html.index("<article") : html.index("</article>")]

    @property
    def files(self) -> set[str]:
        return {p.relative_to(self.site).as_posix() for p in self.site.rglob("*") if p.is_file()}

    def same_bytes(self) -> dict[str, bytes]:
        return {path: (self.site / path).read_bytes() for path in self.files}


@dataclass(frozen=True)
class Site:
    """A site under construction: its folder, with docs/, models/ and mkdocs.yml."""

    folder: Path

    def write(self, path: str, content: str | bytes) -> Path:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            file.write_bytes(content)
        else:
            file.write_text(dedent(content), encoding="utf-8")
        return file

    def configure(self, **settings: Any) -> None:
        """Write mkdocs.yml; `plugins`, `osai` and others replace what a plain site has."""
        osai = settings.pop("osai", {})
        plugins: list[Any] = settings.pop("plugins", None) or [
            "search",
            {"macros": MACROS},
            {"osai": osai},
        ]
        config: dict[str, Any] = {
            "site_name": "A site",
            "site_url": "https://example.org/sub/",
            "theme": {"name": "material", "font": False, "palette": PALETTE},
            "plugins": plugins,
            **settings,
        }
        self.write("mkdocs.yml", yaml.safe_dump(config, sort_keys=False))

    def build(
        self,
        command: str = "build",
        *,
        strict: bool = False,
        dirty: bool = False,
        request: bool = True,
    ) -> Built:
        """Build as `mkdocs build` or as `mkdocs serve` does, and request all files of the site."""
        out = self.folder / "site"
        with said() as messages:
            config = load_config(str(self.folder / "mkdocs.yml"), site_dir=str(out), strict=strict)
            config.plugins.on_startup(command=command, dirty=dirty)  # type: ignore[arg-type]
            config.plugins.events["env"].insert(0, _compiled_once)
            stopped = ""
            try:
                url = "http://localhost/" if command == "serve" else None
                build(config, serve_url=url, dirty=dirty)
            except (Abort, BuildError) as error:
                errors = [m for m in messages if m.startswith("ERROR ")]  # of a strict build, none
                stopped = errors[-1].removeprefix("ERROR ") if errors else str(error)
            finally:
                osai = config.plugins.get("osai")
                if command == "build" and isinstance(osai, OsaiPlugin):
                    osai.on_shutdown()
            if command == "serve" and request and isinstance(osai, OsaiPlugin) and osai.finished:
                for path in osai.finished.on_request:
                    osai.finished.make(path)
        return Built(out, messages, stopped)


def plugins() -> dict[str, BasePlugin[Any]]:
    """The plugins that MkDocs keeps between the builds of a process."""
    option = dict(MkDocsConfig._schema)["plugins"]
    assert isinstance(option, Plugins)
    return option.plugin_cache


@contextmanager
def new_plugins() -> Iterator[None]:
    """Build as in a new process, and go on with the plugins of this one."""
    kept = dict(plugins())
    plugins().clear()
    try:
        yield
    finally:
        plugins().clear()
        plugins().update(kept)


class _Compiled(BytecodeCache):
    """The templates of themes, compiled once in a process: a third of a small build."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def _compiled_once(env: Environment, **_: object) -> None:
    env.bytecode_cache = _COMPILED


@contextmanager
def said() -> Iterator[list[str]]:
    """What MkDocs and its plugins say, as `LEVEL message`."""
    messages: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(f"{record.levelname} {record.getMessage()}")

    logger = logging.getLogger("mkdocs")
    listener, level = Listener(), logger.level
    logger.addHandler(listener)
    logger.setLevel(logging.INFO)
    try:
        yield messages
    finally:
        logger.removeHandler(listener)
        logger.setLevel(level)


def a_file(name: str = "A model", **values: object) -> str:
    """A valid file of the index; `origin`, `contributor`, `type` and others can be given."""
    told: Mapping[str, object] = {
        "type": "text",
        "performanceclass": "full",
        "endmodellicense": "Apache-2.0",
        "releasedate": "2024-07",
        "origin": "China",
        "contributor": "Academic (University)",
        **values,
    }
    org = {k: told[k] for k in ("origin", "contributor") if told[k] is not None}
    system = {"name": name, **{k: v for k, v in told.items() if k not in ("origin", "contributor")}}
    sections = {"system": system, "org": {"name": "Somebody", **org}}
    return yaml.safe_dump(
        {**sections, **{c.ref: {"class": "open"} for c in BUILT_IN}}, sort_keys=False
    )
