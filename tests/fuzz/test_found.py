"""What fuzzing found, where more is to be said of it than that nothing breaks."""

from __future__ import annotations

import pytest

from mkdocs_osai.charts.drawing import Drawing
from mkdocs_osai.charts.shapes import Text
from mkdocs_osai.macros.templates.escaping import escape_templates
from tests.fuzz.drawing import check_svg
from tests.fuzz.guarding import ENVIRONMENTS


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
def test_a_template_that_could_not_run_is_told_with_its_line(
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


@pytest.mark.parametrize("sign", ["\x00", "\x1f", "\x9b", "\ud800", "\uffff"])
def test_what_xml_cannot_hold_is_a_space_in_svg(sign: str) -> None:
    svg = Drawing(9, 9, (Text(0, 0, f"a{sign}b"),)).svg("light", f"c{sign}d")

    check_svg(svg)
    assert ">a b<" in svg
    assert ">c d<" in svg


def test_letters_and_emoji_stay_joined_in_svg() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"

    assert family in Drawing(9, 9, (Text(0, 0, family),)).svg("light")
