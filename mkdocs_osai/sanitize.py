r"""Escaping of untrusted text, with a function for each destination.

The files of the models are untrusted. Each text from them passes the function of its destination
once, where it is written:

| destination | function | what it prevents |
| --- | --- | --- |
| text that is escaped later, such as by a Jinja template | `plain_line` | line breaks, control characters, overrides of the direction, stacks of accents |
| Markdown, with any HTML in it | `escape_markdown` | markup, templates, and HTML that a script parses from text |
| the target of a Markdown link | `markdown_address` | markup, and other schemes than http and https |
| Markdown to copy to another site | `markdown_snippet` | markup, while it stays readable |
| Markdown on GitHub | `github_markdown` | markup, mentions of people, links to issues |
| HTML text, or an address in an attribute | `html_text` | elements, the end of an attribute |
| any other HTML attribute | `html_attribute` | the same, and HTML that a script parses from an attribute |
| the head of a page | `meta_content` | the same, and long texts |
| the target of a link in HTML | `web_address` | other schemes than http and https |
| the front matter of a page | `front_matter_string` | YAML; HTML, as themes print it unescaped |
| YAML | `yaml_string` | YAML |
| JSON | `json_text` | control characters in a terminal or editor |
| CSV | `csv_cell` | formulas that a spreadsheet runs, control characters |
| XML, and SVG | `xml_text` | elements, characters that XML cannot hold |
| an attribute in XML and SVG | `xml_attribute` | the same, and the end of the attribute |
| a string in a script, with or without its quotes | `script_string`, `script_text` | the end of the string, of the script, of a template |
| a style | `css_text` | other rules, the end of the style |
| a part of an address | `url_part` | other parts |
| a label on a chart | `chart_label` | characters that cannot be drawn, long labels |
| one line on a terminal | `terminal_line` | escape sequences, further lines |
| a path in a message | `message_path` | the same; hidden characters stay visible |
| a value in a message | `problems.quote` | the same, and long values |
| a workflow command of GitHub | `github_command`, `github_property` | other commands, other properties |
| part of a file's name | `file_name` | other folders, invalid names |

`strip_html` does the reverse: it returns plain text. Other rules are where the value is created: page
addresses in `views.urls`, ids of new models in `quality.new_model`, JSON in a script (by Jinja) in
`views.database_page`.
"""  # noqa: E501 - a table has long lines

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from html import escape
from typing import Any, Self
from urllib.parse import quote, urlsplit

MOST_MARKS = 4  # marks on one character; more would overlap other lines
MOST_IN_HEAD = 420
"""The most characters of a text in the head of a page; no site shows more."""

MOST_IN_LABEL = 120  # the most characters of a chart label; the table has the full text
WORD_JOINER = "\u2060"  # a character without width, which is text in HTML
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ENTITIES = {n: f"&#{n};" for n in range(128) if chr(n) != " " and not chr(n).isalnum()}
_BEGINS_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#|lt|amp)", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_RUN = r"[=+\-@＝＋－＠]"  # noqa: RUF001 - these are meant
_FORMULA = re.compile(rf"^(?=[\t\n])|^(?=\s*{_RUN})|(?<=;)(?=[\s\"]*{_RUN})")


class RawText(str):
    """An unescaped text of the index: what prints it has to escape it."""

    __slots__ = ()


class EscapedText(str):
    """A text of the index in a page, which prints escaped and compares unescaped.

    Example:
        >>> name = EscapedText("Black & White")
        >>> f"{name}", name == "Black & White"
        ('Black &#38; White', True)
    """

    __slots__ = ("raw",)

    raw: RawText

    def __new__(cls, raw: str) -> Self:
        """Escape a text of the index."""
        escaped = super().__new__(cls, escape_markdown(raw))
        escaped.raw = RawText(raw)
        return escaped

    def __eq__(self, other: object) -> bool:
        return self.raw == (other.raw if isinstance(other, EscapedText) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.raw)


class LinkedText(EscapedText):
    """Markdown with links or numbers of ours, which compares and filters as its plain text.

    Example:
        >>> name = LinkedText("[A&#45;b](osai:models/a.md)", "A-b")
        >>> f"{name}", name == "A-b"
        ('[A&#45;b](osai:models/a.md)', True)
    """

    __slots__ = ()

    def __new__(cls, markdown: str, raw: str) -> Self:
        """Markdown, and the same as plain text."""
        linked = str.__new__(cls, markdown)
        linked.raw = RawText(raw)
        return linked


def as_written(text: str) -> str:
    """The unescaped text, of an `EscapedText` or any other."""
    return text.raw if isinstance(text, EscapedText) else text


def plain_line(text: str) -> str:
    r"""A text on one line, without control characters and stacks of accents.

    Example:
        >>> plain_line("a\u202eb\n c")
        'ab c'
    """
    line = as_written(text)
    return _cached_line(line) if len(line) <= _MOST_IN_CACHE else _plain_line(line)


_MOST_IN_CACHE = 200


@lru_cache(maxsize=20_000)  # the same names and words are on hundreds of pages
def _cached_line(line: str) -> str:
    return _plain_line(line)


def _plain_line(line: str) -> str:
    if not line.isprintable():
        line = "".join(c for c in line if c.isprintable() or c.isspace())
    return _without_stacks(" ".join(line.split()))


def escape_markdown(text: str) -> str:
    """A text for any place on a page: in prose, a table, a link, an attribute.

    Every ASCII character except letters, digits and spaces becomes an HTML entity, so that it is
    text in Markdown, in HTML, in templates, and in scripts that parse it as HTML again.

    Example:
        >>> escape_markdown("a < b & [x](y)")
        'a &#60; b &#38; &#91;x&#93;&#40;y&#41;'
    """
    return _reparse_safe(plain_line(text)).translate(_ENTITIES)


def github_markdown(text: str) -> str:
    """A text on GitHub, without mentions of people and links to issues.

    Example:
        >>> github_markdown("@octocat").replace("&#8203;", "…")
        '&#64;…octocat'
    """
    return re.sub("(&#(?:64|35);)", "\\1&#8203;", escape_markdown(text))


def markdown_snippet(text: str) -> str:
    """A text in Markdown for people to copy, such as for a badge.

    Example:
        >>> markdown_snippet("[x]: 0.96")
        '&#91;x&#93;: 0.96'
    """
    return re.sub(r"[^\w\s.,:/+()→“”-]", lambda match: f"&#{ord(match[0])};", plain_line(text))


def html_text(text: str) -> str:
    """A text between the tags of HTML, or an address in an attribute.

    Example:
        >>> html_text('<b> & "c"')
        '&lt;b&gt; &amp; &quot;c&quot;'
    """
    return escape(plain_line(text))


def html_attribute(text: str) -> str:
    """A text in an attribute of HTML, which themes and plugins may parse as HTML again.

    Example:
        >>> html_attribute("<b>") == "&lt;\u2060b&gt;"
        True
    """
    return escape(_reparse_safe(plain_line(text)))


def meta_content(text: str) -> str:
    r"""A text in the head of a page: like an attribute, and short.

    Example:
        >>> meta_content('"A" & \u202eB'), len(meta_content("words " * 100))
        ('&quot;A&quot; &amp; B', 420)
    """
    line = plain_line(text)
    return html_attribute(f"{line[: MOST_IN_HEAD - 1]}…" if len(line) > MOST_IN_HEAD else line)


def front_matter_string(text: str) -> str:
    """A text in a front matter, as YAML; themes print it as HTML.

    Example:
        >>> front_matter_string('"A" & B')
        '"&quot;A&quot; &amp; B"'
    """
    return json.dumps(meta_content(text), ensure_ascii=False)


def yaml_string(text: str) -> str:
    r"""A text as a YAML string, written as JSON.

    Example:
        >>> yaml_string('"A":\n b')
        '"\\"A\\": b"'
    """
    return json.dumps(plain_line(text), ensure_ascii=False)


def json_text(value: Mapping[str, Any], indent: int | None = 2) -> str:
    r"""Plain values as JSON with escaped control characters; on one line if `indent` is None.

    Raises:
        ValueError: a number is infinite or not a number.

    Example:
        >>> print(json_text({"name": "a\u202eb"}), end="")
        {
          "name": "a\u202eb"
        }
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)
    return _printable_lines(text, _json_escape) + "\n"


def script_string(text: str) -> str:
    r"""A text as a string in a script, or in JSON.

    Example:
        >>> script_string("</script>")
        '"\\u003c/script\\u003e"'
    """
    return f'"{script_text(text)}"'


def script_text(text: str) -> str:
    r"""A text within a string of a script, whatever its quotes are, or within a comment.

    Example:
        >>> script_text("it's")
        'it\\u0027s'
    """
    return re.sub(r"[^\w ,.:;/+()%-]", lambda c: _json_escape(c[0]), plain_line(text))


def css_text(text: str) -> str:
    r"""A text in a style.

    Example:
        >>> css_text("a}")
        'a\\00007d'
    """
    return re.sub(r"[^\w ]", lambda c: f"\\{ord(c[0]):06x}", plain_line(text))


def url_part(text: str) -> str:
    """A text as a part of an address.

    Example:
        >>> url_part("a b&c")
        'a%20b%26c'
    """
    return quote(plain_line(text), safe="", errors="replace")


def csv_cell(cell: object) -> object:
    r"""A cell of a CSV file, with a quote before text that a spreadsheet would run.

    Some spreadsheets also run formulas in full-width characters, and treat a semicolon as the start
    of a cell. A carriage return would end the row.

    Example:
        >>> csv_cell("=1+1"), csv_cell("a;=1+1"), csv_cell(-1), csv_cell("a\x1bb")
        ("'=1+1", "a;'=1+1", -1, 'a b')
    """
    if not isinstance(cell, str):
        return cell
    return _FORMULA.sub("'", _printable_lines(cell, lambda c: c if c == "\t" else " "))


def xml_text(text: str) -> str:
    r"""A text in XML. Characters that join letters or emoji are kept.

    Example:
        >>> xml_text("<a\x00>")
        '&lt;a &gt;'
    """
    return escape(_NO_XML.sub(" ", text), quote=False)


def xml_attribute(text: str) -> str:
    r"""A text as the value of an attribute in XML, in double quotes. Lines are kept.

    Example:
        >>> xml_attribute('a "b"\nc')
        'a &quot;b&quot;&#10;c'
    """
    return "&#10;".join(escape(_NO_XML.sub(" ", line)) for line in text.split("\n"))


def chart_label(text: str, most: int = MOST_IN_LABEL) -> str:
    r"""A text on one line of a chart. Characters that join letters or emoji are kept.

    A text of more than `most` characters is cut.

    Example:
        >>> chart_label("a\x00b\u202ec\nd")
        'a b c d'
    """
    line = _without_stacks(text[: 4 * most])
    if not (line.isascii() and line.isprintable()):
        line = "".join(c if _drawable(c) else " " for c in line)
    line = " ".join(line.split())
    return f"{line[: most - 1]}…" if len(line) > most else line


def terminal_line(text: str) -> str:
    r"""A text on one line of a terminal.

    Example:
        >>> terminal_line("a\x1b[2Jb")
        'a [2Jb'
    """
    return _without_stacks("".join(c if c.isprintable() else " " for c in text))


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
    """An address as the target of a link in HTML; None unless it is http or https.

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
    """An address as the target of a Markdown link; `#` unless it is http or https.

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
    """HTML, such as the title of a page in MkDocs, as plain text.

    Example:
        >>> strip_html("A &amp; <b>B</b>")
        'A & B'
    """
    from markupsafe import Markup

    text = Markup(str(html or "")).striptags()  # noqa: S704 - the result is plain text
    return text.replace(WORD_JOINER, "")


def _reparse_safe(text: str) -> str:
    """A text that stays text when a script parses it as HTML again.

    Themes and plugins do so with attributes, and Material with long titles. Escaping does not help,
    because an attribute is unescaped when it is read. So a word joiner is added after each `<` that
    would start a tag, and each `&` that would become one.
    """
    return _BEGINS_MARKUP.sub(rf"\g<0>{WORD_JOINER}", text)


def _without_stacks(text: str) -> str:
    """A text with at most `MOST_MARKS` marks on a character."""
    if text.isascii():
        return text
    kept, marks = [], 0
    for c in text:
        marks = marks + 1 if unicodedata.category(c) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(c)
    return "".join(kept)


def _printable_lines(text: str, instead: Callable[[str], str]) -> str:
    """A text with a replacement for each unprintable character except line ends."""
    return "\n".join(
        line if line.isprintable() else "".join(c if c.isprintable() else instead(c) for c in line)
        for line in text.split("\n")
    )


def _json_escape(c: str) -> str:
    pairs = c.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{pairs[i : i + 2].hex()}" for i in range(0, len(pairs), 2))


def _drawable(c: str) -> bool:
    invisible = unicodedata.category(c) in ("Cc", "Cs", "Cn", "Co", "Zl", "Zp")
    return not invisible and c not in _DIRECTIONS
