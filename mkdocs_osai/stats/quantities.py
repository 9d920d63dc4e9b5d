"""Counts, shares, means and ranks, computed from a table of categories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from mkdocs_osai.i18n import ENGLISH, Translated, clauses, gettext, integer, listed, ngettext, using
from mkdocs_osai.problems import AuthorError, quote
from mkdocs_osai.stats.category_table import CategoryTable
from mkdocs_osai.stats.dimensions.dimension import by_spelling
from mkdocs_osai.stats.formatting import (
    continued,
    enumerated,
    models_in_words,
    of_dimension,
    of_models,
    shown,
    without,
)
from mkdocs_osai.stats.quantity import MOST_NAMED, Kind, Quantity, Standing, index_of
from mkdocs_osai.stats.results.ranking import mean_openness, ranks
from mkdocs_osai.stats.results.tally import Tally
from mkdocs_osai.stats.selection.selection import Selection, category
from mkdocs_osai.stats.tallies import Arrangement


def number_of_models(table: CategoryTable, dimension: str | None, chosen: Selection) -> Quantity:
    """The number of selected models; with a dimension, of those that have a category."""
    if dimension is not None:
        tally = table.tally(table.registry[dimension], chosen)
        label = tally.dimension.label
        what = Translated(lambda: gettext("models sorted by {by}", by=continued(label)))
        return _of_tally(table, "count", tally.members, tally, what)
    ids = tuple(model.id for model in table.select(chosen))
    if not ids and (unknown := table.unknown(chosen)):
        with using(ENGLISH):
            why = f"no model has a known {enumerated([*map(continued, unknown)])}, so it is not "
            why += f"known how many there are ({chosen.words})"
        raise AuthorError(why, "select by something else, or another day")
    about = table.snapshot.about
    return Quantity(
        "count",
        len(ids),
        len(table.models),
        what=Translated(lambda: gettext("models")),
        selection=Translated(lambda: chosen.words),
        date=about.date,
        models=ids,
        commit=about.commit,
        labels=chosen.labels,
    )


def part(  # noqa: PLR0913 - the parts of a call
    table: CategoryTable,
    kind: Kind,
    dimension: str,
    categories: tuple[object, ...],
    chosen: Selection,
    *,
    groups: Mapping[str, Sequence[str]] | None,
) -> Quantity:
    """The count or share of the models that are in any of the categories."""
    by = table.registry[dimension]
    listed = [one if isinstance(one, list | tuple) else [one] for one in categories]
    names = [name for several in listed for name in several]
    group_of = Arrangement(groups=groups).group_of(table, by)
    if not names:
        first = next(iter((*group_of.values(), *table.categories(by))), "…")
        raise AuthorError(
            f"no category of {dimension} is named",
            f"name one or more, such as osai.{kind}('{dimension}', {quote(first)})",
        )
    wanted = dict.fromkeys(category(table, by, name, group_of) for name in names)
    tally = table.tally(by, chosen, group_of)
    if not tally.n and (kind == "share" or tally.models or table.unknown(chosen)):
        with using(ENGLISH):
            rests_on = ": ".join(filter(None, (chosen.words, tally.basis)))
        raise AuthorError(
            f"no model can be sorted by {dimension} ({rests_on}), so there is no {kind}",
            "select other models",
        )
    models = dict.fromkeys(m for c in tally.categories if c.name in wanted for m in c.models)
    what = Translated(lambda: of_dimension(by.label, tuple(wanted)))
    return _of_tally(table, kind, tuple(models), tally, what, categories=tuple(wanted))


def mean(table: CategoryTable, chosen: Selection) -> Quantity:
    """The mean openness score of a selection."""
    models = table.select(chosen)
    scores = {m.id: m.score for m in models if m.score is not None}
    if not scores:
        with using(ENGLISH):
            rests_on = ", ".join(filter(None, (chosen.words, models_in_words(len(models)))))
        raise AuthorError(f"no model has an openness score ({rests_on})", "select other models")
    found = _of_scores(
        table,
        "score",
        lambda: ngettext(
            "mean openness of {count} model", "mean openness of {count} models", len(scores)
        ),
        tuple(scores),
        chosen,
        unscored=len(models) - len(scores),
    )
    others = _neighbors_of_mean([*scores.values()])
    number = mean_openness(models)
    return replace(found, count=len(scores), of=len(models), number=number, others=others)


_NO_SCORE = "give it a type that its criteria apply to, in its file"


def score(table: CategoryTable, name: str) -> Quantity:
    """The openness score of a model."""
    model = table.lookup.find(name)
    if model.score is None:
        raise AuthorError(f"{quote(model.name)} has no openness score", _NO_SCORE)
    applying = [c.ref for c in table.snapshot.criteria.that_apply_to(model.types)]
    classes = [model.class_of(ref) for ref in applying]

    def what() -> str:
        return gettext(
            "openness of {name}: {open} open and {partial} partial of {whole} criteria",
            name=model.name,
            open=integer(classes.count("open")),
            partial=integer(classes.count("partial")),
            whole=integer(len(applying)),
        )

    found = _of_scores(table, "score", what, (model.id,), Selection())
    return replace(found, count=1, of=1, number=model.score)


def rank(table: CategoryTable, name: str, chosen: Selection) -> Quantity:
    """The rank of a model in a selection by openness."""
    model, ranked = table.lookup.find(name), table.ranked(chosen)
    if model.score is None:
        raise AuthorError(f"{quote(model.name)} has no openness score", _NO_SCORE)
    if model not in ranked:
        raise AuthorError(f"{quote(model.name)} is not among the models selected", "select others")
    place = ranks(ranked)[model.id]

    def what() -> str:
        words = ngettext(
            "{name}: place {place} of {count} model by openness",
            "{name}: place {place} of {count} models by openness",
            place.of,
            name=model.name,
            place=place.place,
        )
        if not place.shared:
            return words
        return gettext("{what}, shared with {others}", what=words, others=integer(place.shared))

    unscored = len(table.places(chosen)) - len(ranked)
    found = _of_scores(table, "rank", what, (model.id,), chosen, unscored=unscored)
    ahead = tuple(m.name for m in ranked[: place.place - 1])
    alike = tuple(m.name for m in ranked if m.score == model.score and m is not model)
    standing = Standing(place.shared, alike, ahead=ahead[:MOST_NAMED])
    return replace(found, count=place.place, of=place.of, standing=standing, labels=chosen.labels)


def place(
    table: CategoryTable,
    dimension: str,
    name: object,
    chosen: Selection,
    *,
    groups: Mapping[str, Sequence[str]] | None,
) -> Quantity:
    """The place of a category among all categories of a dimension, by their number of models."""
    by = table.registry[dimension]
    group_of = Arrangement(groups=groups).group_of(table, by)
    own = category(table, by, name, group_of)
    tally = table.tally(by, chosen, group_of)
    counts = {c.name: c.count for c in tally.categories}
    if own not in counts:
        raise AuthorError(
            f"no model is in {quote(own)}, so it has no place", "name another, or select others"
        )
    count = counts.pop(own)
    tied = tuple(other for other, number in counts.items() if number == count)
    ahead = sorted((c for c, number in counts.items() if number > count), key=lambda c: -counts[c])
    largest = max(counts.values(), default=0)
    place_ = 1 + sum(number > count for number in counts.values())
    others = [1 + sum(n > count + off for n in counts.values()) for off in (-1, 1)]
    others += [place_ + 1 for n in counts.values() if n == count][:1]

    def what() -> str:
        words = gettext(
            "{name}: place {place} of {whole} in {dimension} by models, {counted}",
            name=shown(own),
            place=place_,
            whole=len(counts) + 1,
            dimension=continued(by.label),
            counted=of_models(integer(count), tally.n),
        )
        if not tied:
            return words
        others = listed([shown(one) for one in tied])
        return gettext("{what}, shared with {others}", what=words, others=others)

    models = next(c.models for c in tally.categories if c.name == own)
    found = _of_scores(
        table, "rank", what, models, chosen, unsorted=(tally.unsorted, tally.lacking)
    )
    return replace(
        found,
        count=place_,
        of=len(counts) + 1,
        number=Fraction(place_),
        others=tuple(dict.fromkeys(map(Fraction, others))),
        dimension=by.name,
        categories=(own,),
        standing=Standing(
            len(tied),
            tied,
            Fraction(count, largest) if largest else None,
            by.label,
            tuple(ahead[:MOST_NAMED]),
            by.countries and {own, *tied, *ahead} <= set(by_spelling().values()),
        ),
    )


def _of_scores(  # noqa: PLR0913 - the parts of a quantity
    table: CategoryTable,
    kind: Kind,
    what: Callable[[], str],
    models: tuple[str, ...],
    chosen: Selection,
    *,
    unscored: int = 0,
    unsorted: tuple[int, str] = (0, ""),
) -> Quantity:
    """A score or a rank, with its basis in words."""
    about = table.snapshot.about

    def basis() -> str:
        missing = without(unscored, "a score") if unscored else ""
        missing = without(*unsorted) if unsorted[0] else missing
        return clauses((what(), chosen.words, missing, index_of(about.date)))

    return Quantity(
        kind,
        selection=Translated(lambda: chosen.words),
        basis_text=Translated(basis),
        date=about.date,
        models=models,
        commit=about.commit,
    )


def _of_tally(  # noqa: PLR0913 - the parts of a quantity
    table: CategoryTable,
    kind: Kind,
    models: tuple[str, ...],
    tally: Tally,
    what: str,
    *,
    categories: tuple[str, ...] = (),
) -> Quantity:
    return Quantity(
        kind,
        len(models),
        tally.n,
        tally.unsorted,
        what,
        Translated(lambda: tally.selection.words),
        tally.date,
        dimension=tally.name,
        categories=categories,
        models=models,
        commit=table.snapshot.about.commit,
        lacking=tally.lacking,
        labels=tally.selection.labels,
    )


def _neighbors_of_mean(scores: list[Fraction]) -> tuple[Fraction, ...]:
    """The mean with one model more, of score 0 or 1, and without one of the models."""
    total, n = sum(scores, Fraction(0)), len(scores)
    more = [(total + one) / (n + 1) for one in (0, 1)]
    less = [(total - one) / (n - 1) for one in (min(scores), max(scores))] if n > 1 else []
    return tuple(dict.fromkeys([*more, *less]))
