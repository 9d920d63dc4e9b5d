"""The table of `osai.database`: a part of the database page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from mkdocs_osai.i18n import clauses, gettext, integer, listed
from mkdocs_osai.index import Criteria, Model
from mkdocs_osai.macros.page_context import PageContext
from mkdocs_osai.macros.terms import criterion_term, term
from mkdocs_osai.problems import AuthorError, one_of
from mkdocs_osai.sanitize import escape_markdown, html_text
from mkdocs_osai.stats import Index, at_least_one, rounded, shown
from mkdocs_osai.stats.formatting import models_in_words, of_models
from mkdocs_osai.stats.quantity import index_of
from mkdocs_osai.stats.results.criteria_grid import NOT_TOLD, counted
from mkdocs_osai.stats.results.ranking import cut_by, cut_text
from mkdocs_osai.views.database_page import STATES, most_open_first, query, state
from mkdocs_osai.views.urls import DATABASE, OPENNESS, PageUrls, link


def excerpt(
    index: Index,
    words: Mapping[str, object],
    how: tuple[str, int | None],
    linked: Callable[[Model], str],
    page: PageContext,
) -> str:
    """Models with their openness and their classes, most open first, as a table.

    Args:
        index: the index.
        words: the selection.
        how: the view, one of `VIEWS`, and how many models it shows.
        linked: returns the name of a model as Markdown.
        page: the page with the table.

    Raises:
        AuthorError: there is no such view, or no model is selected.
    """
    view, top = how
    one_of("view", view, VIEWS)
    kept = None if top is None else at_least_one("top", top)
    chosen = most_open_first(index, **words)
    if not chosen:
        raise AuthorError("no model is selected", "select others")
    head, cells = VIEWS[view]
    listed = chosen[:kept]
    criteria = Criteria(
        tuple(c for c in index.criteria if any(state(c, m) != "na" for m in listed))
    )
    rows = "".join(
        f'<tr><th scope="row">{linked(model)}</th><td>{_score(model)}</td>'
        f"{cells(criteria, model)}</tr>"
        for model in listed
    )
    caption = _caption(index, chosen, kept, words)
    caption += page.in_database(listed[0], _whole(index, words))
    if view == "grid":
        caption += _legend({state(c, m) for c in criteria for m in listed})
    return (
        f'<table markdown="span" class="osai-table" data-view="{view}">'
        f"<caption>{caption}</caption><thead><tr>"
        f'<th scope="col">{gettext("Model")}</th>'
        f'<th scope="col">{term(gettext("Openness"), OPENNESS, page.urls)}</th>'
        f"{head(criteria, index, page.urls)}"
        f"</tr></thead><tbody>{rows}</tbody></table>"
    )


def _caption(
    index: Index, chosen: Sequence[Model], most: int | None, words: Mapping[str, object]
) -> str:
    """The number of models, the selection, a tie that the limit cuts, and the date."""
    text = number_of_rows(len(chosen), most, index.select(**words).words)
    cut = cut_by([model.score for model in chosen], most)
    text = clauses((text, cut_text(cut) if cut else ""))
    date = index.about.date
    return escape_markdown(clauses((text, index_of(date))))


def number_of_rows(chosen: int, most: int | None, selection: str) -> str:
    """How many of the selected models a table has, and the selection.

    Example:
        >>> number_of_rows(40, 5, "type: text")
        '5 of 40 models, type: text'
    """
    every = most is None or most >= chosen
    models = models_in_words(chosen) if every else of_models(integer(most or 0), chosen)
    return ", ".join(filter(None, (models, selection)))


def _legend(states: Collection[str]) -> str:
    """The legend of the marks in a table."""
    items = "".join(
        f'<span><i class="{name}" aria-hidden="true">{mark}</i> {shown(words)}</span> '
        for name, (mark, words) in STATES.items()
        if name in states
    )
    return f'<br><span class="osai-states">{items.strip()}</span>'


def _whole(index: Index, words: Mapping[str, object]) -> str:
    """A link to the same models on the database page, if it can select them."""
    parameters = query(index, index.select(**words))
    if parameters is None:
        return ""
    address = link(DATABASE) + (f"?{parameters}" if parameters else "")
    return f' · <a href="{html_text(address)}">{gettext("in the database")}</a>'


def _score(model: Model) -> str:
    return shown(NOT_TOLD) if model.score is None else rounded(model.score, 2)


def _bar_head(_: Criteria, __: Index, urls: PageUrls) -> str:
    return f'<th scope="col">{term(gettext("Criteria"), "criteria", urls)}</th>'


def _bar(criteria: Criteria, model: Model) -> str:
    """A piece for each criterion that applies, most open first, and the count of each class."""
    states = [state(c, model) for c in criteria]
    counts = {name: states.count(name) for name in STATES if name != "na" and name in states}
    words = listed([counted(STATES[name][1], count) for name, count in counts.items()])
    pieces = "".join(f'<i class="{name}"></i>' * count for name, count in counts.items())
    numbers = " ".join(
        f'<span><i class="{name}">{STATES[name][0]}</i> {count}</span>'
        for name, count in counts.items()
    )
    return (
        f'<td><span class="osai-pieces" role="img" aria-label="{escape_markdown(words)}">'
        f"{pieces}</span>"
        f'<span class="osai-counts" aria-hidden="true">{numbers}</span></td>'
    )


def _grid_head(criteria: Criteria, index: Index, urls: PageUrls) -> str:
    heads = []
    for criterion in criteria:
        name = criterion_term(criterion, index, urls)
        turned = name if name.startswith("<") else f"<span>{name}</span>"
        heads.append(f'<th scope="col" class="c">{turned}</th>')
    return "".join(heads)


def _grid(criteria: Criteria, model: Model) -> str:
    cells = []
    for criterion in criteria:
        name = state(criterion, model)
        mark, words = STATES[name][0], shown(STATES[name][1])
        cells.append(f'<td><i class="{name}" role="img" aria-label="{words}">{mark}</i></td>')
    return "".join(cells)


Head = Callable[[Criteria, Index, PageUrls], str]

VIEWS: Mapping[str, tuple[Head, Callable[[Criteria, Model], str]]] = {
    "bars": (_bar_head, _bar),
    "grid": (_grid_head, _grid),
}
"""View → the heads of its columns, and the cells of a model."""
