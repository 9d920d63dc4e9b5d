"""The texts of the scripts, in the language of the site; the pages hand them over as JSON.

A text with `{name}` in it has values. A list has the text for one thing and the text for several.
"""

from __future__ import annotations

from mkdocs_osai.i18n import ENGLISH, gettext, using
from mkdocs_osai.sanitize import html_attribute
from mkdocs_osai.stats.formatting import shown

Texts = dict[str, object]


def database_texts(states: dict[str, tuple[str, str]]) -> Texts:
    """The texts of the script of the database.

    Args:
        states: the states of a model on a criterion, with a character and the word for each. The
            table that readers download has these words in English, on every site.
    """
    with using(ENGLISH):
        english = {name: shown(words) for name, (_, words) in states.items()}
    return {
        "classes": english,
        "orders": {
            "-score": gettext("most open first"),
            "score": gettext("least open first"),
            "-released": gettext("newest first"),
            "released": gettext("oldest first"),
            "-compute": gettext("most training compute first"),
            "compute": gettext("least training compute first"),
            "name": gettext("by name, A to Z"),
            "-name": gettext("by name, Z to A"),
            "fits": gettext("best match first"),
        },
        "openFirst": gettext("{criterion}: open first"),
        "closedFirst": gettext("{criterion}: closed first"),
        "ascending": gettext("by {column}, A to Z"),
        "descending": gettext("by {column}, Z to A"),
        "release": gettext("Release"),
        "openness": gettext("Openness"),
        "search": gettext("Search"),
        "without": [
            gettext("without “{filter}”: {count} model"),
            gettext("without “{filter}”: {count} models"),
        ],
        "near": gettext("Near:"),
        "found": gettext("{count} of {all} models"),
        "unknown": gettext("Nothing has “{text}” in its name, organisation or base model."),
        "spellings": gettext("Near spellings: {found}"),
        "none": gettext("{found}: clear a filter to see more"),
        "compare": gettext("Compare {count} models"),
        "choose": [
            gettext("Choose two to six models to compare them"),
            gettext("Choose one more"),
        ],
        "evidence": gettext("{criterion}: {class}"),
        "pick": gettext("Compare {model}"),
        "find": gettext("Find"),
        "findIn": gettext("Find in {filter}"),
        "from": gettext("{range} from"),
        "to": gettext("{range} to"),
        "value": "{value}",
        "noLimit": gettext("{value}, no limit"),
    }


def compare_texts() -> Texts:
    """The texts of the script of the comparison."""
    return {
        "untold": shown("not told"),
        "evidence": gettext("{address}: {criterion} of {model}"),
        "most": gettext("Six is the most"),
        "choose": gettext("Choose a model"),
        "remove": gettext("Remove"),
        "removeModel": gettext("Remove {model}"),
        "caption": gettext("The models side by side"),
        "openness": gettext("Openness"),
        "differ": gettext("Where they differ"),
        "alike": gettext("Where they are alike"),
        "criteria": gettext("Criteria"),
        "about": gettext("About them"),
        "summary": gettext("{models}: they differ by {count} of {all} criteria."),
        "second": gettext("Add a second model to compare it with."),
        "two": gettext("Choose two to six models."),
        "missing": [
            gettext("Of the models asked for, {count} is not in the index."),
            gettext("Of the models asked for, {count} are not in the index."),
        ],
        "six": gettext("Only the first six are shown."),
    }


def figure_texts() -> str:
    """The texts of the script of figures, as the value of an attribute."""
    texts = (
        gettext("Values of the chart, by arrow keys"),
        gettext("Models"),
        gettext("Copy citation"),
        gettext("Citation copied"),
    )
    return html_attribute("|".join(texts))
