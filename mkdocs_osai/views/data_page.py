"""The page of the data: its files, and the meaning of every field and criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from mkdocs_osai.export.citation import doi, license_page
from mkdocs_osai.export.records import (
    BETWEEN,
    COMPUTE,
    FACTS,
    LICENSE_PARTS,
    LINEAGE,
    Field,
    record,
)
from mkdocs_osai.i18n import gettext, gettext_noop, localized, ngettext
from mkdocs_osai.index import CLASSES
from mkdocs_osai.stats import Index
from mkdocs_osai.views import data_files as data
from mkdocs_osai.views.database_page import state
from mkdocs_osai.views.links import render
from mkdocs_osai.views.texts import asked_of
from mkdocs_osai.views.urls import CHANGES, NEWS, PageUrls

_FILES = {
    data.INDEX_JSON: gettext_noop("All models with all their facts, and the criteria, as JSON."),
    data.MODELS_JSONL: gettext_noop(
        "The models alone, one a line, as pandas, DuckDB and R read them."
    ),
    data.INDEX_CSV: gettext_noop("The models as a table: a row for each."),
    data.INDEX_PARQUET: gettext_noop("The same table as Parquet."),
    data.SCHEMA: gettext_noop("What the JSON files look like, as JSON Schema (2020-12)."),
    data.MODEL_SCHEMA: gettext_noop(
        "What a file of the index looks like, for editors, as JSON Schema."
    ),
    data.CSV_METADATA: gettext_noop("What the columns of the table mean, as CSV on the Web."),
    CHANGES: gettext_noop("What changed in the index, commit by commit, as an Atom feed."),
    data.CITATION: gettext_noop("How to cite the data, for programs that manage references."),
}
_FORMS = {
    "text": gettext_noop("text"),
    "number": gettext_noop("number from 0 to 1"),
    "flop": gettext_noop("number, in FLOP"),
    "day": gettext_noop("YYYY, YYYY-MM or YYYY-MM-DD"),
    "texts": gettext_noop("list of texts"),
    "links": gettext_noop("list of web addresses"),
}


class FieldRow(NamedTuple):
    """A field on the page, with its meaning, its form in words and an example."""

    field: Field
    about: str
    form: str
    example: str


class Download(NamedTuple):
    """A file on the page, with its path on the site and its size in words."""

    source: str
    name: str
    about: str
    size: str


def data_page(
    index: Index,
    where: PageUrls,
    files: Mapping[str, data.Content],
    commit: str | None = None,
    *,
    has_news: bool = False,
) -> str:
    """The page of the data as HTML.

    Args:
        index: the index.
        where: the pages of its models.
        files: path on the site → content of a data file.
        commit: the commit of the folder of the index, if it has no local changes.
        has_news: whether there is a page of what is new.
    """
    of_models = [content for path, content in files.items() if path.startswith(f"{data.MODELS}/")]
    example = next((data.model_file(source) for source in where.models.values()), None)
    about = replace(index.about, commit=index.about.commit or commit)
    return render(
        "data.html",
        index=index,
        about=about,
        files=[
            Download(path, path.rpartition("/")[2], gettext(text), size(len(files[path]())))
            for path, text in _FILES.items()
            if path in files
        ],
        of_models=len(of_models),
        size_of_models=size(sum(len(content()) for content in of_models)),
        example=example if example in files else None,
        news=NEWS if has_news else None,
        feed=CHANGES if CHANGES in files else None,
        fields=[*_rows(index)],
        asked=asked_of(index, index.criteria, where.language),
        where=where,
        graded={c.ref: sum(state(c, m) in CLASSES for m in index.models) for c in index.criteria},
        doi=doi(about),
        rights=license_page(about),
    )


def size(count: int) -> str:
    """A number of bytes in words.

    Example:
        >>> size(812), size(45_678), size(1_234_567)
        ('812 bytes', '46 kB', '1.2 MB')
    """
    if count < 1_000:
        return ngettext("{count} byte", "{count} bytes", count)
    if count < 1_000_000:
        return gettext("{size} kB", size=localized(f"{count / 1_000:.0f}"))
    return gettext("{size} MB", size=localized(f"{count / 1_000_000:.1f}"))


def _rows(index: Index) -> Iterator[FieldRow]:
    records = [record(model, index) for model in index.models]
    for field in FACTS:
        value = next((one[field.name] for one in records if one[field.name]), None)
        between = BETWEEN.get(field.form, "")
        text = between.join(value) if isinstance(value, list) else value
        yield _row(field, "" if text is None else str(text))
    values = [one["compute"]["base"] for one in records if one["compute"]["base"]]
    for field in COMPUTE:
        value = next((one[field.name] for one in values if one[field.name] is not None), None)
        named = replace(field, name=f"compute.base.{field.name}", always=False)
        yield _row(named, "" if value is None else str(value))
    end = gettext("The same of the end model; null if it is not recorded.")
    yield FieldRow(Field("compute.end", "text", end), end, gettext("object"), "")
    for part, field in LICENSE_PARTS.items():
        texts = (one["license_parts"][part] for one in records)
        named = replace(field, name=f"license_parts.{part}")
        yield _row(named, next(filter(None, texts), ""))
    for field in LINEAGE:
        found = (one["lineage"][field.name] for one in records)
        value = next(filter(None, found), "")
        text = BETWEEN["texts"].join(value) if isinstance(value, list) else str(value)
        yield _row(replace(field, name=f"lineage.{field.name}"), text)
    for key, one in index.definitions.items():
        about = gettext(
            "Whether it meets {definition}; null if that cannot be said.", definition=one.called
        )
        named = Field(f"definitions.{key}", "text", about)
        yield FieldRow(named, about, gettext("true or false"), "")


def _row(field: Field, example: str) -> FieldRow:
    return FieldRow(field, gettext(field.about), gettext(_FORMS[field.form]), example)
