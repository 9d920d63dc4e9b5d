"""What a new model's file says, out of options and out of answers on a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, get_args

import click

from mkdocs_osai.cli.questions import NAME, Question
from mkdocs_osai.index import CLASSES, Criterion, Grade
from mkdocs_osai.problems import AuthorError, OsaiError, UnknownName, quote
from mkdocs_osai.quality.new_model import understood
from mkdocs_osai.quality.suggestions import Tag, said_of, spelling
from mkdocs_osai.sanitize import terminal_line
from mkdocs_osai.stats import Index

LATER = "later"
"""The answer that leaves a class to be filled in; nothing here ever grades by itself."""

ALL = "all"
"""All criteria that are not named themselves."""


class ModelPrompt:
    """Takes what options tell, asks for the rest, and understands both like the reader.

    Args:
        index: the models there are.
        today: what counts as today when a release is in the future.
        asks: whether there is somebody to ask.

    Attributes:
        told: what is known of the model, by the property it is.
        missing: what is not told and has to be, as options.
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
            given: what the option tells, several values as a tuple; nothing if it was not used.

        Raises:
            OsaiError: the option tells what is not understood.
        """
        usual = self._usual(question)
        if given:
            if question.several:
                given = given[0] if len(given) == 1 else [*given]
            value = _of_option(question.option, lambda: self._understood(question, given))
            self._note_spelling(question, value)
        elif self._asks:
            value = self._asked(question, usual)
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
            proposed: what it is else.
            check: raises an error if it cannot be that.
        """
        if given is not None:
            return given

        def read(text: str) -> str:
            check(text)
            return text

        if self._asks:
            return str(_prompt("Name of the file, without .yaml", read, proposed or None))
        return read(proposed)

    def grades(
        self, criteria: Sequence[Criterion], classes: Iterable[str], links: Iterable[str]
    ) -> dict[str, Grade]:
        """The grades of the model.

        Args:
            criteria: those that apply to it.
            classes: what options tell, each `criterion=class`.
            links: what options tell, each `criterion=address`.

        Raises:
            OsaiError: an option tells what is not understood.
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
            links_of = self._links(ref, evidence.get(ref))
            if cls is None and self._asks:
                words = f"{criterion.name} ({', '.join((*CLASSES, LATER))})"
                cls = _prompt(words, _class, LATER)
                if cls != LATER and not links_of:
                    links_of = self._asked_links(ref)
            elif cls is None:
                self.missing.append(f"--class {ref}=…")
            found[ref] = Grade(None if cls == LATER else cls, tuple(links_of))
        return found

    def _links(self, ref: str, given: list[str] | None) -> list[str]:
        if not given:
            return []
        read = partial(understood, ref, "link", given, self._today)
        return [*_of_option("--grade-link", read)]

    def _asked_links(self, ref: str) -> list[str]:
        def read(text: str) -> Any:
            return understood(ref, "link", text, self._today)

        return [*(_prompt("  evidence: links (Enter for none)", read, optional=True) or ())]

    def _usual(self, question: Question) -> str | None:
        """The tag that all other models of the organisation have."""
        if question.field not in get_args(Tag):
            return None
        tag: Tag = "origin" if question.field == "origin" else "contributor"
        said = said_of(self._index, self.told.get("organization"), tag)
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

    def _asked(self, question: Question, usual: str | None) -> Any:
        def read(text: str) -> Any:
            return self._understood(question, text)

        value = _prompt(question.words, read, usual, optional=not question.essential)
        better = self._better(question, value)
        if better and click.confirm(
            f"The index has {quote(better)}; is it that?", default=True, err=True
        ):
            return better
        return value

    def _note_spelling(self, question: Question, value: Any) -> None:
        if better := self._better(question, value):
            told = f"{question.option} is {quote(value)}, and the index has {quote(better)}"
            click.echo(f"{told}; write it like that if they are one", err=True)

    def _better(self, question: Question, value: Any) -> str | None:
        if question.dimension is None or not value:
            return None
        return spelling(self._index, question.dimension, value)


def _prompt(
    words: str, read: Callable[[str], Any], default: str | None = None, *, optional: bool = False
) -> Any:
    """Ask until the answer is understood; None where Enter stands for nothing."""

    def understand(text: str) -> Any:
        if optional and not text.strip():
            return None
        try:
            return read(text.strip())
        except OsaiError as error:
            raise click.UsageError(terminal_line(str(error))) from None

    usual = "" if optional else default and terminal_line(default)
    return click.prompt(
        terminal_line(words),
        default=usual,
        show_default=not optional,
        value_proc=understand,
        err=True,
    )


def _of_option(option: str, read: Callable[[], Any]) -> Any:
    """What an option tells; what is wrong with it names the option."""
    try:
        return read()
    except OsaiError as error:
        raise OsaiError(f"{option}: {error.what}", error.mend) from None


def _class(text: str) -> str:
    cls = text.casefold()
    if cls not in (*CLASSES, LATER):
        raise UnknownName("class", text, (*CLASSES, LATER))
    return cls


def _pairs(option: str, texts: Iterable[str], refs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Criteria with what is said of them."""
    for text in texts:
        ref, sign, value = text.partition("=")
        if not (sign and value):
            raise OsaiError(f"{option} is {quote(text)}", "write it as criterion=value")
        if ref not in refs:
            raise UnknownName("criterion for these types", ref, refs)
        yield ref, value
