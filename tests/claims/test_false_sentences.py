"""Sentences that somebody tried who wanted a false one to pass; none of them does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from mkdocs_osai.claims import judge
from mkdocs_osai.problems import OsaiError
from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.quantity import Kind, Standing
from tests.claims.wordings import based, change, count, meets, share

WEIGHTS = "End User Model Weights"
LATEST = "performance class: latest"


def origin(kind: Kind, number: int, name: str) -> Quantity:
    return Quantity(
        kind,
        number,
        191,
        2,
        f"national origin {name}",
        dimension="national_origins",
        categories=(name,),
    )


def weights(kind: Kind, number: int, of: int = 193, name: str = "open") -> Quantity:
    return Quantity(
        kind,
        number,
        of,
        what=f"{WEIGHTS} {name}",
        dimension="weights_endmodel",
        categories=(name,),
        lacking="a class",
    )


def number(kind: Kind, value: str) -> Quantity:
    return Quantity(kind, number=Fraction(value), basis_text="it")


def place(value: int, name: str, ahead: tuple[str, ...], lead: str) -> Quantity:
    return Quantity(
        "rank",
        value,
        19,
        number=Fraction(value),
        basis_text="it",
        dimension="national_origins",
        categories=(name,),
        standing=Standing(0, (), Fraction(lead), "National origin", ahead, countries=True),
    )


def of_category(dimension: str, category: str, models: int, lacking: str) -> Quantity:
    return Quantity(
        "count",
        models,
        193,
        what=f"{dimension} {category}",
        dimension=dimension,
        categories=(category,),
        lacking=lacking,
    )


US, US_SHARE = origin("count", 76, "United States"), origin("share", 76, "United States")
CHINA, CHINA_SHARE = origin("count", 57, "China"), origin("share", 57, "China")
OPEN = weights("share", 156)
VALUES = {
    "US": US,
    "US_SHARE": US_SHARE,
    "CHINA": CHINA,
    "CHINA_SHARE": CHINA_SHARE,
    "FRANCE": origin("count", 6, "France"),
    "CANADA": origin("count", 1, "Canada"),
    "OPEN": OPEN,
    "LATEST_OPEN": replace(weights("share", 33, 40), selection=LATEST, labels=("latest",)),
    "ACADEMIC": Quantity("share", 50, 191, 2, "Academic", categories=("Academic",)),
    "OLMO": number("score", "23/24"),
    "RATIO": US / CHINA,
    "POINTS": US_SHARE - CHINA_SHARE,
    "LARGEST": place(1, "United States", (), "4/3"),
    "FAR_LARGER": place(1, "United States", (), "3/2"),
    "SECOND": place(2, "China", ("United States",), "3/4"),
    "THIRD": Quantity(
        "rank",
        3,
        193,
        basis_text="it",
        standing=Standing(1, ("BLOOMZ",), ahead=("Mustango", "YuLan")),
    ),
    "GREW": change(count(9), count(12)),
    "SHRANK": change(count(12), count(9)),
    "ROSE": change(share(30, 200), share(40, 200)),
    "TENTHS": change(share(60, 200), share(55, 200)),
    "FELL": change(count(102), count(100)),
    "FELL_FAR": change(count(100), count(50)),
    "DOUBLED": change(count(100), count(200)),
    "ELEVEN": change(share(10, 200), share(11, 200)),
    "ONLY_LATEST": replace(weights("count", 40, 40), selection=LATEST, labels=("latest",)),
    "YEAR": of_category("release_years", "2023", 44, "a date of release"),
    "META": of_category("organizations", "Meta", 12, "an organisation"),
    "APACHE": of_category("licenses", "Apache-2.0", 75, "a licence"),
    "TEXT": of_category("types", "text", 123, "a type"),
    "LARGEST_YEAR": replace(
        place(1, "2024", (), "2"), dimension="release_years", lacking="a date of release"
    ),
    "SHARED": replace(
        place(2, "Google", ("Meta",), "1"),
        standing=Standing(1, ("Alibaba",), Fraction(1), "Organisation", ("Meta",)),
    ),
    "ONLY_LATEST_COUNT": replace(weights("count", 40, 40), selection=LATEST, labels=("latest",)),
    "SLIGHTLY": change(count(80), count(82)),
    "HALF_OPEN": number("score", "1/2"),
    "SHARES_RATIO": US_SHARE / CHINA_SHARE,
    "ONE_OF_2001": Quantity("share", 1, 2001, what="It"),
    "MEET": meets(9, 19),
    "MEET_EXACTLY": meets(9, 9),
    "MAY_MEET": meets(0, 19),
    "MEET_SHARE": meets(48, 97, kind="share"),
    "CHINESE_MEET": replace(meets(3, 3, 57), selection="national origin: China", labels=("China",)),
    "MEET_FOR_CERTAIN": meets(9, 19).certain,
    "MEET_POSSIBLY": meets(9, 19).possible,
    "MET_IN_TALLY": replace(meets(9, 9, 110), definition=(), lacking="a certain answer"),
    "LLAMA": based("base_families", "Llama", 31, "a family"),
    "BASE_BY_META": based("base_organizations", "Meta", 35, "a maker of the base"),
    "DERIVED": based("derived", "derived", 76, "a base that a rule finds"),
    "FROM_SCRATCH": based("derived", "from scratch", 85, "a base that a rule finds"),
    "TEXT_ON_META": replace(
        of_category("types", "text", 27, "a type"),
        selection="organisation behind the base model: Meta",
        labels=("Meta",),
    ),
    "TEXT_ON_LLAMA": replace(
        of_category("types", "text", 24, "a type"),
        selection="family of the base model: Llama",
        labels=("Llama",),
    ),
    "TEXT_THAT_MEET": replace(
        of_category("types", "text", 6, "a type"),
        selection="definition met: OSAID 1.0",
        labels=("OSAID 1.0",),
    ),
    "MOST_OF_2001": Quantity("share", 2000, 2001, what="It"),
}
"""The name of a value in `false_sentences.txt` → the value."""


def sentences() -> Iterator[tuple[str, tuple[Quantity, ...]]]:
    """The sentences of `false_sentences.txt`, with their values."""
    values: tuple[Quantity, ...] = ()
    path = Path(__file__).with_name("false_sentences.txt")
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:2].isupper():
            values = tuple(VALUES[name] for name in line[1:-1].split(", "))
        elif line and not line.startswith("# "):
            yield line.encode("ascii").decode("unicode_escape"), values


def holds(words: str, *values: Quantity) -> bool:
    try:
        return not judge(words, *values).fails
    except OsaiError:
        return False


def test_no_false_sentence_passes() -> None:
    tried = [*sentences()]

    assert len(tried) > 500
    assert [words for words, values in tried if holds(words, *values)] == []


CHINESE_TEXT = replace(weights("share", 29, 31), selection="national origin: China, type: text")
ONLY_LATEST = replace(weights("share", 40, 40), selection=LATEST, labels=("latest",))
NONE_LATEST = replace(weights("count", 0, 40), selection=LATEST, labels=("latest",))
WITHOUT_TWO = Quantity("share", 191, 191, 2, "it")
WESTERN = replace(origin("count", 82, "United States"), categories=("Western",))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        *(
            (words, ONLY_LATEST)
            for words in ("all models", "every model", "each of all models", "all of our index")
        ),
        *((words, NONE_LATEST) for words in ("no model", "no models", "not one model")),
        *((f"most {noun} models", CHINESE_TEXT) for noun in ("Chinese", "text", "Chinese text")),
        *(
            (words, WITHOUT_TWO)
            for words in (
                "all models",
                "every model in our database",
                "100% of all models",
                "191 of all 191 models",
            )
        ),
        *((f"82 {noun} models", WESTERN) for noun in ("American", "French")),
        ("not all", share(100, 10)),
        ("a dozen and a half", count(12)),
        ("a hundred", count(99)),
        ("about one", count(2)),
        ("about three", count(2)),
        ("about half a dozen", count(9)),
        ("76-77", count(78)),
        ("exactly a third", share(33)),
        ("exactly 0.5", number("score", "0.487")),
        ("exactly 0.96", number("score", "0.948")),
        ("some three quarters", share(69)),
        ("around 0%", share(1)),
        ("26%", share(26.5)),
        ("one and a half times", number("ratio", "1.4")),
        ("one and a half times", number("ratio", "1.55")),
        ("two and a half times", number("ratio", "2.3")),
        ("2½ times", number("ratio", "2.7")),
        ("twice", number("ratio", "1.8")),
        ("at least twice", number("ratio", "1.9")),
        ("2 models", number("ratio", "2")),
        ("two models", count(20) / count(10)),
        ("8 closed models", weights("count", 8, name="closed")),
        ("156 open models", weights("count", 156)),
        ("156 models with open user", weights("count", 156)),
        ("156 models with open model", weights("count", 156)),
        ("156 open-weight models with open weights", weights("count", 156)),
        ("156 models with open base model weights", weights("count", 156)),
    ],
)
def test_what_says_more_than_the_value_is_not_true(words: str, value: Quantity) -> None:
    assert not holds(words, value)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("a handful of French models", ("FRANCE",)),
        ("half a dozen French models", ("FRANCE",)),
        ("a single Canadian model", ("CANADA",)),
        ("the only Canadian model", ("CANADA",)),
        ("76 of all 193 models", ("US",)),
        ("about two in five of all models", ("US_SHARE",)),
        ("over 80% of all models in the index", ("OPEN",)),
        ("most models in the database", ("OPEN",)),
        ("well over three quarters", ("OPEN",)),
        ("about four models in five", ("OPEN",)),
        ("33 of the 40 latest models", ("LATEST_OPEN",)),
        ("most of all latest models", ("LATEST_OPEN",)),
        ("a quarter", ("ACADEMIC",)),
        ("one in four", ("ACADEMIC",)),
        ("just over a quarter", ("ACADEMIC",)),
        ("0.96 out of 1", ("OLMO",)),
        ("10 points ahead of", ("US_SHARE", "CHINA_SHARE")),
        ("19 models ahead of", ("US", "CHINA")),
        ("behind", ("CHINA", "US")),
        ("second only to", ("SECOND",)),
        ("second only to the US", ("SECOND",)),
        ("behind only the United States", ("SECOND",)),
        ("joint third with BLOOMZ", ("THIRD",)),
        ("the second-largest country", ("SECOND",)),
        ("the second-largest group of models", ("SECOND",)),
        ("the largest single country", ("LARGEST",)),
        ("fell below 60%", ("TENTHS",)),
        ("dropped below three fifths, from 60 to 55%", ("TENTHS",)),
        ("fell to below 60%", ("TENTHS",)),
        ("fell by less than 10 points", ("TENTHS",)),
        ("fell over 4 points", ("TENTHS",)),
        ("fell by a twelfth in relative terms", ("TENTHS",)),
        ("rose above 150", ("DOUBLED",)),
        ("rose above 150 models", ("DOUBLED",)),
        ("has risen above 150, from 100", ("DOUBLED",)),
        ("rose by over 50%", ("DOUBLED",)),
        ("44 models in 2023", ("YEAR",)),
        ("44 in 2023", ("YEAR",)),
        ("44 models of 2023", ("YEAR",)),
        ("44 models released in 2023", ("YEAR",)),
        ("44 releases in 2023", ("YEAR",)),
        ("12 models by Meta", ("META",)),
        ("12 models from Meta", ("META",)),
        ("75 models under Apache-2.0", ("APACHE",)),
        ("123 text models", ("TEXT",)),
        ("76 from the United States", ("US",)),
        ("76 U.S. models", ("US",)),
        ("76 American entries", ("US",)),
        ("76 of 191 entries", ("US",)),
        ("most latest releases", ("LATEST_OPEN",)),
        ("a total of 40 latest models", ("ONLY_LATEST_COUNT",)),
        ("the largest", ("LARGEST_YEAR",)),
        ("level with Alibaba", ("SHARED",)),
        ("the country with the most models", ("LARGEST",)),
        ("more models than any other country", ("LARGEST",)),
        ("the leading country", ("LARGEST",)),
        ("rose slightly, from 80 to 82", ("SLIGHTLY",)),
        ("by far the largest", ("FAR_LARGER",)),
        ("higher than", ("US_SHARE", "CHINA_SHARE")),
        ("a third higher than", ("US_SHARE", "CHINA_SHARE")),
        ("1.3 times as high as", ("US_SHARE", "CHINA_SHARE")),
        ("1.3 times as high as", ("SHARES_RATIO",)),
        ("nearly twice as high as", ("OLMO", "HALF_OPEN")),
        ("as many as 76 models", ("US",)),
        ("76/191", ("US_SHARE",)),
        ("76/191 models", ("US",)),
        ("39.8% (76/191)", ("US_SHARE",)),
        ("398 in 1,000 models", ("US_SHARE",)),
        ("40 in 100 models", ("US_SHARE",)),
        ("2/5", ("US_SHARE",)),
        ("a total of 76 American models", ("US",)),
        ("about 0%", ("ONE_OF_2001",)),
        ("less than 1%", ("ONE_OF_2001",)),
        ("about 100%", ("MOST_OF_2001",)),
        ("grew by a third, from 9 to 12", ("GREW",)),
        ("grew by a third (from 9 to 12)", ("GREW",)),
        ("an increase of a third, from 9 to 12", ("GREW",)),
        ("three more than before", ("GREW",)),
        ("three fewer models than before", ("SHRANK",)),
        ("10 points higher than before", ("ROSE",)),
    ],
)
def test_natural_sentences_are_read(words: str, values: tuple[str, ...]) -> None:
    assert holds(words, *(VALUES[name] for name in values))


def test_a_share_of_all_models_counts_those_without_a_category_either_way() -> None:
    found = judge("40% of all models", US_SHARE)

    assert found.fails
    assert found.message == (
        '"40% of all models" cannot be decided: between 39.4% and 40.4%; '
        "national origin United States is 39.8% (76 of 191 models, 2 without a tag)"
    )


def test_words_about_all_models_name_the_selection_of_the_value() -> None:
    with pytest.raises(OsaiError, match=r"is about all models, but .*: latest"):
        judge("most models in the index", VALUES["LATEST_OPEN"])


@pytest.mark.parametrize(
    ("words", "value", "notice"),
    [
        (
            "a quarter",
            VALUES["ACADEMIC"],
            'the number is 26.2%; with "just over" it would be closer',
        ),
        ("below 0.96", VALUES["OLMO"], "the number prints as 0.96"),
        ("more than 39.7%", US_SHARE, ""),
        ("a quarter", share(25.5), ""),
    ],
)
def test_what_looks_false_beside_the_printed_number_is_a_notice(
    words: str, value: Quantity, notice: str
) -> None:
    assert judge(words, value).notices == ((notice,) if notice else ())


@pytest.mark.parametrize(
    ("words", "values", "message"),
    [
        ("fell under 60%", ("TENTHS",), "'under' behind a verb is unclear; write \"by\""),
        ("rose over 150", ("DOUBLED",), "'over' behind a verb is unclear"),
        ("fell 8%", ("TENTHS",), "'8 percent' of a share is unclear; write percentage points"),
        ("fell by half", ("TENTHS",), "'half' of a share is unclear"),
        ("33% more than", ("US_SHARE", "CHINA_SHARE"), "'33 percent' of a share is unclear"),
        ("outnumber", ("US_SHARE", "CHINA_SHARE"), "'outnumber' is said of numbers of models only"),
        ("1.3 times as many as", ("SHARES_RATIO",), "'many' is said of numbers of models"),
        ("a total of 40%", ("US_SHARE",), "'a total of' is said of numbers of models only"),
        ("a total of 40", ("ONLY_LATEST",), "is about all models, but the number is only"),
        ("up from", ("GREW",), "they cannot end with 'from'"),
        ("76 entries", ("US",), "'entries' is said of the whole index, and the number is about a"),
        ("first", ("LARGEST_YEAR",), "'first' can be about time; write \"the largest\""),
        ("four", ("GREW",), "does not say how the number changed; write a change"),
    ],
)
def test_a_refusal_says_what_is_unclear_and_what_to_write(
    words: str, values: tuple[str, ...], message: str
) -> None:
    with pytest.raises(OsaiError) as caught:
        judge(words, *(VALUES[name] for name in values))

    assert message in str(caught.value)
