"""The values of a new model's file: from options, and from answers on a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

import click

from mkdocs_osai.index import CLASSES, PERFORMANCE_CLASSES, TYPES, Criterion, Grade
from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName, one_of, quote
from mkdocs_osai.quality.new_model import understood
from mkdocs_osai.quality.suggestions import Tag, spelling, tag_counts
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Index

LATER = "later"
"""The answer that leaves a class to be filled in; no class is ever made up."""

ALL = "all"
"""All criteria that are not named themselves."""

DIMENSIONS = {
    "organization": "organizations",
    "license": "licenses",
    "origin": "national_origins",
    "contributor": "contributor_types",
}
"""Property of a model → the dimension whose spellings a new value is compared with."""


@dataclass(frozen=True, slots=True)
class Question:
    """A value of a model's file.

    Attributes:
        option: the option that sets it.
        field: the property of a model it is.
        place: the section and the key of the file.
        words: the prompt.
        essential: whether a file must have it.
        several: whether it can be several values.
    """

    option: str
    field: str
    place: tuple[str, str]
    words: str
    essential: bool = True
    several: bool = False


NAME = Question("--name", "name", ("system", "name"), "Name of the model")
QUESTIONS = (
    Question("--org", "organization", ("org", "name"), "Organisation"),
    Question("--type", "types", ("system", "type"), f"Types ({', '.join(TYPES)})", several=True),
    Question("--released", "released", ("system", "releasedate"), "Released (such as 2025-06)"),
    Question("--license", "license", ("system", "endmodellicense"), "Licence"),
    Question("--origin", "origin", ("org", "origin"), "National origin"),
    Question("--contributor", "contributor", ("org", "contributor"), "Type of contributor"),
    Question(
        "--performance-class",
        "performance_class",
        ("system", "performanceclass"),
        f"Performance class ({', '.join(PERFORMANCE_CLASSES)})",
    ),
    Question("--link", "links", ("system", "link"), "Links", several=True),
    Question(
        "--base-model", "base_model", ("system", "basemodelname"), "Base model", essential=False
    ),
    Question(
        "--end-model",
        "end_model",
        ("system", "endmodelname"),
        "The model users meet",
        essential=False,
    ),
    Question(
        "--org-link",
        "organization_links",
        ("org", "link"),
        "Links of the organisation",
        essential=False,
        several=True,
    ),
)
"""In the order in which they are asked, after the name."""


class ModelPrompt:
    """Takes what options say and asks for the rest; reads both as the reader does.

    Args:
        index: the models there are.
        today: what counts as today when a release is in the future.
        asks: whether there is somebody to ask.

    Attributes:
        told: the values so far, by the property of a model.
        missing: the options of essential values that are missing.
    """

    def __init__(self, index: Index, today: dt.date, *, asks: bool) -> None:
        self._index = index
        self._today = today
        self._asks = asks
        self.told: dict[str, Any] = {}
        self.missing: list[str] = []

    def answer(self, question: Question, given: Any) -> None:
        """Get one answer.

        Args:
            question: to what.
            given: the value of the option, several as a tuple; nothing if it was not used.

        Raises:
            OsaiError: the option has a value that is not understood.
        """
        usual = self._usual(question)
        if given:
            if question.several:
                given = given[0] if len(given) == 1 else [*given]
            with _of_option(question.option):
                value = self._understood(question, given)
            if better := self._better(question, value):
                told = f"{question.option} is {quote(value)}, and the index has {quote(better)}"
                click.echo(f"{told}; write it like that if they are one", err=True)
        elif self._asks:
            read = partial(self._understood, question)
            value = _prompt(question.words, read, usual, optional=not question.essential)
            better = self._better(question, value)
            asked = f"The index has {quote(better)}; is it that?"
            if better and click.confirm(asked, default=True, err=True):
                value = better
        else:
            value = usual
            if usual:
                others = f"as of the other models of {quote(self.told['organization'])}"
                click.echo(f"{question.option} is {quote(usual)}, {others}", err=True)
        if value:
            self.told[question.field] = tuple(value) if isinstance(value, list) else value
        elif question.essential:
            self.missing.append(question.option)

    def identify(self, given: str | None, proposed: str, check: Callable[[str], None]) -> str:
        """The id of the model.

        Args:
            given: what the command line says, which was checked.
            proposed: the default.
            check: raises an error if it cannot be that.
        """

        def read(text: str) -> str:
            check(text)
            return text

        if given is None and self._asks:
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
            OsaiError: an option has a value that is not understood.
        """
        refs = [c.ref for c in criteria]
        told = {ref: _class(cls) for ref, cls in _pairs("--class", classes, [*refs, ALL])}
        evidence: dict[str, list[str]] = {}
        for ref, link in _pairs("--grade-link", links, refs):
            evidence.setdefault(ref, []).append(link)
        found = {}
        for criterion in criteria:
            ref = criterion.ref
            cls = told.get(ref, told.get(ALL))
            read = partial(understood, ref, "link", today=self._today)
            with _of_option("--grade-link"):
                links_of = read(evidence[ref]) if ref in evidence else None
            if cls is None and self._asks:
                cls = _prompt(f"{criterion.name} ({', '.join((*CLASSES, LATER))})", _class, LATER)
                if cls != LATER and not links_of:
                    links_of = _prompt("  evidence: links", read, optional=True)
            elif cls is None:
                self.missing.append(f"--class {ref}=…")
            found[ref] = Grade(None if cls == LATER else cls, tuple(links_of or ()))
        return found

    def _usual(self, question: Question) -> str | None:
        """The tag that all other models of the organisation have."""
        if question.field not in get_args(Tag):
            return None
        tag: Tag = "origin" if question.field == "origin" else "contributor"
        said = tag_counts(self._index, self.told.get("organization"), tag)
        return said[0].value if len(said) == 1 else None

    def _understood(self, question: Question, value: Any) -> Any:
        right = understood(*question.place, value, self._today)
        if question is NAME:
            self._refuse_taken(right)
        return right

    def _refuse_taken(self, name: str) -> None:
        try:
            found = f"the model {quote(self._index.model(name).id)} goes"
        except UnknownName:
            return
        except AuthorError:
            found = "several models go"
        what = f"{found} by {quote(name)} already"
        raise AuthorError(what, "edit its file, or add to the name what tells them apart")

    def _better(self, question: Question, value: Any) -> str | None:
        """How the index spells a value, if it does so otherwise."""
        dimension = DIMENSIONS.get(question.field)
        return spelling(self._index, dimension, value) if dimension and value else None


def _prompt(
    words: str, read: Callable[[str], Any], default: str | None = None, *, optional: bool = False
) -> Any:
    """Ask until the answer is understood; None where Enter means nothing."""

    def understand(text: str) -> Any:
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
        value_proc=understand,
        err=True,
    )


@contextmanager
def _of_option(option: str) -> Iterator[None]:
    """See that an error about the value of an option names the option."""
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
