"""The data of an index as files that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from typing import Any

from mkdocs_osai.export.citation import cff
from mkdocs_osai.export.records import (
    csv_of,
    jsonl_of,
    parquet_of,
    provenance,
    record,
    records,
)
from mkdocs_osai.export.schemas import csv_metadata, schema
from mkdocs_osai.history.changelog_entry import ChangelogEntry, by_model, entered
from mkdocs_osai.i18n import ENGLISH, using
from mkdocs_osai.index import IndexInfo, Model
from mkdocs_osai.sanitize import json_text
from mkdocs_osai.stats import Index
from mkdocs_osai.stats.results.ranking import Rank, ranks
from mkdocs_osai.views.atom import atom_feed
from mkdocs_osai.views.urls import CHANGES, PageUrls, absolute_address

FOLDER = "data"
DATA = f"{FOLDER}/index.md"
"""The page that describes the files."""

INDEX_JSON = f"{FOLDER}/index.json"
MODELS_JSONL = f"{FOLDER}/models.jsonl"
INDEX_CSV = f"{FOLDER}/index.csv"
INDEX_PARQUET = f"{FOLDER}/index.parquet"
CSV_METADATA = f"{FOLDER}/index.csv-metadata.json"
SCHEMA = f"{FOLDER}/schema.json"
"""The schema of the JSON files."""
MODEL_SCHEMA = f"{FOLDER}/model.schema.json"
"""The schema of the YAML files of the index."""
CITATION = f"{FOLDER}/CITATION.cff"
MODELS = f"{FOLDER}/models"

Content = Callable[[], bytes]
"""A cached function that returns the content of a file."""


def clean_address(source: str) -> str:
    """The path of a page by its source, if addresses end with a slash.

    Example:
        >>> clean_address("models/bloomz.md"), clean_address("data/index.md")
        ('models/bloomz/', 'data/')
    """
    return f"{source.removesuffix('.md')}/".removesuffix("index/")


def model_file(source: str) -> str:
    """The path of the file with the data of a model, by the source of its page.

    Example:
        >>> model_file("models/bloomz.md")
        'data/models/bloomz.json'
    """
    return f"{MODELS}/{source.rpartition('/')[2].removesuffix('.md')}.json"


def data_files(  # noqa: PLR0913 - what a site knows of itself
    index: Index,
    where: PageUrls,
    changes: Sequence[ChangelogEntry] = (),
    site_url: str | None = None,
    *,
    commit: str | None = None,
    address: Callable[[str], str] = clean_address,
) -> Iterator[tuple[str, Content]]:
    """The data files of an index.

    Args:
        index: the index.
        where: the pages of its models.
        changes: the changes of the index, newest first.
        site_url: the URL of the site, if it is known.
        commit: the commit of the folder of the index, if it has no local changes.
        address: source of a page → its path below the URL of the site.

    Returns:
        The path of each file on the site, and its content.
    """
    about = replace(index.about, commit=index.about.commit or commit)

    def absolute(path: str) -> str | None:
        return absolute_address(site_url, path) if site_url else None

    def page(source: str) -> str | None:
        return absolute(address(source))

    def news() -> bytes:
        own, home = absolute(CHANGES), page(DATA)
        with using(where.language):
            return atom_feed(about, changes, where, page, own=own, home=home).encode()

    yield INDEX_JSON, _json(lambda: _whole(index, about))
    yield MODELS_JSONL, _in_english(lambda: jsonl_of(index.models, index))
    yield INDEX_CSV, _in_english(lambda: csv_of(index.models, index))
    yield CSV_METADATA, _json(lambda: csv_metadata(index, about))
    if find_spec("pyarrow") is not None:
        yield INDEX_PARQUET, _in_english(lambda: parquet_of(index.models, index, about))
    yield SCHEMA, _json(lambda: schema(index, absolute(SCHEMA)))

    def of_files() -> dict[str, Any]:
        from mkdocs_osai.index.json_schema import model_schema  # slow to import

        return model_schema(index.criteria, absolute(MODEL_SCHEMA))

    yield MODEL_SCHEMA, _json(of_files)
    yield CITATION, _in_english(lambda: cff(about).encode("utf-8", "replace"))
    yield CHANGES, cache(news)
    of_models = by_model(changes, (model.id for model in index.models))
    places = ranks(index.models)
    for model in index.models:
        own = of_models.get(model.id, ())
        place = places.get(model.id)
        yield (
            model_file(where.models[model.id]),
            _json(lambda m=model, o=own, p=place: _one(index, about, m, o, p)),  # type: ignore[misc]
        )


def _json(value: Callable[[], dict[str, Any]]) -> Content:
    return _in_english(lambda: json_text(value()).encode())


def _in_english(content: Content) -> Content:
    """The content of a file for programs, which is made once, and in English on every site."""

    def made() -> bytes:
        with using(ENGLISH):
            return content()

    return cache(made)


def _whole(index: Index, about: IndexInfo) -> dict[str, Any]:
    whole = records(index.models, index, about)
    whole["about"]["generated_from"] = f"{_folder(index)}/"
    return whole


def _one(
    index: Index,
    about: IndexInfo,
    model: Model,
    changes: Sequence[ChangelogEntry],
    place: Rank | None,
) -> dict[str, Any]:
    file = model.path.rpartition("/")[2]
    return {
        "about": {**provenance(about), "generated_from": f"{_folder(index)}/{file}"},
        "model": record(model, index),
        "rank": {"place": place.place, "of": place.of} if place else None,
        "entered": day.isoformat() if (day := entered(changes, model.id)) else None,
        "changes": [
            {
                "date": change.date.isoformat(),
                "commit": change.commit,
                "kind": change.kind,
                "criterion": change.criterion,
                "before": change.before,
                "after": change.after,
                "reason": change.reason,
            }
            for change in changes
        ],
    }


def _folder(index: Index) -> str:
    """The name of the folder of models, without its path."""
    return index.snapshot.folder.rstrip("/").rpartition("/")[2].partition("@")[0]
