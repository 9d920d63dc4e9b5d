r"""Untrusted text → text that is safe at its destination. Every escaping rule is here.

The models' files are untrusted. Each text of theirs passes the function of its destination once,
where it is written:

| destination | function | what it prevents |
| --- | --- | --- |
| text that something else escapes, such as a Jinja template | `plain_line` | line breaks, control characters, overrides of the direction, piles of accents |
| Markdown, with any HTML in it | `escape_markdown` | markup, templates, and HTML that a script makes of text |
| the target of a Markdown link | `markdown_address` | markup, and other schemes than http and https |
| Markdown to copy to another site | `markdown_snippet` | markup, as far as it stays readable |
| Markdown on GitHub | `github_markdown` | markup, mentions of people, links to issues |
| HTML text, or an address in an attribute | `html_text` | elements, the end of an attribute |
| any other HTML attribute | `html_attribute` | the same, and HTML that a script makes of an attribute |
| the head of a page | `meta_content` | the same, and long texts |
| the target of a link in HTML | `web_address` | other schemes than http and https |
| the front matter of a page | `front_matter_string` | YAML; HTML, as themes print it unescaped |
| YAML | `yaml_string` | YAML |
| JSON | `json_text` | control characters in a terminal or editor |
| CSV | `csv_cell` | formulas that a spreadsheet runs, control characters |
| XML, and SVG | `xml_text` | elements, characters that XML cannot hold |
| a label on a chart | `chart_label` | characters that cannot be drawn, long labels |
| one line on a terminal | `terminal_line` | escape sequences, further lines |
| a path in a message | `message_path` | the same; hidden characters stay visible |
| a value in a message | `problems.quote` | the same, and long values |
| a workflow command of GitHub | `github_command`, `github_property` | other commands, other properties |
| part of a file's name | `file_name` | other folders, names that a system refuses |

`strip_html` goes the other way: it makes plain text of HTML. What is not text has its rules where
it is made: the addresses of pages in `views.urls`, the ids of new models in `quality.new_model`, JSON
in a script by Jinja in `views.compare_page`.
"""  # noqa: E501 - a table has long lines

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Self
from urllib.parse import quote, urlsplit

MOST_MARKS = 4  # marks above and below one character; more of them would run into the lines around
MOST_IN_HEAD = 420
"""Characters of a text in the head of a page; no site shows more of an image's description."""

MOST_IN_LABEL = 120  # characters of a label on a chart; the table has the whole text
WORD_JOINER = "\u2060"  # a character without width, which HTML takes for text
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ENTITIES = {n: f"&#{n};" for n in range(128) if chr(n) != " " and not chr(n).isalnum()}
_BEGINS_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#|lt|amp)", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RUN = r"[=+\-@＝＋－＠]"  # noqa: RUF001 - these are meant
_FORMULA = re.compile(rf"^(?=[\t\n])|^(?=\s*{_RUN})|(?<=;)(?=[\s\"]*{_RUN})")


class EscapedText(str):
    """A text of the index in a page: it prints escaped, and compares as it is written.

    Example:
        >>> name = EscapedText("Black & White")
        >>> f"{name}", name == "Black & White"
        ('Black &#38; White', True)
    """

    __slots__ = ("raw",)

    raw: str

    def __new__(cls, raw: str) -> Self:
        """Escape a text as the index has it."""
        made = super().__new__(cls, escape_markdown(raw))
        made.raw = raw
        return made

    def __eq__(self, other: object) -> bool:
        return self.raw == (other.raw if isinstance(other, EscapedText) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.raw)


def as_written(text: str) -> str:
    """A text as the index has it, whether or not it is an `EscapedText`."""
    return text.raw if isinstance(text, EscapedText) else text


def plain_line(text: str) -> str:
    r"""A text on one line, without control characters and with few accents on a character.

    Example:
        >>> plain_line("a\u202eb\n c")
        'ab c'
    """
    line = as_written(text)
    if not line.isprintable():
        line = "".join(c for c in line if c.isprintable() or c.isspace())
    return _without_piles(" ".join(line.split()))


def escape_markdown(text: str) -> str:
    """A text for any place on a page: in prose, a table, a link, an attribute.

    Every ASCII character but letters, digits and spaces becomes an HTML entity, so that neither
    Markdown nor HTML nor a template reads it. It stays text where a script reads it as HTML again.

    Example:
        >>> escape_markdown("a < b & [x](y)")
        'a &#60; b &#38; &#91;x&#93;&#40;y&#41;'
    """
    return _reparse_safe(plain_line(text)).translate(_ENTITIES)


def github_markdown(text: str) -> str:
    """A text on GitHub, where it mentions nobody and links to no issue.

    Example:
        >>> github_markdown("@octocat").replace("&#8203;", "…")
        '&#64;…octocat'
    """
    return re.sub("(&#(?:64|35);)", "\\1&#8203;", escape_markdown(text))


def markdown_snippet(text: str) -> str:
    """A text in Markdown that people read and copy, such as that of a badge.

    Example:
        >>> markdown_snippet("[x]: 0.96")
        '&#91;x&#93;: 0.96'
    """
    return re.sub(r"[^\w\s.,:/+-]", lambda sign: f"&#{ord(sign[0])};", plain_line(text))


def html_text(text: str) -> str:
    """A text between the tags of HTML, or an address in an attribute.

    Example:
        >>> html_text('<b> & "c"')
        '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(plain_line(text))


def html_attribute(text: str) -> str:
    """A text in an attribute of HTML, which themes and plugins may read as HTML again.

    Example:
        >>> html_attribute("<b>") == "&lt;\u2060b&gt;"
        True
    """
    return escape(_reparse_safe(plain_line(text)))


def meta_content(text: str) -> str:
    r"""A text in the head of a page: as in an attribute, and short.

    Example:
        >>> meta_content('"A" & \u202eB'), len(meta_content("words " * 100))
        ('&quot;A&quot; &amp; B', 420)
    """
    line = plain_line(text)
    return html_attribute(f"{line[: MOST_IN_HEAD - 1]}…" if len(line) > MOST_IN_HEAD else line)


def front_matter_string(text: str) -> str:
    """A text for a front matter, as YAML; themes print it as HTML.

    Example:
        >>> front_matter_string('"A" & B')
        '"&quot;A&quot; &amp; B"'
    """
    return json.dumps(meta_content(text), ensure_ascii=False)


def yaml_string(text: str) -> str:
    r"""A text as YAML, which reads what JSON writes.

    Example:
        >>> yaml_string('"A":\n b')
        '"\\"A\\": b"'
    """
    return json.dumps(plain_line(text), ensure_ascii=False)


def json_text(value: Mapping[str, Any], indent: int | None = 2) -> str:
    r"""Plain values as JSON, in which control characters are escaped.

    Args:
        value: what to write.
        indent: by how much nested values are indented; None for all on one line.

    Raises:
        ValueError: a number that JSON does not have, such as infinity.

    Example:
        >>> print(json_text({"name": "a\u202eb"}), end="")
        {
          "name": "a\u202eb"
        }
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _printable_lines(text, _json_escape) + "\n"


def csv_cell(cell: object) -> object:
    r"""A cell of a CSV file: a quote before text that a spreadsheet would run.

    Some spreadsheets see a formula in full-width characters too, and a semicolon begins a new cell
    where numbers have a decimal comma. A carriage return would end the row.

    Example:
        >>> csv_cell("=1+1"), csv_cell("a;=1+1"), csv_cell(-1), csv_cell("a\x1bb")
        ("'=1+1", "a;'=1+1", -1, 'a b')
    """
    if not isinstance(cell, str):
        return cell
    return _FORMULA.sub("'", _printable_lines(cell, lambda c: c if c == "\t" else " "))


def xml_text(text: str) -> str:
    r"""A text in XML. It keeps the characters that join letters or emoji.

    Example:
        >>> xml_text("<a\x00>")
        '&lt;a &gt;'
    """
    return escape(_NO_XML.sub(" ", text), quote=False)


def chart_label(text: str) -> str:
    r"""A text on one line of a chart. It keeps the characters that join letters or emoji.

    Example:
        >>> chart_label("a\x00b\u202ec\nd")
        'a b c d'
    """
    line = _without_piles(text[: 4 * MOST_IN_LABEL])
    if not (line.isascii() and line.isprintable()):
        line = "".join(c if _drawable(c) else " " for c in line)
    line = " ".join(line.split())
    return f"{line[: MOST_IN_LABEL - 1]}…" if len(line) > MOST_IN_LABEL else line


def terminal_line(text: str) -> str:
    r"""A text on one line of a terminal.

    Example:
        >>> terminal_line("a\x1b[2Jb")
        'a [2Jb'
    """
    return _without_piles("".join(c if c.isprintable() else " " for c in text))


def message_path(path: str) -> str:
    r"""A name or path in a message, with a replacement character for each hidden one.

    Example:
        >>> message_path("a\u202eb.yaml")
        'a�b.yaml'
    """
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in path)


def github_command(text: str) -> str:
    r"""The message of a workflow command of GitHub.

    Example:
        >>> github_command("50%\n::error::x")
        '50%25 ::error::x'
    """
    return terminal_line(text).replace("%", "%25")


def github_property(text: str) -> str:
    """The value of a property of a workflow command of GitHub.

    Example:
        >>> github_property("a,b::c")
        'a%2Cb%3A%3Ac'
    """
    return github_command(text).replace(",", "%2C").replace(":", "%3A")


def web_address(url: str) -> str | None:
    """An address as the target of a link in HTML; None if it does not lead to the web.

    Example:
        >>> web_address("https://a.org/x y"), web_address("javascript:alert(1)")
        ('https://a.org/x%20y', None)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return quote(parts.geturl(), safe="/:?#[]@!$&'()*+,;=%~-._", errors="replace")


def markdown_address(url: str) -> str:
    """An address as the target of a Markdown link; `#` if it does not lead to the web.

    Example:
        >>> markdown_address("https://a.org/x) [y](javascript:z")
        'https://a.org/x%29%20%5By%5D%28javascript:z'
    """
    return quote(web_address(url) or "#", safe="/:?#@!&+,;=%~-._")


def file_name(text: str) -> str:
    """A text as part of a file's name: a to z, digits, `_` and `-`, at most 48 characters.

    Example:
        >>> file_name("Côte d'Ivoire/..")
        'cote-d-ivoire'
    """
    plain = unicodedata.normalize("NFKD", text[:400]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain)[:48].strip("-")


def strip_html(html: object) -> str:
    """HTML, as MkDocs keeps titles, as plain text on one line.

    Example:
        >>> strip_html("A &amp; <b>B</b>")
        'A & B'
    """
    from markupsafe import Markup

    text = Markup(str(html or "")).striptags()  # noqa: S704 - the result is plain text
    return text.replace(WORD_JOINER, "")


def _reparse_safe(text: str) -> str:
    """A text that stays text when a script reads it as HTML again.

    Themes and plugins do so with what they find in attributes, and Material with a long title.
    Escaping does not help: an attribute is unescaped when it is read. So a word joiner follows each
    `<` that would begin a tag, and each `&` that would become one.
    """
    return _BEGINS_MARKUP.sub(rf"\g<0>{WORD_JOINER}", text)


def _without_piles(text: str) -> str:
    """A text with at most `MOST_MARKS` marks above and below a character."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for c in text:
        marks = marks + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(c)
    return "".join(kept)


def _printable_lines(text: str, instead: Callable[[str], str]) -> str:
    """A text with something else for each character but line ends that cannot be printed."""
    return "\n".join(
        line if line.isprintable() else "".join(c if c.isprintable() else instead(c) for c in line)
        for line in text.split("\n")
    )


def _json_escape(c: str) -> str:
    pairs = c.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[i : i + 2].hex()}" for i in range(0, len(pairs), 2))


def _drawable(c: str) -> bool:
    undrawn = unicodedata.category(c) in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")
    return not undrawn and c not in _DIRECTIONS
