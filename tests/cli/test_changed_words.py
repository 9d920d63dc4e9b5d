"""The words of a page that changed, sentence by sentence."""

from __future__ import annotations

import pytest

from mkdocs_osai.cli.changed_words import changed_sentences


def marked(before: str, after: str) -> list[str]:
    """The sentences with what is gone in [-…-] and what is new in {+…+}."""
    forms = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return [
        " ".join(forms[words.mark].format(words.text) for words in sentence)
        for sentence in changed_sentences(before, after)
    ]


PAGE = """# Where {n} models come from

There are **{n} models**. China has [{share}](../evidence/x.md){{ .osai }}
of them. Nothing else is new.

- One is 7.
- Another is {n}.

| Origin | Models |
| --- | --- |
| China | {n} |

```text
{n} in code
```

<figure><figcaption>{n}</figcaption></figure>
"""


def test_each_changed_sentence_is_told_once_without_markup() -> None:
    before, after = PAGE.format(n=7, share="39.7%"), PAGE.format(n=9, share="39.8%")

    assert marked(before, after) == [
        "Where [-7-] {+9+} models come from",
        "There are [-7-] {+9+} models.",
        "China has [-39.7%-] {+39.8%+} of them.",
        "Another is [-7.-] {+9.+}",
        "China | [-7-] {+9+}",
    ]
    assert marked(before, before) == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("A. B.", "A.", ["[-B.-]"]),
        ("A.", "A.\n\nB is new.", ["{+B is new.+}"]),
        ("It is 0.5 so far.", "It is 0.6 so far.", ["It is [-0.5-] {+0.6+} so far."]),
        ("Two &#60;b&#62; of `x`", "Two &#60;i&#62; of `x`", ["Two [-<b>-] {+<i>+} of x"]),
        ("~~~\na\n```\nb\n~~~\nEnd 1", "~~~\na\n```\nc\n~~~\nEnd 2", ["End [-1-] {+2+}"]),
        ("<b>It</b> is 1", "<b>It</b> is 2", ["It is [-1-] {+2+}"]),
        ("<table><tr><td>1</td></tr></table>", "<table><tr><td>2</td></tr></table>", []),
        ("", "", []),
    ],
)
def test_sentences_that_come_go_or_change(before: str, after: str, told: list[str]) -> None:
    assert marked(before, after) == told
