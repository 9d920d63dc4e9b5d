"""Any Markdown: templates run, and other text does not change."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment, TemplateError

from mkdocs_osai.macros.templates.escaping import EscapedTemplates, escape_templates
from tests.fuzz.hostile import PAYLOADS
from tests.fuzz.settings import tries, within

DELIMITERS = (("<<", ">>", "<%", "%>", "<#", "#>"), ("{{", "}}", "{%", "%}", "{#", "#}"))
ENVIRONMENTS = tuple(
    Environment(  # noqa: S701 - the macros plugin makes Markdown, and so does this
        variable_start_string=variable,
        variable_end_string=variable_end,
        block_start_string=block,
        block_end_string=block_end,
        comment_start_string=comment,
        comment_end_string=comment_end,
        keep_trailing_newline=True,
    )
    for variable, variable_end, block, block_end, comment, comment_end in DELIMITERS
)

_TOKENS = (
    *("<<", ">>", "<%", "%>", "<#", "#>", "{{", "}}", "{%", "%}", "{#", "#}", "<<-", "->>", "<%-"),
    *(" osai.n() ", "osai.n(", "osai.", "osai", " osia.n() ", " x ", " 1 << 2 ", "cout << x"),
    *(
        " if ",
        " else ",
        " endif ",
        " for i in [1] ",
        " endfor ",
        " raw ",
        " endraw ",
        " set y = 1 ",
    ),
    *(" macro m() ", " endmacro ", " block b ", " endblock ", " include 'x' ", " import 'x' as y "),
    *(" call m() ", " endcall ", " filter upper ", " endfilter ", " with z = 2 ", " endwith "),
    *(" extends 'x' ", " break ", " do x ", " autoescape true ", " from 'x' import y ", " y "),
    *(
        " osai.n() | nofilter ",
        " x | upper ",
        " osai.n() is notest ",
        "(" * 300,
        "[" * 9,
        "9" * 5000,
    ),
    *("<% for a in x %>" * 21, "<% if osai %>" * 300, "<< osai.n" + "(" * 200 + ")" * 200 + " >>"),
    *("<% block b %><% endblock %>", "<% set osai = 1 %>", "<< osai['", "']", "<< 1e999 >>", "~"),
    *("{{ osai.n() }}", "[[ osai.n()", " ]]", "«osai.n(\n)»", "<", ">", "< osai.n() >", "n() "),
    *("<% iff osai.n() %>", "<% endfi %>", "osai, n()", " osai:n() ", "‘", "osai.share('a', 'b')"),  # noqa: RUF001
    *("\n", "\n\n", "\r\n", "\r", "\n    ", "\t", "`", "``", "```\n", "~~~\n", "```cpp\n", "> "),
    *("- ", "<!--", "-->", "\\", "'", '"', "(", ")", "[", "]", "|", "#", "{#id}", "{ .class }"),
    *("\ue000", "\ue001", "\uf8fe", "\x0b", "\x0c", "\x85", "\u2028", "a", "text", " ", "&", "%"),
)
_PAGES = st.tuples(
    st.sampled_from((0, 0, 1)),
    st.one_of(
        st.lists(st.sampled_from(_TOKENS), max_size=14).map("".join),
        st.lists(st.sampled_from((*_TOKENS, *PAYLOADS)), max_size=8).map("".join),
        st.text(max_size=60),
    ),
)


class _Fake:
    """Answers any call with a number."""

    def __getattr__(self, name: str) -> object:
        return lambda *_, **__: 7


@tries(400)
@given(_PAGES)
@example((0, "<% if osai %>" * 3_000))
@example((0, f"<< osai.n({'(' * 4_000}{')' * 4_000}) >>"))
@example((0, f"<< osai.n({'9' * 5_000}) >>"))
@example((0, "\r<% for a in osai %>"))
@example((1, "{{ osai.n() | nofilter }}"))
@within(2)
def test_guarded(page: tuple[int, str]) -> None:
    """The number of lines and other text do not change, and the templates compile."""
    which, markdown = page
    env = ENVIRONMENTS[which]
    complaints: list[tuple[int, str]] = []

    def complain(line: int, what: str, hint: str) -> str:
        complaints.append((line, f"{what}{hint}"))
        return "MARK"

    known = {"osai", "page", *env.globals}
    found = escape_templates(markdown, env, known, complain)

    assert found.markdown.count("\n") == markdown.count("\n")
    if which == 1 and "osai" not in markdown:
        assert found.markdown == markdown  # it belongs to the macros plugin
        return
    lines = markdown.count("\n") + 1
    assert all(1 <= line <= lines and what.isprintable() for line, what in complaints), complaints
    template = env.from_string(found.markdown)
    env.from_string(found.in_template(env))
    if not complaints:
        assert found.restore(found.markdown) == markdown
        again = escape_templates(found.restore(found.markdown), env, known, complain)
        assert again == found
    try:
        rendered = found.restore(template.render(osai=_Fake(), page="p"))
    except (TemplateError, TypeError, ValueError, AttributeError):
        return  # what a template of the author's does when it runs is the author's
    _check_rendered(found, rendered, env)
    named = any(name in markdown for name in known)
    if not complaints and not named and not any(start in markdown for start in _others(env)):
        assert rendered == _unix(markdown)


def _check_rendered(found: EscapedTemplates, rendered: str, env: Environment) -> None:
    """The text before the first template does not change."""
    starts = (env.variable_start_string, *_others(env))
    places = [found.markdown.find(start) for start in starts]
    first = min((place for place in places if place >= 0), default=None)
    before = _unix(found.restore(found.markdown[:first]))
    if first is None:
        assert rendered == before
    assert rendered.startswith(before.rstrip())  # <<- takes the space before it


def _others(env: Environment) -> tuple[str, str]:
    """What opens a template that is no expression."""
    return env.block_start_string, env.comment_start_string


def _unix(text: str) -> str:
    """A text with the line ends that Jinja writes."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize(
    ("page", "line", "what"),
    [
        ("a\n<< osai.n() | nofilter >>", 2, "No filter named 'nofilter'"),
        ("\n\n<< osai.n() is notest >>", 3, "No test named 'notest'"),
        (f"<< osai.n({'(' * 4_000}{')' * 4_000}) >>", 1, "nested too deep"),
        (f"<< osai.n({'9' * 5_000}) >>", 1, "a number in it is too large"),
        ("<% if osai %>" * 3_000, 1, "nested too deep"),
        ("<% for a in osai %>" * 40 + "<% endfor %>" * 40, 1, "nested too deep"),
        ("\r\n<% if osai %>", 2, "the template cannot be read"),
        ("\r<% if osai %>", 1, "the template cannot be read"),
    ],
)
def test_a_template_that_cannot_run_is_reported_with_its_line(
    page: str, line: int, what: str
) -> None:
    told: list[tuple[int, str]] = []

    def complain(at: int, why: str, _: str) -> str:
        told.append((at, why))
        return "MARK"

    found = escape_templates(page, ENVIRONMENTS[0], {"osai"}, complain)

    assert [at for at, _ in told] == [line]
    assert what in told[0][1]
    assert found.restore(found.markdown).count("MARK") == 1
