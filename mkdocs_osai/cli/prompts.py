"""The values of a new model's file: from options, and from prompts on a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple, get_args

import click

from mkdocs_osai.index import CLASSES, PARTS, PERFORMANCE_CLASSES, TYPES, Criterion, Grade
from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName, one_of, quote
from mkdocs_osai.quality.new_model import understood
from mkdocs_osai.quality.suggestions import Tag, spelling, tag_counts
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Index

LATER = "later"
"""The answer that leaves a class to be filled in."""

ALL = "all"
"""All criteria without a `--class` of their own."""

DIMENSIONS = {
    "organization": "organizations",
    "license": "licenses",
    "origin": "national_origins",
    "contributor": "contributor_types",
}
"""Attribute of a model → the dimension whose spellings a new value is compared with."""


class Question(NamedTuple):
    """A value of a model's file.

    Attributes:
        option: the option that sets it.
        field: the attribute of a model.
        place: the section and the key in the file, such as `system.name`.
        words: the prompt.
        essential: whether a file must have it.
        several: whether it can have several values.
        asked: whether a terminal prompts for it; else only its option sets it.
    """

    option: str
    field: str
    place: str
    words: str
    essential: bool = True
    several: bool = False
    asked: bool = True


NAME = Question("--name", "name", "system.name", "Name of the model")
QUESTIONS = (
    Question("--org", "organization", "org.name", "Organisation"),
    Question("--type", "types", "system.type", f"Types ({', '.join(TYPES)})", several=True),
    Question("--released", "released", "system.releasedate", "Released (such as 2025-06)"),
    Question("--license", "license", "system.endmodellicense", "Licence"),
    Question("--origin", "origin", "org.origin", "National origin"),
    Question("--contributor", "contributor", "org.contributor", "Type of contributor"),
    Question(
        "--performance-class",
        "performance_class",
        "system.performanceclass",
        f"Performance class ({', '.join(PERFORMANCE_CLASSES)})",
    ),
    Question("--link", "links", "system.link", "Links", several=True),
    Question("--base-model", "base_model", "system.basemodelname", "Base model", essential=False),
    Question("--end-model", "end_model", "system.endmodelname", "End model", essential=False),
    Question(
        "--org-link",
        "organization_links",
        "org.link",
        "Links of the organisation",
        essential=False,
        several=True,
    ),
    *(
        Question(
            f"--compute-{stage}",
            f"compute_{stage}",
            f"compute.{stage}model",
            f"Training compute of the {stage} model, such as '1e+23 FLOP', 'unknown' or '-'",
            essential=False,
            asked=False,
        )
        for stage in ("base", "end")
    ),
    *(
        Question(
            f"--license-{part}",
            f"license_{part}",
            f"licenses.{part}",
            f"Licence of the {part}, or 'not released', 'not disclosed'",
            essential=False,
            asked=False,
        )
        for part in PARTS
    ),
)
"""In the order of the prompts, after the name."""


class ModelPrompt:
    """Takes values from options and prompts for the others; both are read like files.

    Args:
        index: the existing models.
        today: the latest possible release date.
        interactive: whether it can prompt.

    Attributes:
        values: the values so far, by attribute of a model.
        missing: the options of essential values that are missing.
    """

    def __init__(self, index: Index, today: dt.date, *, interactive: bool) -> None:
        self._index = index
        self._today = today
        self._interactive = interactive
        self.values: dict[str, Any] = {}
        self.missing: list[str] = []

    def answer(self, question: Question, given: Any) -> None:
        """Get the answer to a question.

        Args:
            question: the question.
            given: the value of its option, a tuple if it has several; empty if it was not used.

        Raises:
            OsaiError: the option has an invalid value.
        """
        usual = self._usual(question)
        if given:
            if question.several:
                given = given[0] if len(given) == 1 else [*given]
            with _of_option(question.option):
                value = self._understood(question, given)
            if better := self._better(question, value):
                notice = f"{question.option} is {quote(value)}, and the index has {quote(better)}"
                click.echo(f"{notice}; use that spelling if both are the same", err=True)
        elif self._interactive and question.asked:
            read = partial(self._understood, question)
            value = _prompt(question.words, read, usual, optional=not question.essential)
            better = self._better(question, value)
            question_ = f"The index has {quote(better)}; is it the same?"
            if better and click.confirm(question_, default=True, err=True):
                value = better
        else:
            value = usual
            if usual:
                others = f"as for the other models of {quote(self.values['organization'])}"
                click.echo(f"{question.option} is {quote(usual)}, {others}", err=True)
        if value:
            self.values[question.field] = tuple(value) if isinstance(value, list) else value
        elif question.essential:
            self.missing.append(question.option)

    def identify(self, given: str | None, proposed: str, check: Callable[[str], None]) -> str:
        """The id of the model.

        Args:
            given: the id on the command line, already checked.
            proposed: the default.
            check: raises an error for an invalid id.
        """

        def read(text: str) -> str:
            check(text)
            return text

        if given is None and self._interactive:
            return str(_prompt("Name of the file, without .yaml", read, proposed or None))
        return read(proposed) if given is None else given

    def grades(
        self, criteria: Sequence[Criterion], classes: Iterable[str], links: Iterable[str]
    ) -> dict[str, Grade]:
        """The grades of the model.

        Args:
            criteria: those that apply to it.
            classes: the values of options, each `criterion=class`.
            links: the values of options, each `criterion=address`.

        Raises:
            OsaiError: an option has an invalid value.
        """
        refs = [c.ref for c in criteria]
        given = {ref: _class(cls) for ref, cls in _pairs("--class", classes, [*refs, ALL])}
        evidence: dict[str, list[str]] = {}
        for ref, link in _pairs("--grade-link", links, refs):
            evidence.setdefault(ref, []).append(link)
        grades = {}
        for criterion in criteria:
            ref = criterion.ref
            cls = given.get(ref, given.get(ALL))
            read = partial(understood, ref, "link", today=self._today)
            with _of_option("--grade-link"):
                links_of = read(evidence[ref]) if ref in evidence else None
            if cls is None and self._interactive:
                cls = _prompt(f"{criterion.name} ({', '.join((*CLASSES, LATER))})", _class, LATER)
                if cls != LATER and not links_of:
                    links_of = _prompt("  evidence: links", read, optional=True)
            elif cls is None:
                self.missing.append(f"--class {ref}=…")
            grades[ref] = Grade(None if cls == LATER else cls, tuple(links_of or ()))
        return grades

    def _usual(self, question: Question) -> str | None:
        """The tag that all other models of the organisation have."""
        if question.field not in get_args(Tag):
            return None
        tag: Tag = "origin" if question.field == "origin" else "contributor"
        tags = tag_counts(self._index, self.values.get("organization"), tag)
        return tags[0].value if len(tags) == 1 else None

    def _understood(self, question: Question, value: Any) -> Any:
        section, key = question.place.split(".")
        read = understood(section, key, value, self._today)
        if question is NAME:
            self._refuse_taken(read)
        return read

    def _refuse_taken(self, name: str) -> None:
        try:
            existing = f"the model {quote(self._index.model(name).id)} has"
        except UnknownName:
            return
        except AuthorError:
            existing = "several models have"
        what = f"{existing} the name {quote(name)} already"
        raise AuthorError(what, "edit its file, or choose a name that differs")

    def _better(self, question: Question, value: Any) -> str | None:
        """The spelling of a value in the index, if it differs."""
        dimension = DIMENSIONS.get(question.field)
        return spelling(self._index, dimension, value) if dimension and value else None


def _prompt(
    words: str, read: Callable[[str], Any], default: str | None = None, *, optional: bool = False
) -> Any:
    """Prompt until the answer is valid; None if an optional answer is empty."""

    def parse(text: str) -> Any:
        if optional and not text.strip():
            return None
        try:
            return read(text.strip())
        except OsaiError as error:
            raise click.UsageError(terminal_line(str(error))) from None

    return click.prompt(
        terminal_line(f"{words} (Enter for none)" if optional else words),
        default="" if optional else default and terminal_line(default),
        show_default=not optional,
        value_proc=parse,
        err=True,
    )


@contextmanager
def _of_option(option: str) -> Iterator[None]:
    """Add the name of an option to errors about its value."""
    try:
        yield
    except OsaiError as error:
        raise OsaiError(f"{option}: {error.what}", error.hint) from None


def _class(text: str) -> str:
    return one_of("class", text.casefold(), (*CLASSES, LATER))


def _pairs(option: str, texts: Iterable[str], refs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Criteria, each with the value that an option gives it."""
    for text in texts:
        ref, sign, value = text.partition("=")
        if not (sign and value):
            raise OsaiError(f"{option} is {quote(text)}", "write it as criterion=value")
        yield one_of("criterion for these types", ref, refs), value
