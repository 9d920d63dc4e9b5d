"""Fixes are what a careful person would type, and nothing else changes."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index.criteria import BUILT_IN
from mkdocs_osai.index.diagnostics import FileDiagnostics, Rule
from mkdocs_osai.index.model import Model
from mkdocs_osai.index.model_parser import read_model
from mkdocs_osai.problems import Problem
from mkdocs_osai.quality import yaml_edit as editing
from mkdocs_osai.quality.fix import Fixed, fixed
from tests.builders import a_file
from tests.index.test_reader import HOSTILE

TODAY = dt.date(2026, 6, 12)
TAGS = "# - National origin: China\n# - Contributor type: Academic (A: b) #1\n"


def fix(content: bytes | str) -> Fixed:
    return fixed(
        content.encode() if isinstance(content, str) else content, "a.yaml", BUILT_IN, TODAY
    )


def read(content: bytes) -> tuple[Model | None, list[Problem]]:
    findings = FileDiagnostics("a.yaml", content)
    return read_model(findings, "a", BUILT_IN, TODAY), findings.problems


VALUES = {
    "case": ("code:\n  class: Open  # sic\n", "code:\n  class: open  # sic\n"),
    "single quotes": ("code: {class: 'OPEN'}", "code: {class: 'open'}"),
    "double quotes": ('code:\n  class:   "Open"\n', 'code:\n  class:   "open"\n'),
    "a key in brackets": ("code:\n  ? class\n  : Open\n", "code:\n  ? class\n  : open\n"),
    "a date": ("system:\n  releasedate: 2024 NOV\n", "system:\n  releasedate: 2024-11\n"),
    "types": ("system:\n  type: Code, Text,\n", "system:\n  type: code, text\n"),
    "types in braces": ("system: {type: 'Code, Text'}", "system: {type: 'code, text'}"),
    "a list of types": (
        "system:\n  type: [Code, 'Text', code]\n",
        "system:\n  type: [code, 'text']\n",
    ),
    "a block list of types": (
        "system:\n  type:\n  # two\n  - Code # a\n  - Text\n  - code\nx: 1\n",
        "system:\n  type:\n  # two\n  - code # a\n  - text\nx: 1\n",
    ),
    "a web address": ("org:\n  link: tilde.ai\n", "org:\n  link: https://tilde.ai\n"),
    "several in one text": (
        "org:\n  link: https://a.org https://b.org # both\n",
        'org:\n  link: ["https://a.org", "https://b.org"] # both\n',
    ),
    "several on two lines": (
        "org:\n  link: https://a.org\n    https://b.org\nx: 1\n",
        'org:\n  link: ["https://a.org", "https://b.org"]\nx: 1\n',
    ),
    "a list of web addresses": (
        "org:\n  link: ['hhttps://a.org', \"https://b.org\", '']\n",
        "org:\n  link: ['https://a.org', \"https://b.org\"]\n",
    ),
    "a block list of web addresses": (
        "org:\n  link:\n  - a.org # A\n  -\n  - https://b.org\n  -\n",
        "org:\n  link:\n  - https://a.org # A\n  - https://b.org\n",
    ),
    "texts in brackets": (
        "system:\n  endmodellicense: [MIT, 'Llama: 3']\n",
        'system:\n  endmodellicense: "MIT, Llama: 3"\n',
    ),
    "texts in a block list": (
        "system:\n  endmodellicense:\n    - MIT\n    - Llama 3\n\n# x\norg: {}\n",
        "system:\n  endmodellicense: MIT, Llama 3\n\n# x\norg: {}\n",
    ),
    "a control character": (
        'org:\n  name: "A \\"lab\\"\\0of \\t😀"\n',
        'org:\n  name: "A \\"lab\\" of \\t😀"\n',
    ),
    "a key": ("system:\n  'endmodel license': MIT\n", "system:\n  'endmodellicense': MIT\n"),
    "a section and what is in it": (
        "project: # P\n  name: A\n  Endmodel license: MIT\n  type: Text\ncode:\n  class: Open\n",
        "system: # P\n  name: A\n  endmodellicense: MIT\n  type: text\ncode:\n  class: open\n",
    ),
    "a key and its value": (
        'system:\n  Endmodel License: "M\\0T"\n',
        'system:\n  endmodellicense: "M T"\n',
    ),
    "the last of two": (
        "code:\n  class: Partial\n  class: Open\n",
        "code:\n  class: Partial\n  class: open\n",
    ),
    "behind characters that take more than one place": (
        "x: 😀\u00e9\u2028\n\norg: {link: tilde.ai, name: 😀}\n",
        'x: 😀\u00e9\u2028\n\norg: {link: "https://tilde.ai", name: 😀}\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), VALUES.values(), ids=VALUES.keys())
def test_a_value_that_is_understood_is_written_as_the_format_asks(before: str, after: str) -> None:
    result = fix(before)

    assert result.content.decode() == after
    assert {p.rule for p in result.problems} <= {Rule.SPELLING, Rule.KEY}
    assert not [p for p in read(result.content)[1] if p.rule in (Rule.SPELLING, Rule.KEY)]
    assert read(result.content)[0] == read(before.encode())[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(end: str, mark: str) -> None:
    before = f"{mark}{TAGS}code:\n  class: Open \t\n\norg:\n  name: A".replace("\n", end)

    added = '\n  origin: China\n  contributor: "Academic (A: b) #1"'
    after = f"{mark}{TAGS}code:\n  class: open\n\norg:\n  name: A{added}".replace("\n", end)
    assert fix(before).content.decode() == after


def test_a_new_line_ends_as_the_line_before_it() -> None:
    mixed = "# - National origin: China\r\norg:\n  name: A\n  link: https://a.org\r\nx: 1\n"

    after = fix(mixed).content

    assert after.decode() == mixed.replace(".org\r\n", ".org\r\n  origin: China\r\n")


CONTRIBUTOR = 'contributor: "Academic (A: b) #1"'
ORGS = {
    "before the notes": (
        "org:\n    name: A # a\n    link:\n      - https://a.org # b\n    # c\n    notes: n\n",
        (
            "org:\n    name: A # a\n    link:\n      - https://a.org # b\n"
            f"    origin: China\n    {CONTRIBUTOR}\n    # c\n    notes: n\n"
        ),
    ),
    "before notes alone": (
        "org:\n  notes: |\n    n \n",
        'org:\n  origin: China\n  contributor: "Academic (A: b) #1"\n  notes: |\n    n \n',
    ),
    "into empty keys": (
        "org:\n  origin:\n  contributor: ~ # which?\n  name: A",
        'org:\n  origin: China\n  contributor: "Academic (A: b) #1" # which?\n  name: A',
    ),
    "behind a key that is there": (
        "org:\n  origin: China\n  name: A\n",
        'org:\n  origin: China\n  name: A\n  contributor: "Academic (A: b) #1"\n',
    ),
    "into braces": (
        "org: {name: A, notes: n}\n",
        'org: {name: A, origin: China, contributor: "Academic (A: b) #1", notes: n}\n',
    ),
    "into empty keys in braces": (
        "org: {contributor: '', origin: , notes: n}\n",
        'org: {contributor: "Academic (A: b) #1", origin: China, notes: n}\n',
    ),
}


@pytest.mark.parametrize(("before", "after"), ORGS.values(), ids=ORGS.keys())
def test_tags_in_comments_become_keys_and_the_comments_stay(before: str, after: str) -> None:
    result = fix(TAGS + before)

    assert result.content.decode() == TAGS + after
    assert {p.rule for p in result.problems} == {Rule.COMMENT}


@pytest.mark.parametrize("tag", ["No", "2024", "~", "a: b", "[x]", "- x", "é 'x' \"y\"", "#1", "="])
def test_a_tag_is_a_text_for_any_reader(tag: str) -> None:
    import yaml

    result = fix(f"# - National origin: {tag}\norg:\n  name: A\n")

    assert yaml.safe_load(result.content)["org"] == {"name": "A", "origin": tag}


LEFT_ALONE = {
    "what is right": a_file(origin=None, contributor=None),
    "an anchor and its alias": "code: {class: &x Open}\npaper:\n  class: *x\n",
    "a section with an anchor": "code: &x\n  class: Open\npaper: *x\n",
    "a tag of YAML": "code:\n  class: !!str Open\n",
    "a block of text": "code:\n  class: |\n    Open\n",
    "texts with comments between": "system:\n  endmodelname:\n  - a # b\n  - c\n",
    "an empty place with a comment": "org:\n  link:\n  - a.org\n  - # to come\n",
    "a list in a list": "org:\n  link: [[a.org], b.org]\n",
    "lines in quotes": 'org:\n  name: "A\\0\n    lab"\n',
    "two keys for one": "system:\n  endmodel license: MIT\n  Endmodel License: X\n",
    "two sections for one": "project:\n  name: A\n  type: Code\nsystem:\n  name: B\n",
    "a section whose name has an anchor": "&x project:\n  name: A\n",
    "an organization with an anchor": f"{TAGS}org: &x\n  name: A\n",
    "an organization that is called like another thing": f"{TAGS}x: &x A\norg:\n  name: *x\n",
    "no keys of an organization": f"{TAGS}org:\n",
    "empty braces": f"{TAGS}org: {{}}\n",
    "no organization": f"{TAGS}system:\n  name: A\n",
    "a tag that says something else": (
        "# - National origin: China\norg:\n  origin: France\n  name: A\n"
    ),
    "a tag that cannot be read": "# - National origin: China\norg:\n  origin: {x: y}\n  name: A\n",
    "a key that is meant to be the tag": (
        "# - Contributor type: Academic\norg:\n  name: A\n  contributr: Academic (University)\n"
    ),
    "spaces in texts of several lines": (
        "code:\n  notes: |  \n    a  \n   \n    b  \n  \npaper:\n  notes: a  \n\n    b\n"
        "x: 'a  \n  b'\ny: \"a \\  \n  b\"\nz: >-\n  a  \n  b  \n"
    ),
    "two byte order marks": "\ufeff\ufeffcode:\n  class: Open  \n",
    "no YAML": "code:\n\tclass: Open \n",
    "a guess": "code:\n  class: opem\nsystem:\n  type: text, txet\norg:\n  link: see the paper\n",
    "nothing": "",
}


@pytest.mark.parametrize("content", LEFT_ALONE.values(), ids=LEFT_ALONE.keys())
def test_what_is_right_or_unusual_is_left_alone(content: str) -> None:
    assert fix(content) == Fixed(content.encode())


def test_spaces_at_the_ends_of_lines_go() -> None:
    before = '# a  \n \nx: 1 \t # b \ny: \n- "c" \n- [d, \n  e]  \nz: a \n  b \n...  \n'
    after = '# a\n\nx: 1 \t # b\ny:\n- "c"\n- [d,\n  e]\nz: a \n  b\n...\n'

    result = fix(before)

    assert result.content.decode() == after
    assert [str(p) for p in result.problems] == ["a.yaml:1: 9 lines end in spaces; remove them"]


def test_fixes_are_reported_with_the_old_lines() -> None:
    result = fix(
        f"{TAGS}system:\n  endmodel license: MIT\n  type:\n  - Code\n  - code\norg:\n  name: A\n"
        'paper:\n  class: open \ncode:\n  class: Open\npreprint:\n  notes: "a\\0\\nb"\n'
    )

    assert [str(p) for p in result.problems] == [
        "a.yaml:1: org.origin: 'China' is only in a comment; write the key",
        "a.yaml:2: org.contributor: 'Academic (A: b) #1' is only in a comment; write the key",
        "a.yaml:4: system.endmodel license: 'endmodel license' is now 'endmodellicense'",
        "a.yaml:5: system.type: '[Code, code]' is now '[code]'",
        "a.yaml:11: the line ends in spaces; remove them",
        "a.yaml:13: code.class: 'Open' is now 'open'",
        "a.yaml:15: preprint.notes: 'a  b' no longer contains control characters",
    ]


def test_a_change_that_would_do_harm_is_not_made_and_the_others_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def at_the_wrong_place(_: object, entry: editing.KeyEntry, value: str) -> editing.Edit:
        return editing.Edit(entry.section.start_mark.index, entry.section.start_mark.index, value)

    monkeypatch.setattr("mkdocs_osai.quality.fixers.filled", at_the_wrong_place)

    result = fix(f"{TAGS}code:\n  class: Open \norg:\n  name: A\n  origin:\n")

    assert result.content.decode() == (
        f"{TAGS}code:\n  class: open\norg:\n  name: A\n  origin:\n"
        '  contributor: "Academic (A: b) #1"\n'
    )
    assert len(result.problems) == 3


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_fixed_or_not_within_seconds(content: bytes) -> None:
    started = time.monotonic()
    result = fix(content)

    assert time.monotonic() - started < 10
    assert read(result.content)[0] == read(content)[0]


def test_many_values_and_many_spaces_are_fixed_within_seconds() -> None:
    sections = "".join(f"{c.ref}:\n  class: Open \n  link: [{'a.org, ' * 190}]\n" for c in BUILT_IN)
    content = sections + " \n" * 200_000 + "# " + " " * 400_000 + "x\n"

    started = time.monotonic()
    result = fix(content)

    assert time.monotonic() - started < 20
    assert len(result.problems) == 1 + 2 * len(BUILT_IN)


QUOTES = st.sampled_from(["{}", "'{}'", '"{}"'])
SPACES = st.sampled_from(["", " ", "\t", "   "])
ENDS = st.sampled_from(["\n", "\r\n", "\r"])
COMMENTS = st.sampled_from(["", " # a comment", "  # 😀: 'x' [", " #"])
OTHERS = ["", "# - a: b", "  # é 😀", "extra: ['x', y] # z", "more: {a: b}", "text: |\n  a \n\n  b"]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """A file made of valid pieces, and how a careful person would leave it."""
    before, after = draw(st.sampled_from([("", ""), ("\ufeff", "\ufeff")]))

    def line(key: str, right: str = "", *wrong: str, written: str | None = None) -> None:
        nonlocal before, after
        style = draw(QUOTES) if right else "{}"
        old = style.format(draw(st.sampled_from([right, *wrong])))
        comment, end = draw(COMMENTS) if key else "", draw(ENDS)
        spaces = draw(SPACES) if key else "  "  # a line with only a tab is no YAML
        before += f"{key}{old}{comment}{spaces}{end}"
        after += f"{written or key}{style.format(right)}{comment}".rstrip(" \t") + end

    origin = draw(st.sampled_from(["China", "Côte d'Ivoire"]))
    before, after = (f"{text}# - National origin: {origin}\n" for text in (before, after))
    line("system:")
    line("    type: ", "text", "Text", "TEXT")
    line("    releasedate: ", "2024-11", "2024 NOV", "Nov 2024", "2024/11")
    line("    endmodel license: ", "MIT", written="    endmodellicense: ")
    for ref in draw(st.sets(st.sampled_from([c.ref for c in BUILT_IN]))):
        line(f"{ref}:")
        right = draw(st.sampled_from(["open", "partial", "closed"]))
        line("  class: ", right, right.upper(), right.title())
        line("  link:")
        for _ in range(draw(st.integers(0, 2))):
            line("  - ", "https://a.org/x", "a.org/x", "hhttps://a.org/x")
        line("  notes: ")
        line("")
        other = draw(st.sampled_from(OTHERS)) + draw(ENDS)
        before, after = before + other, after + other
    line("org:")
    line("  name: ", "LAB")
    if draw(st.booleans()):
        line("  origin:", written=f"  origin: {origin}")
        return before, after
    end = draw(st.sampled_from(["", "\n", "\r\n"]))
    line_end = end or ("\r\n" if after.endswith("\r\n") else after[-1])
    link = "  link: https://b.org"
    return f"{before}{link}{end}", f"{after}{link}{line_end}  origin: {origin}{end}"


@given(files())
def test_any_file_of_valid_pieces_is_left_as_a_careful_person_would(file: tuple[str, str]) -> None:
    before, after = (text.encode() for text in file)

    result = fix(before)

    assert result.content.decode() == after.decode()
    assert fix(after) == Fixed(after)
    (model, problems), (model_after, problems_after) = read(before), read(after)
    assert model == model_after
    assert model is not None
    assert len(problems_after) <= len(problems)
    assert not [p for p in problems_after if p.rule in (Rule.SPELLING, Rule.KEY)]


@given(
    st.lists(st.sampled_from([*VALUES.values(), *ORGS.values()]), max_size=5),
    st.sampled_from(["\n", "\n\n", " \n# x \n", "\r\n", "\r", "\n...\n", "\u2028", "\n\t# x"]),
)
def test_fixing_twice_is_the_same_as_once_and_keeps_the_model(
    pairs: list[tuple[str, str]], between: str
) -> None:
    content = (TAGS + between.join(before for before, _ in pairs)).encode()

    result = fix(content)

    assert fix(result.content) == Fixed(result.content)
    assert read(result.content)[0] == read(content)[0]
    assert len(read(result.content)[1]) <= len(read(content)[1])
