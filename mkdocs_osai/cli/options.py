"""Options that several commands share: the selection of macros, the folder, the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from mkdocs_osai.deprecations import UNTIL
from mkdocs_osai.index.folder import models_of
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.dimensions.registry import built_in
from mkdocs_osai.stats.selection.selection import LATEST, WORDS

F = TypeVar("F", bound=Callable[..., object])


class ModelsPath(click.Path):
    """The path of a folder of models, or of a site or a clone with a folder `models`."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path of the folder of models."""
        return models_of(Path(super().convert(value, param, ctx)))  # type: ignore[arg-type]


FOLDER = click.option(
    "--models",
    "folder",
    default="models",
    show_default=True,
    type=ModelsPath(),
    help="The folder of YAML files, or a site or a clone with a folder models.",
)

AS_OF = click.option(
    "--as-of",
    metavar="MOMENT",
    help="Use the index of that moment, from git: a day such as 2025-06-17, a tag or a commit.",
)

CONFIG = click.option(
    "--config-file",
    "-f",
    "config",
    default="mkdocs.yml",
    show_default=True,
    type=click.Path(path_type=Path),
    help="The configuration of the site.",
)

_HELP = {
    "latest": "Only models of the performance class latest, or only those of the other classes.",
    "since": "Only models released since 2024, 2024-07 or 2024-07-01.",
    "until": "Only models released up to and including a year, month or day.",
    "min_score": "Only models at least as open as this, from 0 to 1.",
    "max_score": "Only models at most as open as this, from 0 to 1.",
    "min_compute": "Only models whose training compute is certainly at or above this: 1e23, gpai.",
    "max_compute": "Only models whose training compute is certainly below this.",
    "possibly": "With --min-compute or --max-compute: also models where it is possible.",
    "models": "Only this model, by id or name.",
    "exclude": "Leave out this model, or all of a category: --exclude type=code.",
}
_SINGLE_VALUED = frozenset(
    (
        *("latest", "since", "until", "min_score", "max_score"),
        *("min_compute", "max_compute", "possibly"),
    )
)

_YES_OR_NO = (LATEST, "possibly")


class CommandWithOldOptions(click.Command):
    """A command that understands old options, and says how they are called now.

    Args:
        old_options: old option → the new one with its value, or None for the same value.
    """

    def __init__(
        self, *args: Any, old_options: Mapping[str, tuple[str, str | None]], **settings: Any
    ) -> None:
        super().__init__(*args, **settings)
        self.old_options = old_options

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments, with new options in place of old ones."""
        options = args[: args.index("--")] if "--" in args else args
        new = [part for text in options for part in self._in_new_words(text)]
        return super().parse_args(ctx, [*new, *args[len(options) :]])

    def _in_new_words(self, text: str) -> list[str]:
        option, sign, value = text.partition("=")
        if option not in self.old_options:
            return [text]
        name, fixed = self.old_options[option]
        shown = f"{name} {fixed}" if fixed else name
        notice = f"notice: {option} is now called {shown}; {option} works until {UNTIL}"
        click.echo(notice, err=True)
        return [f"{name}{sign}{value}"] if fixed is None else [name, fixed]


def selecting(command: F) -> F:
    """Add the folder, and an option for each word of a selection, to a command.

    Pass the keyword arguments of the command to `selection`.
    """
    options = [FOLDER, AS_OF, *map(_of_word, WORDS)]
    for word, dimension in built_in().filters.items():
        help_ = f"Only models of this category of {dimension.name}."
        if dimension.if_true:
            yes, no = dimension.if_true[0], "false"
            help_ += f" true means {yes}{' …' if dimension.if_true[1:] else ''}, {no} the others."
        options.append(click.option(_name(word), f"where_{word}", multiple=True, help=help_))
    options.append(
        click.option(
            "--where",
            multiple=True,
            metavar="WORD=VALUE",
            help="Any word of a selection, such as a criterion: --where weights_endmodel=open.",
        )
    )
    for option in reversed(options):
        command = option(command)
    return command


def grouping(command: F) -> F:
    """Add the options that join and order categories to a command."""
    options = [
        click.option(
            "--top",
            type=click.IntRange(min=1),
            help="Keep this many, the largest, and join the others; of models, the first.",
        ),
        click.option("--other", metavar="NAME", help="The name of the joined categories."),
        click.option(
            "--group",
            "groups",
            multiple=True,
            metavar="NAME=CATEGORY",
            help="Count a category in a group; repeat it for each: --group EU=France.",
        ),
        click.option(
            "--order",
            multiple=True,
            help="The first category; repeat it for others.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def selection(index: Index, options: dict[str, Any]) -> dict[str, object]:
    """The selection from the options of a command, which are removed from them.

    Several values of one word select models with any of them.

    Raises:
        AuthorError: a word that takes one value has several, or a value is invalid.
    """
    selected: dict[str, list[object]] = {}
    for word in WORDS:
        value = options.pop(f"where_{word}")
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        if values:
            selected[word] = list(values)
    for word in built_in().filters:
        for text in options.pop(f"where_{word}"):
            selected.setdefault(word, []).append(_value(index, word, text))
    for text in options.pop("where"):
        word, value = _pair("--where", text)
        selected.setdefault(word, []).append(_value(index, word, value))
    if "exclude" in selected:
        selected["exclude"] = [_excluded(index, map(str, selected["exclude"]))]
    return {word: _one_or_all(word, values) for word, values in selected.items()}


def joined(options: dict[str, Any]) -> dict[str, object]:
    """The arguments that join and order categories, from the options, as in `selection`."""
    groups: dict[str, list[str]] = {}
    for text in options.pop("groups"):
        group, category = _pair("--group", text)
        groups.setdefault(group, []).append(category)
    arguments = {
        "top": options.pop("top"),
        "other": options.pop("other"),
        "groups": groups or None,
        "order": list(options.pop("order")) or None,
    }
    return {word: value for word, value in arguments.items() if value is not None}


def _of_word(word: str) -> Callable[[F], F]:
    name = "--model" if word == "models" else _name(word)
    if word in _YES_OR_NO:
        both = f"{name}/--no-{word}"
        return click.option(both, f"where_{word}", default=None, help=_HELP[word])
    if word.endswith("_score"):
        return click.option(name, f"where_{word}", type=float, help=_HELP[word])
    several = word not in _SINGLE_VALUED
    return click.option(name, f"where_{word}", multiple=several, help=_HELP[word])


def _name(word: str) -> str:
    return f"--{word.replace('_', '-')}"


def _pair(option: str, text: str) -> tuple[str, str]:
    word, sign, value = text.partition("=")
    if not (word and sign and value):
        raise AuthorError(f"{option} is {quote(text)}", "write it as word=value")
    return word.replace("-", "_") if option == "--where" else word, value


def _value(index: Index, word: str, text: str) -> object:
    """The value of an option as a macro gets it: true, false and scores are converted."""
    dimension = index.registry.filters.get(word)
    flag = {"true": True, "false": False}.get(text.casefold())
    if flag is not None and (word in _YES_OR_NO or (dimension and dimension.if_true)):
        return flag
    if word in ("min_score", "max_score"):
        try:
            return float(text)
        except ValueError:
            return text
    return text


def _excluded(index: Index, texts: Iterable[str]) -> Mapping[str, object]:
    """The models to leave out, by name, and the categories, as word=value."""
    out: dict[str, list[object]] = {}
    for text in texts:
        word, sign, value = text.partition("=")
        word = word.replace("-", "_")
        if sign and word.isidentifier():
            out.setdefault(word, []).append(_value(index, word, value))
        else:
            out.setdefault("models", []).append(text)
    return {word: _one_or_all(word, values) for word, values in out.items()}


def _one_or_all(word: str, values: list[object]) -> object:
    if word in _SINGLE_VALUED and len(values) > 1:
        raise AuthorError(f"{word} is given {len(values)} times", "keep one of them")
    return values[0] if len(values) == 1 else values
