"""`osai start`: write a site that builds.

The files are made from those in `starter/`.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files as resources
from pathlib import Path

import click

from mkdocs_osai.claims import Verdict, judge
from mkdocs_osai.cli.options import ModelsPath
from mkdocs_osai.cli.output import is_terminal, names_of, note_written, report
from mkdocs_osai.history import load
from mkdocs_osai.index import Grade, Model, read_folder
from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.folder import CONFIGS, models_of
from mkdocs_osai.problems import OsaiError, quote
from mkdocs_osai.quality.import_index import import_index
from mkdocs_osai.quality.new_model import create, text_of
from mkdocs_osai.sanitize import terminal_line, yaml_string
from mkdocs_osai.stats import Index
from mkdocs_osai.website.config import plugins_of, read_config

FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "docs/index.md": "index.md",
    "docs/blog/index.md": "blog.md",
    "docs/blog/posts/first.md": "post.md",
    ".gitignore": "gitignore",
    "requirements.txt": "requirements.txt",
}
"""Path in the site → the file of `starter/` that it is made from."""

WORKFLOWS = {
    "github": (".github/workflows/pages.yml", "github.yml"),
    "forgejo": (".forgejo/workflows/pages.yml", "forgejo.yml"),
    "none": None,
}
"""Host → the path of its workflow, and the file of `starter/`."""

CLAIMS = ("All", *(f"More than {part}" for part in ("three quarters", "half", "a third")))
MADE_UP = """\
title: Made-up models
date: {today}
citation: Made-up models, which osai start has written. They are no index.
"""
_MODELS = (
    ("Made-up Lark", "text", "France", "Academic (University)", "latest", "open"),
    ("Made-up Finch", "text,code", "China", "Non-academic (Company)", "latest", "partial"),
    ("Made-up Robin", "text", "Germany", "Academic (Research institute)", "full", "partial"),
    ("Made-up Swift", "text,image", "United States", "Non-academic (Company)", "full", "closed"),
    ("Made-up Wren", "image", "United States", "Non-academic (Company)", "full", "closed"),
)


@dataclass
class _Site:
    """A folder that becomes a site.

    Attributes:
        folder: the folder.
        docs: the folder of its pages in it.
        models: the folder of its models in it.
        written: the files that were created.
        kept: the paths that were there already.
    """

    folder: Path
    docs: str = "docs"
    models: str = "models"
    written: list[Path] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def create(self, path: str, text: str) -> None:
        """Create a file, unless it or another in its place is there."""
        target, *others = (self._named(one) for one in (path, *_in_place_of(path)))
        there = [other for other in others if (self.folder / other).exists()]
        if there and not (self.folder / target).exists():
            self.kept.append(there[0])
            return
        try:
            (self.folder / target).parent.mkdir(parents=True, exist_ok=True)
            create(self.folder / target, text)
        except FileExistsError:
            self.kept.append(target)
        else:
            self.written.append(self.folder / target)

    def _named(self, path: str) -> str:
        """A path of `docs/` or `models/` with the name that the folder has here."""
        top, slash, rest = path.partition("/")
        names = {"docs": self.docs, "models": self.models}
        return f"{names.get(top, top)}{slash}{rest}"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="The name of the site.")
@click.option(
    "--models",
    "source",
    type=ModelsPath(),
    help="The index to copy the facts from: a folder of models, or a clone of a repository with "
    "one. Without it, the site has five made-up models.",
)
@click.option(
    "--host",
    type=click.Choice([*WORKFLOWS]),
    help="The host that publishes the site; none for no workflow.",
)
@click.option("--no-input", is_flag=True, help="Do not ask for missing values.")
def start(
    folder: Path, *, name: str | None, source: Path | None, host: str | None, no_input: bool
) -> None:
    """Write a site that builds into FOLDER: pages, a post, models and a workflow.

    On a terminal it asks for what no option sets. An existing file is never changed; if it is
    mkdocs.yml, the command uses the folders that it names, and says what to add to it.

    Example: osai start my-site --name "Notes on open AI" --models ../database --host github
    """
    config = _kept_config(folder)
    site = _site(folder, config)
    if not no_input and is_terminal(sys.stdin) and is_terminal(sys.stderr):
        name = name or click.prompt("Name of the site", "Notes on open AI", err=True)
        if source is None:
            answer = click.prompt(
                "Folder or clone of an index (empty: made-up models)", "", err=True
            )
            source = models_of(Path(answer)) if answer else None
        choice = click.Choice([*WORKFLOWS])
        host = host or click.prompt("Host", "github", type=choice, err=True)
    _refuse_call(name or "")
    snapshot = load(source).snapshot if source is not None else None  # before anything is written
    if snapshot is not None:
        report(snapshot.problems)
        if not snapshot.models:
            raise OsaiError(f"{quote(str(source))} has no model", "name another index")
    today = dt.datetime.now(dt.UTC).date()
    models = folder / site.models
    made_up = snapshot is None and not models.exists()
    if models.exists():
        site.kept.append(site.models)
    elif snapshot is not None:
        site.written += [models / file for file in import_index(snapshot, models).written]
    else:
        for path, text in _made_up(today):
            site.create(f"models/{path}", text)
    note_written(site.written)
    index = Index(read_folder(models))
    if not index.models:
        where = quote(str(models))
        raise OsaiError(f"{where} has no model", "delete the folder, or write one with osai new")
    for path, text in _pages(name or "Notes on open AI", host or "github", index, today):
        site.create(path, text)
    note_written(site.written)
    _tell(site, config, made_up=made_up)


def _refuse_call(name: str) -> None:
    if re.search(r"(?:<<|\{\{)[-+]?\s*osai\s*\.", name):
        raise OsaiError(
            f"the name {quote(name)} has a call, which is not run in the name of a site",
            "write the name without it",
        )


def _pages(name: str, host: str, index: Index, today: dt.date) -> Iterator[tuple[str, str]]:
    """The files of a site but its models: path and text."""
    values = {"NAME": yaml_string(name), "TODAY": today.isoformat(), "CLAIM": _claim(index)}
    for path, template in FILES.items():
        yield path, re.sub(r"\b(?:NAME|TODAY|CLAIM)\b", lambda m: values[m[0]], _template(template))
    workflow = WORKFLOWS[host]
    if workflow is not None:
        yield workflow[0], _template(workflow[1])


def _template(name: str) -> str:
    return resources("mkdocs_osai.cli").joinpath("starter", name).read_text("utf-8")


def _claim(index: Index) -> str:
    """A sentence with a claim that is true of an index; empty if none of ours is."""
    share = index.share("types", "text")
    for words in CLAIMS:
        if judge(words, share).verdict is Verdict.TRUE:
            call = f"<< osai.claim({words!r}, osai.share('types', 'text')) >>"
            return f"{call} of them do: a build fails\nwhen that is no longer true."
    return ""


def _made_up(today: dt.date) -> Iterator[tuple[str, str]]:
    """The files of made-up models: name and text."""
    yield "_index.yml", MADE_UP.format(today=today)
    for name, types, origin, contributor, performance_class, grade in _MODELS:
        kinds = tuple(types.split(","))
        stem = name.lower().replace(" ", "-")
        model = Model(
            id=stem,
            path=f"{stem}.yaml",
            name=name,
            types=kinds,
            performance_class=performance_class,
            license="Apache-2.0",
            released="2025-06",
            organization=f"{name}'s makers",
            origin=origin,
            contributor=contributor,
            links=(f"https://example.org/{stem}",),
            grades={
                c.ref: Grade(grade, links=(f"https://example.org/{stem}/{c.ref}",))
                for c in BUILT_IN.that_apply_to(kinds)
            },
        )
        yield model.path, text_of(model, BUILT_IN)


def _kept_config(folder: Path) -> Path | None:
    """The configuration of MkDocs that a folder has already.

    Raises:
        OsaiError: it has one of Zensical only.
    """
    config = next((folder / name for name in CONFIGS if (folder / name).exists()), None)
    if config is not None and config.suffix == ".toml":
        raise OsaiError(
            f"{quote(str(folder))} has {config.name}, and osai start writes sites for MkDocs",
            "name another folder, or add to the file what the guide says under MkDocs, ProperDocs, "
            "Zensical",
        )
    return config


def _site(folder: Path, config: Path | None) -> _Site:
    """A site with the folders that its configuration names."""
    if config is None:
        return _Site(folder)
    try:
        found = read_config(config)
    except OsaiError:  # `_lines_to_add` reports it
        return _Site(folder)
    docs = os.path.relpath(found.settings.docs_dir, folder)
    return _Site(folder, docs, os.path.relpath(found.models, folder))


def _lines_to_add(config: Path) -> list[str]:
    """What to add to a configuration that was kept, so that calls are run."""
    try:
        plugins = plugins_of(config)
    except OsaiError as error:
        return [f"{error}; then add osai to its plugins, if it is not there"]
    if plugins is None:
        add = ["Add these lines at its end:", "plugins:", "  - search", "  - osai"]
    elif "osai" not in plugins:
        add = ["Add osai to its plugins, as the last:", "plugins:", "  …", "  - osai"]
    else:
        return []
    what = f"{config.name} was kept, and calls of osai on pages are text until you change it."
    return [what, *add]


def _in_place_of(path: str) -> Iterator[str]:
    """The other files that a site can have in place of one: its configuration, or a page."""
    if path == "mkdocs.yml":
        yield "mkdocs.yaml"
    stem = path.removesuffix("index.md")
    if stem != path:
        yield from (f"{stem}README.md", f"{stem}index.html")
    if stem not in (path, "docs/"):
        yield f"{stem.rstrip('/')}.md"


def _tell(site: _Site, config: Path | None, *, made_up: bool) -> None:
    lines = [f"{len(site.written)} files written to {site.folder}"]
    if site.kept:
        lines.append(f"There already, and kept: {names_of(site.kept)}")
    if made_up:
        lines.append(
            f"The models are made up; delete the folder {site.models} and run osai start again "
            "with --models, or write your own with osai new."
        )
    lines.append(f"Look at it: cd {shlex.quote(str(site.folder))} && mkdocs serve")
    lines += _lines_to_add(config) if config is not None else []
    for line in lines:
        click.echo(terminal_line(line))
