"""Macros that print tables of numbers and of models."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Literal

from mkdocs_osai.charts.theme import MARKS
from mkdocs_osai.deprecations import Renamed, as_measure, old_words
from mkdocs_osai.i18n import clauses, gettext, gettext_noop, headed, integer
from mkdocs_osai.index import PARTS, UNGRADED, Criterion, LicensePart, Model
from mkdocs_osai.index.model import POINTS
from mkdocs_osai.macros.base import Macros, macro
from mkdocs_osai.macros.database_table import number_of_rows
from mkdocs_osai.macros.numbers import AsOf
from mkdocs_osai.macros.terms import criterion_term, header_terms, term
from mkdocs_osai.problems import AuthorError, one_of, quote
from mkdocs_osai.sanitize import as_written, escape_markdown, markdown_address
from mkdocs_osai.stats import (
    Dimension,
    Index,
    Result,
    Table,
    at_least_one,
    rounded,
    shown,
    titled,
)
from mkdocs_osai.stats.dimensions.registry import SHORT
from mkdocs_osai.stats.dimensions.thresholds import compute_of
from mkdocs_osai.stats.results.criteria_grid import DOES_NOT_APPLY, NOT_TOLD
from mkdocs_osai.stats.results.crosstab import CROSS_MEASURES
from mkdocs_osai.stats.results.ranking import cut_by, cut_text
from mkdocs_osai.views.compute import in_words
from mkdocs_osai.views.urls import OPENNESS

ATTRIBUTES = ' markdown="span" class="osai-table"'
"""Markdown renders the links in a table, so that MkDocs checks them."""


def _license_of(part: str, model: Model) -> str:
    found: LicensePart | None = getattr(model.license_parts, part)
    return found.text if found else ""


COLUMNS: Mapping[str, tuple[str, Callable[[Model], str]]] = {
    "organization": (gettext_noop("Organisation"), lambda m: m.organization or ""),
    "origin": (gettext_noop("Origin"), lambda m: shown(m.origin or "")),
    "contributor": (gettext_noop("Contributor"), lambda m: shown(m.contributor or "")),
    "type": (gettext_noop("Type"), lambda m: ", ".join(map(shown, m.types))),
    "performance_class": (
        gettext_noop("Performance class"),
        lambda m: shown(m.performance_class or ""),
    ),
    "license": (gettext_noop("Licence"), lambda m: m.license or ""),
    "compute": (gettext_noop("Training compute"), lambda m: in_words(compute_of(m))),
    **{
        f"license_{part}": (f"{part.capitalize()} licence", partial(_license_of, part))
        for part in PARTS
    },
    "released": (gettext_noop("Released"), lambda m: m.released or ""),
    "base_model": (gettext_noop("Base model"), lambda m: m.base_model or ""),
    "score": (gettext_noop("Openness"), lambda m: "" if m.score is None else rounded(m.score, 2)),
}
"""The columns of `osai.models`; criteria are added by their keys."""

DEFAULT_COLUMNS = ("organization", "released", "score")


MOST_CATEGORIES = 12  # how many categories of a dimension `osai.dimensions` lists


class Tables(Macros):
    """Tables of an index."""

    @macro
    @old_words(normalize=Renamed("measure", as_measure))
    def table(
        self,
        dimension: str,
        by: str | None = None,
        *,
        measure: Literal["models", "share"] = "models",
        top: int | None = None,
        other: str = "Other",
        groups: Mapping[str, Sequence[str]] | None = None,
        order: Sequence[str] | None = None,
        title: str | None = None,
        **selection: object,
    ) -> str:
        """The numbers of a dimension as a table; with `by`, a column for each category of another.

        Args:
            by: another dimension, such as `types`.
            measure: with `by`, `models` counts models, `share` is the share of each row.
            title: the caption; the label of the dimension by default.

        Example:
            `<< osai.table('regions', by='types') >>`
        """
        index, words = self._selected(selection)
        data: Result
        if by is None:
            if one_of("measure", measure, CROSS_MEASURES) != "models":
                raise AuthorError(
                    "a table of one dimension has counts and shares", "leave measure out, or add by"
                )
            data = index.tally(dimension, top=top, other=other, groups=groups, order=order, **words)
        else:
            data = index.cross(
                dimension,
                by,
                measure=measure,
                top=top,
                other=other,
                groups=groups,
                order=order,
                **words,
            )
        caption = data.caption(None if title is None else as_written(title))
        header = header_terms(data, index, self._page.urls)
        return data.table.html(caption, escape_markdown, ATTRIBUTES, header)

    @macro
    @old_words(limit="top")
    def models(
        self,
        columns: Sequence[str] | int = DEFAULT_COLUMNS,
        *,
        sort: str = "-score",
        top: int | None = 20,
        **selection: object,
    ) -> str:
        """The models as a table, their names linked.

        Args:
            columns: the columns after the name: `organization`, `origin`, `contributor`, `type`,
                `performance_class`, `license`, `license_weights`, `license_code`, `license_data`,
                `compute`, `released`, `base_model`, `score`, or a criterion.
                A number in its place is `top`.
            sort: the column to sort by, or `name`; `-` in front reverses the order.
            top: keep this many rows, the first by `sort`; None for all. The caption has the total.

        Example:
            `<< osai.models(['organization', 'score'], top=5, type='video') >>`
        """
        index, words = self._selected(selection)
        known = _columns(index)
        if isinstance(columns, int) and not isinstance(columns, bool):
            top, columns = columns, DEFAULT_COLUMNS
        most = None if top is None else at_least_one("top", top)
        if not isinstance(columns, str | list | tuple):
            raise AuthorError(f"columns is {quote(columns)}", "write names in brackets")
        names = [columns] if isinstance(columns, str) else [*columns]
        for name in names:
            one_of("column", name, known)
        order = str(sort)
        one_of("column", order.removeprefix("-"), [*known, "name"])
        chosen = _sorted(index, index.selected(**words), order)
        if not chosen:
            raise AuthorError("no model is selected", "select others")
        models = chosen[:most]
        terms = {c.ref: criterion_term(c, index, self._page.urls) for c in index.criteria}
        terms["score"] = term(gettext("Openness"), OPENNESS, self._page.urls)
        head = "".join(
            f'<th scope="col">{terms.get(n) or escape_markdown(gettext(known[n][0]))}</th>'
            for n in names
        )
        rows = "".join(
            f'<tr><th scope="row">{self._linked(m)}</th>'
            + "".join(f"<td>{escape_markdown(known[n][1](m))}</td>" for n in names)
            + "</tr>"
            for m in models
        )
        caption = number_of_rows(len(chosen), most, index.select(**words).words)
        cut = cut_by(_places(index, chosen, order.removeprefix("-")), most)
        caption = clauses((caption, cut_text(cut) if cut else ""))
        return (
            f"<table{ATTRIBUTES}><caption>{escape_markdown(caption)}</caption>"
            f'<thead><tr><th scope="col">{gettext("Model")}</th>{head}</tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )

    @macro
    @old_words(limit="top")
    def database(self, top: int | None = None, *, view: str = "bars", **selection: object) -> str:
        """A table of models with their openness and classes, the most open first.

        Args:
            view: `bars` for a bar of classes, `grid` for a column for each criterion.
            top: keep this many models, the most open; None for all. The caption gives the total.

        Example:
            `<< osai.database(type='video', view='grid', top=5) >>`
        """
        from mkdocs_osai.macros.database_table import excerpt

        index, words = self._selected(selection)
        return excerpt(index, words, (view, top), self._linked, self._page)

    @macro
    def compare(self, *models: str, as_of: AsOf = None) -> str:
        """Models side by side: the class of each criterion, with links to the evidence.

        Args:
            *models: two or more models, by id, by name or by a former name.

        Example:
            `<< osai.compare('OLMo', 'Llama 3.1') >>`
        """
        if len(models) < 2:
            raise AuthorError("compare needs two models", "write osai.compare('OLMo', 'BLOOMZ')")
        index = self._page.index(as_of)
        chosen = [index.model(name) for name in models]
        criteria = [c for c in index.criteria if any(_applies(c, m) for m in chosen)]
        head = "".join(f'<th scope="col">{self._linked(m)}</th>' for m in chosen)
        rows = []
        for criterion in criteria:
            cells = "".join(f"<td>{_class(criterion, m)}</td>" for m in chosen)
            name = criterion_term(criterion, index, self._page.urls)
            rows.append(f'<tr><th scope="row">{name}</th>{cells}</tr>')
        scores = "".join(
            f"<td>{shown(NOT_TOLD) if m.score is None else rounded(m.score, 2)}</td>"
            for m in chosen
        )
        openness = term(gettext("Openness"), OPENNESS, self._page.urls)
        date = index.about.date
        caption = (
            gettext("Openness compared, index of {date}", date=date.isoformat())
            if date
            else gettext("Openness compared, by criterion")
        )
        return (
            f"<table{ATTRIBUTES}><caption>{escape_markdown(caption)}</caption><thead><tr>"
            f'<th scope="col">{gettext("Criterion")}</th>{head}</tr></thead>'
            f"<tbody>{''.join(rows)}"
            f'<tr><th scope="row">{openness}</th>{scores}</tr></tbody></table>'
        )

    @macro
    def dimensions(self) -> str:
        """Every dimension with its description, categories and counts.

        Example:
            `<< osai.dimensions() >>`
        """
        index = self._page.index()
        return "\n\n".join(part for d in index.registry.values() for part in _dimension(d, index))


def _dimension(dimension: Dimension, index: Index) -> Iterator[str]:
    tally = index.tally(dimension.name)
    yield f"### `{dimension.name}` {{ #{dimension.name} }}"
    yield escape_markdown(gettext(dimension.about))
    if dimension.filter:
        yield gettext("Selected by `{filter}`.", filter=dimension.filter)
    for word in (word for word, name in SHORT.items() if name == dimension.name):
        yield gettext("Calls also name it `{word}`.", word=word)
    rows = tally.table.rows[:MOST_CATEGORIES]
    more = len(tally.table.rows) - len(rows)
    if more:
        rows = (*rows, (gettext("and {count} more", count=integer(more)), "", ""))
    table = Table(tally.table.header, rows)
    caption = headed(titled(dimension.label), tally.basis)
    yield table.html(caption, escape_markdown, ATTRIBUTES)


def _columns(index: Index) -> dict[str, tuple[str, Callable[[Model], str]]]:
    criteria = {c.ref: (c.name, lambda m, c=c: _word(c, m)) for c in index.criteria}
    return {**criteria, **COLUMNS}


def _sorted(index: Index, models: Sequence[Model], sort: str) -> list[Model]:
    """Models sorted by a column, models without a value last, equals by name.

    Openness is compared by the exact score, training compute by its lower bound, and a criterion by
    class: closed, partial, open.
    """
    key = _key(index, sort.removeprefix("-"))
    keys = {model.id: key(model) for model in models}
    known = [m for m in models if keys[m.id] is not None]
    known.sort(key=lambda m: keys[m.id], reverse=sort.startswith("-"))
    return [*known, *(m for m in models if keys[m.id] is None)]


def _key(index: Index, column: str) -> Callable[[Model], Any]:
    """The function that returns what models are sorted by; None for a model without a value."""
    criteria = {c.ref: c for c in index.criteria}

    def key(model: Model) -> Any:
        if column == "name":
            return model.name.casefold()
        if column == "score":
            return model.score
        if column == "compute":
            compute = compute_of(model)
            return compute.low if compute else None
        if column in COLUMNS:
            return COLUMNS[column][1](model) or None
        applies = _applies(criteria[column], model)
        cls = model.class_of(column) if applies else None
        return None if cls is None else POINTS.get(cls, 0)

    return key


def _places(index: Index, models: Sequence[Model], column: str) -> list[object]:
    """What models are ranked by; empty for a column of texts, whose order is no ranking."""
    if column in ("name", *COLUMNS) and column not in ("score", "released", "compute"):
        return []
    key = _key(index, column)
    return [key(model) for model in models]


def _applies(criterion: Criterion, model: Model) -> bool:
    return not set(criterion.types).isdisjoint(model.types)


def _word(criterion: Criterion, model: Model) -> str:
    if not _applies(criterion, model):
        return shown(DOES_NOT_APPLY)
    cls = model.class_of(criterion.ref)
    return f"{MARKS[cls]} {shown(cls)}" if cls else shown(NOT_TOLD)


def _class(criterion: Criterion, model: Model) -> str:
    """The class with its mark and links to the evidence."""
    word = _word(criterion, model)
    grade = model.grades.get(criterion.ref, UNGRADED)
    if not grade.links or not _applies(criterion, model):
        return word
    first, *others = grade.links
    more = " ".join(
        f'[{i}]({markdown_address(link)}){{ aria-label="{gettext("Source {number}", number=i)}" }}'
        for i, link in enumerate(others, 2)
    )
    return f"[{word}]({markdown_address(first)})" + (f" <small>{more}</small>" if more else "")
