"""Each escaping function at its destination, and no escaping elsewhere."""

from __future__ import annotations

import ast
import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from mkdocs_osai import sanitize
from mkdocs_osai.problems import quote
from mkdocs_osai.sanitize import MOST_IN_HEAD, MOST_IN_LABEL, MOST_MARKS, WORD_JOINER
from tests.security.reading import of_html, scheme
from tests.security.test_published import runs
from tests.security.texts import IDS, LINKS, NO_LINKS, TEXTS

PACKAGE = Path(sanitize.__file__).parent
HOSTILE = (*TEXTS, *IDS, *LINKS, *NO_LINKS)
PILE = re.compile(rf"[\u0300-\u036f]{{{MOST_MARKS + 1}}}")


def is_one_line(text: str) -> bool:
    return text.replace(WORD_JOINER, "").isprintable() and not PILE.search(text)


def is_text(html: str) -> bool:
    return of_html(f"<p>{html}</p>").shapes == of_html("<p></p>").shapes


def is_attribute(html: str) -> bool:
    """Whether it is one attribute and nothing more, and text once a script has read it."""
    there = of_html(f'<img alt="{html}">').shapes
    return there == of_html('<img alt="x">').shapes and is_text(unescape(html))


def is_yaml(value: str) -> bool:
    return isinstance(yaml.safe_load(f"a: {value}\nb: 1")["a"], str)


def is_xml(text: str) -> bool:
    return len(ET.fromstring(f"<a b='1'>{text}</a>")) == 0


def is_csv(cell: object) -> bool:
    out = io.StringIO()
    csv.writer(out).writerow(["a", cell])
    [[_, found]] = csv.reader(io.StringIO(out.getvalue(), newline=""))
    return not runs(found, ";") and all(c.isprintable() or c in "\n\t" for c in found)


def is_json(text: str) -> bool:
    plain = all(c.isprintable() or c == "\n" for c in text)
    return plain and isinstance(json.loads(text)["a"], str)


def leads_to_the_web(address: str | None) -> bool:
    return address in (None, "#") or scheme(address or "") in ("http", "https")


DESTINATIONS: dict[str, tuple[Callable[[str], object], Callable[..., bool]]] = {
    "plain_line": (sanitize.plain_line, lambda t: is_one_line(t) and WORD_JOINER not in t),
    "escape_markdown": (
        sanitize.escape_markdown,
        lambda t: is_one_line(t) and is_text(t) and not set(t) & set("<>\"'[](){}*_`|:!~\\$%="),
    ),
    "markdown_address": (
        sanitize.markdown_address,
        lambda t: leads_to_the_web(t) and not set(t) & set("\"'<>()[]{}`|*$\\ "),
    ),
    "markdown_snippet": (
        sanitize.markdown_snippet,
        lambda t: is_one_line(t) and is_text(t) and not set(t) & set("<>\"'[]{}*`|!~\\$%="),
    ),
    "github_markdown": (
        sanitize.github_markdown,
        lambda t: is_text(t) and not re.search(r"[@#]\w", unescape(t)),
    ),
    "html_text": (sanitize.html_text, lambda t: is_one_line(t) and is_text(t)),
    "html_attribute": (sanitize.html_attribute, lambda t: is_one_line(t) and is_attribute(t)),
    "meta_content": (
        sanitize.meta_content,
        lambda t: is_attribute(t) and len(unescape(t).replace(WORD_JOINER, "")) <= MOST_IN_HEAD,
    ),
    "web_address": (
        sanitize.web_address,
        lambda t: leads_to_the_web(t) and not set(t or "") & set('"<>`{}|\\^ '),
    ),
    "front_matter_string": (
        sanitize.front_matter_string,
        lambda t: is_yaml(t) and is_attribute(yaml.safe_load(t)),
    ),
    "yaml_string": (sanitize.yaml_string, is_yaml),
    "json_text": (lambda t: sanitize.json_text({"a": t}), is_json),
    "script_string": (
        sanitize.script_string,
        lambda t: isinstance(json.loads(t), str) and not set(t[1:-1]) & set("<>\"'`$&\n\u2028"),
    ),
    "script_text": (
        sanitize.script_text,
        lambda t: not set(t) & set("<>\"'`$&\n\u2028"),
    ),
    "css_text": (sanitize.css_text, lambda t: not set(t) & set("<>\"'{}():;/*\n")),
    "url_part": (sanitize.url_part, lambda t: not set(t) & set("<>\"'&?#/:() \n")),
    "csv_cell": (sanitize.csv_cell, is_csv),
    "xml_text": (sanitize.xml_text, is_xml),
    "xml_attribute": (sanitize.xml_attribute, lambda t: is_xml(t) and '"' not in t),
    "chart_label": (
        sanitize.chart_label,
        lambda t: len(t) <= MOST_IN_LABEL and not re.search("[\x00-\x1f\u202a-\u202e]", t),
    ),
    "terminal_line": (sanitize.terminal_line, is_one_line),
    "message_path": (sanitize.message_path, str.isprintable),
    "problems.quote": (quote, lambda t: t.isprintable() and len(t) <= 83),
    "github_command": (
        sanitize.github_command,
        lambda t: is_one_line(t) and not re.search("%(?!25)", t),
    ),
    "github_property": (sanitize.github_property, lambda t: not set(t) & set(",:\n")),
    "file_name": (sanitize.file_name, lambda t: re.fullmatch("[a-z0-9_-]{0,48}", t) is not None),
}


@pytest.mark.parametrize("name", DESTINATIONS)
def test_each_function_prevents_what_the_table_says(name: str) -> None:
    function, holds = DESTINATIONS[name]

    assert [text for text in HOSTILE if not holds(function(text))] == []


@pytest.mark.parametrize("name", DESTINATIONS)
def test_unescaped_texts_would_do_it(name: str) -> None:
    _, holds = DESTINATIONS[name]

    assert [text for text in HOSTILE if not _holds(holds, text)] != []


def _holds(holds: Callable[..., bool], text: str) -> bool:
    try:
        return holds(text)
    except (ValueError, SyntaxError, KeyError, TypeError, yaml.YAMLError):
        return False


def test_the_table_has_every_function_and_each_is_tried() -> None:
    listed = re.findall(
        r"`([\w.]+)`", "".join(re.findall(r"^\|.*", sanitize.__doc__ or "", re.MULTILINE))
    )
    public = {
        name
        for name, value in vars(sanitize).items()
        if callable(value) and getattr(value, "__module__", "") == sanitize.__name__
        if not name.startswith("_") and isinstance(value, type(is_text))
    }

    assert sorted(listed) == sorted(DESTINATIONS)
    assert public - set(listed) == {"as_written", "strip_html"}


KEEPING = (
    *("plain_line", "html_text", "html_attribute", "meta_content", "csv_cell", "xml_text"),
    *("chart_label", "terminal_line", "message_path"),
)


@pytest.mark.parametrize("text", ["plain", "深度求索", "Ünïcode 1.5", "👩🏽"])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    for name in KEEPING:
        function, _ = DESTINATIONS[name]
        assert function(text) == text, name
    assert unescape(sanitize.escape_markdown(text)) == text


BANNED = {"html.escape", "markupsafe.escape", "xml.sax.saxutils.escape"}
ESCAPES = re.compile(r"escap|inert|harmless|sanit|_safe|^safe|printable|unsteer|calm")
ELSEWHERE = {"macros/templates/escaping.py", "views/links.py"}
"""The first keeps templates from running in code; the text stays as it is. The second is the
environment of the HTML templates, which escapes as Jinja does.
"""

BY_HAND = re.compile(r"^&(amp|lt|gt|quot|#)|^%2[0-9A-F]$|^\\\\u")


def test_no_other_module_escapes() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE).as_posix()
        if where == "sanitize.py" or where in ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
                found += [f"{where}: {name}" for name in names if name in BANNED]
            elif isinstance(node, ast.Attribute) and ast.unparse(node) in BANNED:
                found.append(f"{where}: {ast.unparse(node)}")
            elif isinstance(node, ast.Constant) and BY_HAND.search(str(node.value)):
                found.append(f"{where}: {node.value!r}")
            elif isinstance(node, ast.FunctionDef) and ESCAPES.search(node.name):
                found.append(f"{where}: {node.name}")

    assert found == []
