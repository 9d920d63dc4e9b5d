"""Claims about models that meet a definition: what is refused, and what the messages say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_osai.claims import Verdict, judge
from mkdocs_osai.claims.fix import fix
from mkdocs_osai.problems import OsaiError
from tests.builders import a_model, an_index
from tests.claims.wordings import meets

NINE = meets(9, 9)
UNSURE = meets(9, 19)
CHINESE = replace(meets(3, 3, 57), selection="national origin: China", labels=("China",))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("3 Chinese models meet the OSAID", CHINESE),
        ("3 models from China meet OSAID 1.0", CHINESE),
        ("three of them meet the OSAID", CHINESE),
        ("54 Chinese models do not meet the OSAID", CHINESE),
        ("9 models meet osaid", NINE),
        ("**9** models meet the _OSAID_", NINE),
        ("a handful of models meet the OSAID", meets(4, 4)),
        ("two of 193 models meet the OSAID", meets(2, 2)),
        ("at least 174 models do not meet the OSAID", UNSURE),
        ("a quarter of models certainly meet the OSAID", meets(48, 97, kind="share")),
        ("9 to 19 models meet the OSAID", UNSURE),
    ],
)
def test_a_claim_says_that_models_meet_a_definition(words: str, value: object) -> None:
    assert not judge(words, value).fails  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "value", "message"),
    [
        (
            "9 models may meet the OSAID",
            UNSURE,
            'unclear, because some models meet it for certain; write "meet or may meet"',
        ),
        ("all models do not meet the OSAID", UNSURE, "'do not' can be understood in two ways here"),
        ("3 models meet the OSAID", CHINESE, "the number is only about some: national origin"),
        (
            "a third of the models that meet the OSAID",
            NINE,
            "'that' makes these models the whole, and the number is about all; leave it out",
        ),
        (
            "9 models meet the OSAID",
            replace(NINE, definition=()),
            "take osai.count(meets='…') or osai.share(meets='…')",
        ),
    ],
)
def test_a_refusal_says_what_to_write(words: str, value: object, message: str) -> None:
    with pytest.raises(OsaiError) as caught:
        judge(words, value)  # type: ignore[arg-type]

    assert message in str(caught.value)


def test_what_cannot_be_decided_names_both_ends_and_what_would_hold() -> None:
    found = judge("9 models meet the OSAID", UNSURE)

    assert found.verdict is Verdict.UNDECIDED
    assert found.message.endswith("between 9 and 19 (9 to 19 of the 193 models meet it)")
    assert found.hint == '"at least 9" or "at most 19" would hold'
    others = judge("184 models do not meet the OSAID", UNSURE)
    assert others.message.endswith("between 174 and 184 (9 to 19 of the 193 models meet it)")
    assert "at least 9" not in others.hint, "which would be said of the others"


@pytest.mark.parametrize(
    ("words", "fixed"),
    [
        ("10 models meet the OSAID", "9 models meet the OSAID"),
        ("Most of the models meet the OSAID", "A tiny minority of the models meet the OSAID"),
    ],
)
def test_a_fix_keeps_what_is_said_of_the_models(words: str, fixed: str) -> None:
    found = fix(judge(words, NINE))

    assert found is not None
    assert found.words == fixed


def test_what_is_said_of_others_than_the_number_counts_is_not_fixed() -> None:
    assert fix(judge("185 models do not meet the OSAID", NINE)) is None


def test_a_name_that_two_definitions_can_have_is_not_read() -> None:
    index = an_index(a_model("a"))
    osaid = index.definitions["osaid"]
    other = replace(osaid, key="draft", name="OSAID 0.9", version="0.9")
    both = replace(index.definitions, by_key={**index.definitions.by_key, "draft": other})

    assert both.spellings(osaid) == ("OSAID 1.0",)
    assert both.spellings(other) == ("OSAID 0.9", "draft")
