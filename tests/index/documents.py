"""Files of models that are nearly right, and what other parsers of YAML make of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from typing import Any

import yaml
from hypothesis import strategies as st

from mkdocs_osai.index import Criteria
from mkdocs_osai.index.criteria import TYPES

Value = Any


class Yaml12(yaml.SafeLoader):
    """Plain texts are what YAML 1.2 makes of them, as most editors do."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - it is PyYAML's


for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf)|\.nan",
}.items():
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern})$"), None)
Yaml12.add_constructor(
    "tag:yaml.org,2002:int",
    lambda _, node: int(node.value, 0 if node.value[:2] in ("0o", "0x") else 10),
)
Yaml12.add_constructor(
    "tag:yaml.org,2002:float",
    lambda _, node: float(re.sub(r"\.(inf|nan)", r"\1", node.value.casefold())),
)


def as_json(value: Value) -> Value:
    """A document as JSON has it: keys are texts, and so are dates."""
    if isinstance(value, dict):
        return {str(key): as_json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def parsed(content: str, loader: type[Any]) -> Value:
    return as_json(yaml.load(content, loader))  # noqa: S506 - both are safe


def padded(tree: Value) -> bool:
    """Whether the reader takes away space that a schema of a few words, or of a section, sees."""
    if not isinstance(tree, dict):
        return isinstance(tree, str)
    places: list[Value] = [value for name, value in tree.items() if name != "aliases"]
    for section in tree.values():
        if isinstance(section, dict):
            places += [section.get("class"), section.get("performanceclass")]
            listed = section.get("type")
            places += listed if isinstance(listed, list) else []
    return any(isinstance(one, str) and one.strip() != (one or None) for one in places)


def controls_at_an_end(tree: Value) -> bool:
    """Whether the reader takes away control characters that count as space in Python."""
    if isinstance(tree, dict | list):
        inner = tree.values() if isinstance(tree, dict) else tree
        return any(map(controls_at_an_end, inner))
    return isinstance(tree, str) and tree.strip() != tree.strip(" \t\r\n\xa0\u2003\u2028")


def year_in_another_form(written: Value, found: Value) -> bool:
    """Whether a year stands there as a number that is not written like a year."""
    if not isinstance(written, dict) or not isinstance(written.get("system"), dict):
        return False
    year = found["system"].get("releasedate")
    if isinstance(year, float):
        return year.is_integer()
    return isinstance(year, int) and str(year) != written["system"]["releasedate"]


# What a value may be, as YAML: half of it is wrong somewhere.

WORDS = ["4.10", "no", "yes", "2024", "1e3", "0x1F", "~", "", "null", "true", "'null'", "''", "A b"]
OTHERS = ["[]", "{}", "[~]", "['']", "[a]", "[4.10, no]", "{a: b}", "[[a]]", "[{a: b}]", "' '"]


def joined(*tokens: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(tokens), max_size=7).map("".join)


def in_quotes(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return texts.map(json.dumps)


def alone_or_listed(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    listed = st.lists(texts, max_size=6).map(lambda found: f"[{', '.join(found)}]")
    return st.one_of(texts, listed)


PLAIN = st.text(st.characters(max_codepoint=0x2FFF, exclude_categories=["Cs"]), max_size=6)
TEXTS = st.one_of(st.sampled_from(WORDS + OTHERS), in_quotes(PLAIN))
LINK_PARTS = ["https://a.org", "http://b.org/x", "hhttps://c.org", "HTTPS://d.org", "https://"]
LINK_PARTS += [",", ",", ", ", ", ", " ", ";", "/", ":", "\n", "\t", "\xa0", "é", "foo", "a.org"]
ADDRESSES = st.lists(
    st.builds(
        "{}{}".format,
        st.sampled_from(LINK_PARTS[:2]),
        st.sampled_from(["", ",", ", ", ",\n", " ", ",,", " ,", ";", "/x,y", ", see "]),
    ),
    max_size=4,
).map("".join)
LINKS = alone_or_listed(in_quotes(st.one_of(joined(*LINK_PARTS), ADDRESSES)))
TYPE_PARTS = [*TYPES, "Text", "txet", ",", ",", ", ", " , ", " ", "\n"]
SOME_TYPES = st.lists(st.sampled_from(TYPES), max_size=6)
KINDS = st.one_of(
    alone_or_listed(in_quotes(joined(*TYPE_PARTS))),
    st.builds(
        lambda types, by: json.dumps(by.join(types)), SOME_TYPES, st.sampled_from([",", ", "])
    ),
    SOME_TYPES.map(json.dumps),
)
YEARS = st.sampled_from(["2024", "2023", "1900", "2000", "2100", "0999", "3000", "24", "2_024"])
MONTHS, DAYS = st.integers(0, 13), st.integers(0, 32)
DATES = st.one_of(
    YEARS,
    st.sampled_from(["2024 NOV", "2024.0", "2024-7", "0x7E8", "soon", "2024-07-01 10:00:00"]),
    st.builds("{}-{:02}".format, YEARS, MONTHS),
    st.builds("{}-{:02}-{:02}".format, YEARS, MONTHS, DAYS),
    st.builds("{}-{:02}-{}".format, YEARS, st.sampled_from([2, 2, 4, 12]), st.integers(28, 31)),
)
CLASSES = ["open", "partial", "closed", "Open", "opem", "' open '", "full", "limited", "latest"]
OF_KEY: dict[str, st.SearchStrategy[str]] = {
    "link": LINKS,
    "type": KINDS,
    "class": st.sampled_from(CLASSES),
    "performanceclass": st.sampled_from(CLASSES),
    "releasedate": st.one_of(DATES, DATES.map(json.dumps)),
}
KEYS = ["name", "notes", "link", "type", "class", "performanceclass", "releasedate", "origin"]
KEYS += ["endmodellicense", "endmodel license", "Endmodel  LICENSE", "nmae", "clas", "no", "2024"]


def valid(criteria: Criteria, types: str) -> dict[str, Any]:
    return {
        "system": {"name": "A", "type": types, "releasedate": "2024-07"},
        "org": {"name": "B", "link": "https://example.org"},
        **{c.ref: {"class": "open"} for c in criteria},
    }


@st.composite
def documents(draw: st.DrawFn, criteria: Criteria) -> str:
    """The text of a file that is valid but for a few places."""
    tree = valid(criteria, draw(st.sampled_from(["text", "video", "'text, video'", "[audio]"])))
    refs = [c.ref for c in criteria]
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["key", "key", "key", "key", "section", "none", "new"]))
        section = draw(st.sampled_from(["system", "system", "org", *refs]))
        if kind == "none":
            tree.pop(section, None)
        elif kind == "new":
            name = draw(st.sampled_from(["aliases", "aliases", "sytem", "more", "2024", "retired"]))
            tree[name] = draw(TEXTS)
        elif kind == "section":
            tree[section] = draw(TEXTS)
        elif isinstance(tree.get(section), dict):
            key = draw(st.sampled_from([*KEYS, *tree[section]]))
            tree[section].pop(key, None)
            if draw(st.integers(0, 5)):
                tree[section][key] = draw(st.one_of(OF_KEY.get(key, TEXTS), TEXTS))
    return "".join(lines(tree))


def lines(tree: dict[str, Any]) -> Iterator[str]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield f"{name}:\n"
            yield from (f"    {key}: {text}\n" for key, text in value.items())
        else:
            yield f"{name}: {value}\n"
