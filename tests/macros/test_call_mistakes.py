"""Calls as people type them: numbers in every format, and mistakes with one message each."""

from __future__ import annotations

import html
import re

import pytest
from jinja2 import Environment

from mkdocs_osai.macros.templates.escaping import escape_templates
from tests.conftest import ROOT
from tests.sites import MACROS, Site

EUROPE = "osai.share('regions', 'Europe')"  # 1 of 6 models
CHINA = "osai.share('regions', 'China')"  # 3 of 6

FORMATS = {
    f"<< {EUROPE} >>": "16.7%",
    f"<< osai.share('regions', 'Europe', decimals=0) >>": "17%",  # noqa: F541
    "<< osai.share('regions', 'Europe', decimals=2) >>": "16.67%",
    "<< osai.share('regions', ['Europe', 'China']) >>": "66.7%",
    f"<< {EUROPE} | round >>": "17%",
    f"<< {EUROPE} | round(1) >>": "16.7%",
    f"<< {EUROPE} | round(2) >>": "16.67%",
    f"<< ({CHINA} - {EUROPE}) | round >>": "33 percentage points",
    f"<< {EUROPE}.percent >>": "16.7%",
    f"<< {EUROPE}.per_hundred >>": "16.7",
    f"<< {EUROPE}.per_hundred | round >>": "17",
    f"<< {EUROPE}.points() >>": "16.7",
    f"<< ({CHINA} - {EUROPE}).points >>": "33.3",
    f"<< {EUROPE} | float >>": "0.16666666666666666",
    f"<< {EUROPE}.value >>": "0.16666666666666666",
    f"<< {EUROPE} | tojson >>": "0.16666666666666666",
    f"<< {EUROPE} ~ ' of them' >>": "16.7% of them",
    f"<< {EUROPE} | string | replace('.', ',') >>": "16,7%",
    f'<< "{{:.0%}}".format({EUROPE}) >>': "17%",
    f'<< "{{}}".format({EUROPE}) >>': "16.7%",
    f'<< "%s"|format({EUROPE}) >>': "16.7%",
    f'<< "%.0f%%"|format({EUROPE}.per_hundred) >>': "17%",
    f"<< [{EUROPE}, {CHINA}] | sum >>": "66.7%",
    f"<< [{EUROPE}, {CHINA}] | max >>": "50.0%",
    f"<< [{EUROPE}, {CHINA}] | map('round') | join(' and ') >>": "17% and 50%",
    f"<< {EUROPE} > 0.1 >>": "True",
    f"<< 2 * {EUROPE} >>": "33.3%",
    f"<< {EUROPE} * osai.n('regions') >>": "1",
    "<< osai.n() | int >>": "7",
    "<< osai.n() | round(1) >>": "7",
    "<< osai.n() * 0.5 >>": "3.5",
    "<< osai.n().words >>": "seven",
    "<% for i in range(osai.n()) %>x<% endfor %>": "xxxxxxx",
    "<< osai.count('regions', 'Europe') / osai.n('regions') >>": "0.17",
    "<< osai.ratio(osai.n(), osai.count('regions', 'China'), decimals=0) >>": "2",
    "<< osai.mean(decimals=3) >>": "1.000",
    "<< osai.mean() | round(1) >>": "1.0",
    '<< "%.1f" | format(osai.mean()) >>': "1.0",
    "<< osai.change(osai.n(type='video'), osai.n(type='text'), decimals=0) >>": "500%",
    "<< 'A' ~ osai.n() >>": "A7",
    "<% set x = 5.06 %><< x | round(1) >> << x | int >> << '%d' | format(x) >>": "5.1 5 5",
}
"""Template → the text on the page."""

REFUSED = {
    f"<< {EUROPE} | int >>": "decimals=0",
    f"<< {EUROPE} | round(0, 'floor') >>": "leave the method out",
    f"<< {EUROPE} * 100 >>": ".per_hundred",
    f"<< 100 * {EUROPE} >>": ".per_hundred",
    f"<< {EUROPE} / 0.01 >>": ".per_hundred",
    f"<< {EUROPE} * 193 >>": "multiply with osai.n()",
    f'<< "%d%%"|format({EUROPE} * 100) >>': ".per_hundred",
    f'<< "%.1f%%"|format({EUROPE}) >>': ".per_hundred",
    f'<< "%.1f%%" % {EUROPE} >>': ".per_hundred",
    f'<< "%d%%" % {EUROPE} >>': "decimals=0",
    f'<< "{{:.1f}}%".format({EUROPE}) >>': "write {:.1%}",
    f'<< "{{:.1%}}".format({CHINA} - {EUROPE}) >>': ".points",
    f'<< "{{:d}}".format({EUROPE}) >>': "write {:.1%}",
    '<< "{:.0%}".format(osai.n()) >>': "take osai.share(…)",
    f'<< "{{:zz}}".format({EUROPE}) >>': "such as '{:.0%}'",
    f"<< {EUROPE} > 10 >>": "write 0.1 for 10%",
    f"<< {EUROPE} > osai.n() >>": "two numbers of one kind",
    f"<< {EUROPE} == '16.7%' >>": "without quotes",
    "<< osai.mean() > 50 >>": "write 0.5 for 50%",
    "<< osai.mean() | int >>": "| round(1)",
    "<< osai.mean() | round >>": "decimals=1",
    f"<< {EUROPE} / 0 >>": "the divisor is not 0",
    f"<< {EUROPE} // 2 >>": "support + - * /",
    "<< osai.n() % 2 >>": "| int",
    "<< osai.n() + ' models' >>": "join text with ~",
    "<< 'There are ' + osai.n() >>": "join text with ~",
    "<< osai.n(decimals=0) >>": "leave it out",
    "<< osai.n().points >>": "take osai.share(…)",
    f"<< ({CHINA} - {EUROPE}).percent >>": ".points",
    f"<< {EUROPE}.words >>": "only whole numbers",
    f"<< {EUROPE}.pct >>": "did you mean 'percent'?",
    f"<< {EUROPE} | percent >>": "| round",
    f"<< {EUROPE} | roundd >>": "did you mean 'round'?",
    "<< osai.share('regions', 'Europe', decimals='0') >>": "from 0 to 6",
    "<< osai.share('regions', 'Europe', digits=0) >>": "did you mean 'decimals'?",
    f"<< {EUROPE} >>%": "leave it out",
    f"<< {EUROPE} | round >> percent": "leave it out",
    f"<< {CHINA} - {EUROPE} >> percentage points": "leave it out",
}
"""Template that would print a wrong number → part of the message with the hint."""

MISTAKES = {
    "a < osai.n() > b": "write << osai.n() >>",
    "< < osai.n() >>": "write << osai.n() >>",
    "<<< osai.n() >>>": "write << osai.n(…) >>",
    "<< osai.n() >>>": "write >> once",
    "<< osai.n() > > after": "write >> after the call",
    "<< osai.n() > after": "write >> after the call",
    "<< osai.n() }}": "write >> after the call",
    "<< osai.n()": "write >> after the call",
    "«osai.n()»": "write << osai.n() >>",
    "‹ osai.n() ›": "write << osai.n() >>",  # noqa: RUF001
    "[[ osai.n() ]]": "write << osai.n() >>",
    "{{ osai.n() }}": "write << osai.n() >>",
    "{{ osai.n }}": "write << osai.n >>",
    "{osai.n()}": "write << osai.n() >>",
    "${osai.n()}": "write << osai.n() >>",
    "\\<< osai.n() >>": "put it in backticks",
    "<% osai.n() %>": "write << osai.n() >>",
    "<%= osai.n() %>": "write << osai.n() >>",
    "{% if osai.n() > 3 %}x": "write <% … %>",
    "<% iff osai.n() > 3 %>x<% endif %>": "did you mean 'if'?",
    "<% if osai.n() > 3 %>x<% endfi %>": "did you mean 'endif'?",
    "<% if osai.n() > 3 %>x\n\nmore": "write <% endif %>",
    "<% if osai.n() > 3 >x<% endif %>": "write %> after it",
    "<< if osai.n() > 3 >>x<< endif >>": "write <% if … %>",
    "<< set x = osai.n() >>": "write <% set … %>",
    "<< n() >>": "write osai.n(…)",
    f"<< {EUROPE.removeprefix('osai.')} >>": "write osai.share(…)",
    "<< 'a' ~ n() >>": "write osai.n(…)",
    "<< osai n() >>": "write osai.n(…)",
    "<< osai:n() >>": "write osai.n(…)",
    "<< osai->n() >>": "write osai.n(…)",
    "<< osai,n() >>": "write osai.n(…)",
    "<< osai..n() >>": "write osai.n(…)",
    "<< osai >>": "write osai.n()",
    "<< Osai.n() >>": "did you mean 'osai'?",
    "<< osia.n >>": "did you mean 'osai'?",
    "<< osai.share['regions', 'China'] >>": "with round brackets",
    "<< osai.share 'regions', 'China' >>": "in parentheses",
    "<< osai.share(regions, Europe) >>": "write 'regions', 'Europe'",
    "<< osai.pie(regions) >>": "write 'regions'",
    "<< osai.n(type=text) >>": "write 'text'",
    "<< osai.n(origin=['China', France]) >>": "write 'France'",
    "<< osai.n(exclude={'origin': China}) >>": "write 'China'",
    "<< osai.ref(fig-x) >>": "write 'fig-x'",
    "<< osai.n(latest) >>": "write latest=True",
    "<< osai.n('latest') >>": "write latest=True",
    "<< osai.n(latest=yes) >>": "write latest=True",
    "<< osai.n(latest=TRUE) >>": "write latest=True",
    "<< osai.n({'latest': True}) >>": "write latest=True",
    "<< osai.share('national_origins', United States) >>": "'United States'",
    "<< osai.pie('regions', title=Where models come from) >>": "'Where models come from'",
    "<< osai.claim(more than half, osai.n()) >>": "'more than half'",
    "<< osai.claim(osai.n(), 'seven') >>": "osai.claim('seven', …)",
    "<< osai.claim('seven' osai.n()) >>": "a comma is missing before osai",
    "<< osai.share(‘regions’, ‘China’) >>": "write ' for ‘",  # noqa: RUF001
    "<< osai.share(“regions”, “China”) >>": 'write " for “',
    "<< osai.n\N{FULLWIDTH LEFT PARENTHESIS}) >>": "write ( for",
    "<< osai.n(type='text'\N{FULLWIDTH COMMA} latest=True) >>": "write , for",
    "<< osai.n() – osai.n(type='text') >>": "write - for",  # noqa: RUF001
    "<< osai.\u200bn() >>": "invisible character U+200B",
    '<< osai.n(type="text) >>': 'close the quote with another "',
    "<< osai.share(\"regions', 'China\") >>": "the character that it starts with",
    "<< osai.share('regions, 'China') >>": "a comma is missing before China",
    "<< osai.share('regions' 'China') >>": "a comma is missing: 'regions', 'China'",
    "<< osai.share('regions'; 'China') >>": "write a comma",
    "<< osai.n( >>": "close the parenthesis",
    "<< osai.n()) >>": "one ) too many",
    "<< osai.n(type:'text') >>": "is written with =",
    "<< osai.n(type=='text') >>": "one =",
    "<< osai.n(since=2024-07) >>": "put dates in quotes",
    "<< osai.share('China') >>": "osai.share('national_origins', 'China')",
    "<< osai.pie('country') >>": "did you mean 'national_origins'?",
    "<< osai.bar('companies') >>": "did you mean 'organizations'?",
    "<< osai.n(country='France') >>": "did you mean 'origin'?",
    "<< osai.n(national_origins='France') >>": "did you mean 'origin'?",
    "<< osai.n(after='2024') >>": "did you mean 'since'?",
    "<< osai.pie('regions', titel='X') >>": "did you mean 'title'?",
    "<< osai.pie('regions', captoin='X') >>": "did you mean 'caption'?",
    "<< osai.bar('regions', limit=3) >>": "did you mean 'top'?",
    "<< osai.chart('regions') >>": "did you mean 'osai.bar'?",
    "<< osai.percentage('regions', 'China') >>": "did you mean 'osai.share'?",
    "<< osai.share(osai.nope, 'x') >>": "unknown macro 'osai.nope'",
    "<% if n() > 3 %>x<% endif %>": "write osai.n",
}
"""Mistake → part of its only message, with the hint."""

NO_MISTAKES = (
    "a < b, n >> 2 and 1 << n(2)",
    "std::cout << count(x) << std::endl",
    "<< n >> and << share >> and $$ a << n(x) >> b $$",
    "<% raw %><< n() >> {{ osai.n() }}<% endraw %><# [[ osai.n() ]] #>",
    "`< osai.n() >` and `{{ osai.n() }}` and ``[[ osai.n() ]]``",
    "```\n< osai.n() >\n<< n() >>\n{{ osai.n() }}\n```",
    "~~~\n«osai.n()»\n~~~",
    "Text:\n\n    {{ osai.n() }}\n    << n() >>",
    "<!-- {{ osai.n() }} -->",
    "<pre>[[ osai.n() ]]</pre> <code>< osai.n() ></code>",
    "The macro osai.n() counts (osai.n() for short).",
    "[osai.n()](index.md) and <osai.list@example.org> and [[osai.md]]",
    "« osai » says «les modèles» of {{ page.title }} and {{ n() }}",
    "{% if page %}x{% endif %} <% end %> <%= x %>",
    "\\{{ osai.n() }}",
    f"<< {EUROPE} >> points to 5% of all",
    f"<< {EUROPE}.per_hundred >>%",
    f"<< osai.n() >>% <a title=<< osai.n() >>>x</a>",  # noqa: F541
    "<< osai.n() >><br>",
    "<< osai. n () >> << osai.n >> << (osai.n()) >>",
)
"""Correct templates, and text that is no template."""


_BASIS = re.compile(r'<span class="osai-basis"[^>]*>[^<]*</span>')


def built(site: Site, typed: list[str]) -> list[tuple[str, list[str]]]:
    """The page of each text in serve, and its messages as (line, message)."""
    site.configure(osai={"pages": False})
    for number, text in enumerate(typed):
        site.write(f"docs/p{number:03}.md", f"# T\n\nfirst\n\n{text}\n\nlast << osai.n() >>.\n")

    said = site.build("serve")

    found = []
    for number in range(len(typed)):
        article = _BASIS.sub("", said.article(f"p{number:03}/index.html"))
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", article)).split())
        start = rf"WARNING docs/p{number:03}\.md:"
        messages = [re.sub(start, "", m) for m in said.messages if re.match(start, m)]
        found.append((text.partition("first ")[2].partition(" last 7.")[0], messages))
    return found


def test_every_format_prints_the_right_number(site: Site) -> None:
    found = built(site, list(FORMATS))

    assert dict(zip(FORMATS, found, strict=True)) == {t: (p, []) for t, p in FORMATS.items()}


@pytest.mark.parametrize("typed", [REFUSED, MISTAKES], ids=["formats", "mistakes"])
def test_each_mistake_gets_one_message_with_its_line_and_a_hint(
    site: Site, typed: dict[str, str]
) -> None:
    for (text, part), (page, messages) in zip(typed.items(), built(site, list(typed)), strict=True):
        assert len(messages) == 1, (text, messages)
        assert messages[0].startswith("5: "), (text, messages)
        assert part in messages[0], text
        assert "<strong" not in messages[0]
        assert "&#" not in messages[0]
        if "%' % " not in text and '%" % ' not in text:  # which take no answer but a number
            assert messages[0].removeprefix("5: ")[:30] in page, text


def test_the_errors_in_the_guide_are_errors(site: Site) -> None:
    page = (ROOT / "docs/guide/formats.md").read_text("utf-8")
    typed = re.findall(
        r"^\| `(.+?)` \| ", page.partition("## Formats that are errors")[2], re.MULTILINE
    )
    found = built(site, [f"<< {call} >>" for call in typed])

    assert len(typed) >= 10
    for call, (_, messages) in zip(typed, found, strict=True):
        assert len(messages) == 1, call


def test_correct_calls_and_other_text_get_no_message(site: Site) -> None:
    found = built(site, list(NO_MISTAKES))

    for text, (_, messages) in zip(NO_MISTAKES, found, strict=True):
        assert messages == [], text


@pytest.mark.parametrize("text", ["<< n() >>", "<< n(2) ~ 'x' >>"])
def test_a_macro_of_the_site_with_the_name_of_one_of_ours_is_its_own(text: str) -> None:
    told: list[str] = []
    env = Environment(  # noqa: S701 - the macros plugin makes Markdown, and so does this
        **{name.removeprefix("j2_"): value for name, value in MACROS.items()}  # type: ignore[arg-type]
    )

    def complain(_: int, what: str, __: str) -> str:
        told.append(what)
        return ""

    assert escape_templates(text, env, {"osai", "n"}, complain).markdown == text
    assert told == []


@pytest.mark.parametrize("text", ["{{ n() }}", "<< osai.n() >> [[ osai.n() ]]", "{% iff osai.n %}"])
def test_on_a_site_with_other_delimiters_the_rest_of_a_page_belongs_to_the_macros_plugin(
    text: str,
) -> None:
    told: list[str] = []

    def complain(_: int, what: str, __: str) -> str:
        told.append(what)
        return ""

    escape_templates(text, Environment(), {"osai"}, complain)  # noqa: S701

    assert told == []
