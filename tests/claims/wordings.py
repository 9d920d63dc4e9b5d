"""Wordings of published reports on AI and on surveys, each with values for and against it.

Each line is a quantity phrase alone, a value for which it is true, and one for which it is false.
"""

from __future__ import annotations

from fractions import Fraction

from mkdocs_osai.stats import Quantity
from mkdocs_osai.stats.bounded import Bounds, Coverage
from mkdocs_osai.stats.quantity import Kind, Standing

Line = tuple[str, tuple[Quantity, ...], tuple[Quantity, ...]]


def share(percent: float, of: int = 100_000) -> Quantity:
    """A share of many models, such as 39.8."""
    return Quantity("share", round(percent * of / 100), of, what="It")


def count(number: int, of: int = 191) -> Quantity:
    """A count of some models."""
    return Quantity("count", number, of, what="It")


def meets(certain: int, possible: int, of: int = 193, kind: Kind = "count") -> Quantity:
    """How many models meet a definition: for certain, and with those that may meet it."""
    ids = tuple(f"m{number}" for number in range(possible))
    whole = of if kind == "share" else 1
    ends = (Fraction(certain, whole), Fraction(possible, whole))
    bounds = Bounds(*ends, Coverage(of), ids[:certain], ids)
    return Quantity(
        kind,
        certain,
        of,
        what="models that meet OSAID 1.0",
        dimension="definitions",
        categories=("OSAID 1.0",),
        lacking="an answer",
        bounds=bounds if certain < possible else None,
        definition=("OSAID 1.0", "OSAID", "osaid"),
    )


def based(dimension: str, category: str, models: int, lacking: str) -> Quantity:
    """A count of models by what they stand on."""
    return Quantity(
        "count",
        models,
        102,
        91,
        f"{dimension} {category}",
        dimension=dimension,
        categories=(category,),
        lacking=lacking,
    )


def rank(place: int, of: int = 193, shared: int = 0) -> Quantity:
    """The place of a model."""
    return Quantity("rank", place, of, basis_text="it", standing=Standing(shared))


def place(number: int, shared: tuple[str, ...] = (), lead: float = 1.0) -> Quantity:
    """The place of a category."""
    standing = Standing(len(shared), shared, Fraction(lead), "National origin")
    return Quantity(
        "rank",
        number,
        19,
        number=Fraction(number),
        basis_text="it",
        standing=standing,
        dimension="national_origins",
        categories=("China",),
    )


def _score(number: str) -> Quantity:
    return Quantity("score", number=Fraction(number), basis_text="it")


def change(before: Quantity, after: Quantity) -> Quantity:
    """A number on two dates."""
    return after.change_from(before)


_SHARES: tuple[tuple[str, float, float], ...] = (
    # emphasis before a number
    ("only 12%", 12, 13),
    ("just a third", 33, 40),
    ("a mere 5%", 5, 6),
    ("merely a tenth", 10, 20),
    ("fully half", 50, 40),
    ("a full third", 33.5, 40),
    ("a mere fifth", 20, 30),
    ("as many as 40%", 40, 45),
    ("as few as 3%", 3, 4),
    ("as much as a quarter", 25, 35),
    ("an astonishing 90%", 90, 80),
    ("a staggering two-thirds", 66.7, 50),
    ("a whopping 73%", 73, 72),
    ("only about a tenth", 10.5, 12),
    ("no fewer than 40%", 41, 39),
    ("still only 8%", 8, 9),
    # parts of a whole
    ("one in five", 20, 25),
    ("nearly one in five", 19, 21),
    ("more than one in ten", 11, 9),
    ("three in every ten", 30, 35),
    ("4 in 10 models", 40, 45),
    ("two out of three", 66, 60),
    ("one out of every eight", 12.5, 20),
    ("seven in ten", 70, 60),
    ("39 in 100", 39.2, 39.6),
    ("398 in 1,000 models", 39.8, 39.9),
    ("2/5", 40, 45),
    ("0%", 0, 0.1),
    ("100%", 100, 99.9),
    # majorities and parts
    ("most", 51, 49),
    ("the majority of models", 51, 50),
    ("the vast majority", 85, 75),
    ("an overwhelming majority", 92, 79),
    ("a large majority", 70, 60),
    ("the great majority of systems", 70, 60),
    ("a slim majority", 52, 60),
    ("a clear majority", 65, 55),
    ("an eighth", 12.5, 15),
    ("a narrow majority", 54, 56),
    ("a bare majority", 50.5, 49),
    ("a minority", 40, 60),
    ("a small minority", 20, 30),
    ("a tiny minority", 5, 15),
    ("a sizeable minority", 35, 20),
    ("the lion's share", 70, 55),
    ("the bulk of the models", 70, 55),
    ("a large part", 45, 30),
    ("a small part of the index", 15, 30),
    ("a tiny fraction", 3, 10),
    ("a large share", 45, 30),
    ("a small proportion of models", 12, 30),
    ("the better part", 55, 45),
    # hedges
    ("well over half", 60, 52),
    ("well over a third", 40, 34),
    ("far more than a quarter", 35, 26),
    ("slightly more than half", 52, 56),
    ("slightly less than a third", 32, 34),
    ("a little over 10%", 10.5, 12),
    ("a little under 10%", 9.5, 8),
    ("just shy of 40%", 39, 41),
    ("just short of half", 49, 51),
    ("a third or so", 34, 40),
    ("some 40%", 41, 45),
    ("approx. 40%", 41, 45),
    ("~40%", 41, 45),
    ("±40%", 41, 45),
    ("40% ± 2 points", 41, 43),
    ("roughly two-thirds", 65, 55),
    ("around one-quarter", 26, 30),
    ("close to 90%", 88, 91),
    ("upwards of 70%", 75, 65),
    ("well below half", 40, 49),
    ("not even a tenth", 9, 11),
    ("less than 1%", 0.5, 2),
    ("under a fifth", 18, 22),
    ("at least three-quarters", 76, 70),
    ("up to a third", 30, 40),
    ("no more than 5%", 4, 6),
    ("40% or more", 45, 35),
    ("at most half", 50, 51),
    ("nearly half", 47, 51),
    ("almost 60%", 58, 61),
    ("more than three-fifths", 61, 59),
    ("just over 75%", 76, 80),
    ("exactly half", 50, 50.1),
    # a second figure
    ("nearly two-thirds (62%)", 62, 65),
    ("more than three-quarters—76%", 76, 77),
    ("a majority (60%)", 60, 55),
    ("62%, nearly two-thirds", 62, 65),
    ("a third of models (33%)", 33, 34),
    ("about a fifth, or 21%", 21, 19),
    ("most (51%) of the models", 51, 53),
    ("one in five (20%)", 20, 21),
    # all and nothing
    ("not all", 90, 100),
    ("virtually all", 97, 91),
    ("practically all models", 99, 94),
    ("nearly all", 92, 85),
    ("hardly any", 3, 8),
    ("almost none", 2, 7),
    ("no model", 0, 1),
    ("not one", 0, 1),
    ("not a single model", 0, 1),
    ("none of the models", 0, 1),
    ("every model", 100, 99),
    ("all of them", 100, 99),
    ("virtually no models", 1, 9),
    # ranges
    ("35–45%", 40, 50),  # noqa: RUF001
    ("35-45%", 40, 50),
    ("35 to 45 percent", 40, 50),
    ("between a third and a half", 40, 55),
    ("from 5% to 10%", 7, 12),
    ("anywhere between 10 and 20%", 15, 25),
    # numbers
    ("12.5%", 12.5, 12.6),
    ("0.5%", 0.5, 0.7),
    ("½", 50, 55),
    ("⅓ of models", 33.3, 36),
    ("two fifths", 40, 45),
    ("five-eighths", 62.5, 70),
    ("40 per cent", 40, 41),
    ("forty percent", 40, 41),
    ("well over three quarters", 81, 79),
    ("about one model in nine", 11, 14),
    ("four models in five", 80, 85),
    ("most of all models", 51, 50),
    ("most models in the database", 51, 49),
    ("twenty-one percent", 21, 22),
)
_COUNTS: tuple[tuple[str, int, int], ...] = (
    ("76 of 191 models", 76, 77),
    ("76 out of 191", 76, 75),
    ("76 of the 191 systems", 76, 75),
    ("only 19 of 191", 19, 20),
    ("two fifths of the models", 76, 90),
    ("about 75 of 191", 76, 90),
    ("39 models", 39, 40),
    ("76/191", 76, 77),
    ("a total of 76 models", 76, 77),
    ("twenty-one models", 21, 22),
    ("one hundred and four", 104, 103),
    ("a hundred", 100, 99),
    ("two dozen", 24, 25),
    ("a dozen releases", 12, 13),
    ("half a dozen", 6, 7),
    ("well over a hundred", 120, 105),
    ("nearly 100 models", 95, 101),
    ("exactly one", 1, 2),
    ("all but two", 189, 188),
    ("all but one of the models", 190, 191),
    ("all 191 models", 191, 190),
    ("5 to 10", 7, 11),
    ("from five to ten models", 7, 11),
    ("at least three", 3, 2),
    ("a couple", 2, 3),
    ("a few models", 4, 9),
    ("a mere handful", 5, 8),
    ("several", 5, 12),
    ("dozens of models", 40, 12),
    ("just 7", 7, 8),
    ("as many as 40 models", 40, 41),
    ("13 models (6.8%)", 13, 14),
    ("fewer than a dozen entries", 11, 12),
    ("a handful of models", 5, 8),
    ("a single model", 1, 2),
    ("the only model", 1, 2),
    ("76 of all 191 models", 76, 75),
)
_COMPARED: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...] = (
    ("outnumber", (11, 10), (10, 10)),
    ("a third more than", (80, 60), (70, 60)),
    ("33% more", (80, 60), (70, 60)),
    ("1.3x", (78, 60), (90, 60)),
    ("1.3 times as many", (78, 60), (90, 60)),
    ("19 more than", (76, 57), (75, 57)),
    ("19 more models than", (76, 57), (75, 57)),
    ("slightly more than", (104, 100), (150, 100)),
    ("slightly fewer than", (96, 100), (50, 100)),
    ("far fewer than", (50, 100), (90, 100)),
    ("far more than", (160, 100), (120, 100)),
    ("the same number as", (10, 10), (11, 10)),
    ("twice as many models as", (20, 10), (30, 10)),
    ("about half as many as", (5, 10), (8, 10)),
    ("nearly as many as", (9, 10), (11, 10)),
    ("nearly three times as many as", (29, 10), (31, 10)),
    ("a quarter fewer than", (75, 100), (85, 100)),
    ("an order of magnitude more than", (100, 10), (50, 10)),
    ("more than double", (25, 10), (19, 10)),
    ("2½ times as many as", (25, 10), (20, 10)),
)
_ORDER: tuple[Line, ...] = (
    ("the most open", (rank(1),), (rank(1, shared=1),)),
    ("tied for the most open", (rank(1, shared=1),), (rank(1),)),
    ("joint first", (rank(1, shared=1),), (rank(2),)),
    ("shares first place", (rank(1, shared=2),), (rank(1),)),
    ("among the most open", (rank(5),), (rank(40),)),
    ("one of the most open models", (rank(1, shared=1),), (rank(40),)),
    ("among the top ten", (rank(10),), (rank(10, shared=1),)),
    ("the second most open model", (rank(2),), (rank(3),)),
    ("third", (rank(3),), (rank(3, shared=1),)),
    ("the least open", (rank(193),), (rank(190),)),
    ("the largest", (place(1),), (place(1, ("France",)),)),
    ("by far the largest", (place(1, lead=2),), (place(1, lead=1.2),)),
    ("second-largest", (place(2),), (place(3),)),
    ("third most common", (place(3),), (place(2),)),
    ("tied", (place(3, ("France",)),), (place(3),)),
    ("the largest group", (place(1),), (place(2),)),
    ("joint third with France", (place(3, ("France",)),), (place(4, ("France",)),)),
    ("second only to", (place(2),), (place(3),)),
    ("the most models", (place(1),), (place(2),)),
    ("more models than any other national origin", (place(1),), (place(2),)),
    ("the national origin with the most models", (place(1),), (place(1, ("France",)),)),
    ("the runner-up", (place(2),), (place(3),)),
    ("the leading national origin", (place(1),), (place(2),)),
    ("the largest group of models", (place(1),), (place(2),)),
)
_CHANGES: tuple[Line, ...] = (
    *tuple(
        (words, (change(share(a), share(b)),), (change(share(c), share(d)),))
        for words, a, b, c, d in (
            ("up from 39%", 39, 45, 39, 35),
            ("down from 39%", 39, 35, 39, 45),
            ("fell from 58% to 40%", 58, 40, 58, 45),
            ("rose from 30 to 40%", 30, 40, 40, 30),
            ("rose by 4 points", 36, 40, 36, 45),
            ("rose 4 percentage points", 36, 40, 40, 36),
            ("fell by about 4 pp", 40, 36, 40, 30),
            ("grew by a third in relative terms", 30, 40, 30, 35),
            ("fell below half", 60, 45, 60, 55),
            ("rose above a quarter", 20, 30, 20, 22),
            ("doubled", 20, 40, 20, 30),
            ("nearly doubled", 20, 38, 20, 42),
            ("more than doubled", 20, 45, 20, 39),
            ("tripled", 10, 30, 10, 20),
            ("halved", 40, 20, 40, 30),
            ("unchanged", 40, 40, 40, 41),
            ("no change", 40, 40, 40, 41),
            ("increased slightly", 40, 42, 40, 50),
            ("up 10 points", 30, 40, 30, 35),
        )
    ),
    *(
        (words, (change(count(9), count(12)),), (change(count(9), count(13)),))
        for words in (
            "grew by a third, from 9 to 12",
            "three more than before",
            "an increase of a third",
            "grew by a third",
        )
    ),
    ("fell from 58 to 40", (change(count(58), count(40)),), (change(count(58), count(45)),)),
    ("grew by 12 models", (change(count(28), count(40)),), (change(count(40), count(28)),)),
    (
        "grew by a third, from 9 to 12",
        (change(count(9), count(12)),),
        (change(count(9), count(13)),),
    ),
    ("up from 39", (change(count(39), count(76)),), (change(count(76), count(39)),)),
)
_DEFINITIONS: tuple[Line, ...] = (
    *(
        (words, (meets(9, 9),), (meets(10, 12),))
        for words in (
            "9 models meet the OSAID",
            "nine models that meet OSAID 1.0",
            "only nine meet the OSAID",
            "nine of the 193 models meet the OSAID",
            "9 models meeting the OSAID",
            "9 models satisfy the OSAID",
            "9 models (4.7%) meet the OSAID",
            "9 models meet the OSAID (4.7%)",
            "a twentieth of models meet the OSAID, or 9",
            "at most 9 models meet the OSAID",
        )
    ),
    *(
        (words, (meets(9, 19),), (meets(8, 8),))
        for words in (
            "at least 9 models meet the OSAID",
            "9 models meet the OSAID for certain",
            "9 models certainly meet the OSAID",
            "19 models meet or may meet the OSAID",
        )
    ),
    ("19 models may meet the OSAID", (meets(0, 19),), (meets(0, 18),)),
    ("no model meets the OSAID for certain", (meets(0, 19),), (meets(1, 19),)),
    ("none of the models meets the OSAID", (meets(0, 0),), (meets(1, 19),)),
    ("most models do not meet the OSAID", (meets(0, 19),), (meets(97, 150),)),
    ("174 models do not meet the OSAID", (meets(19, 19),), (meets(20, 25),)),
    (
        "less than a tenth of the models meet the OSAID",
        (meets(0, 19, kind="share"),),
        (meets(20, 25, kind="share"),),
    ),
    *(
        (words, (based(*about, 31, lacking),), (based(*about, 30, lacking),))
        for words, about, lacking in (
            ("31 models of the Llama family", ("base_families", "Llama"), "a family"),
            (
                "31 models on a base by Meta",
                ("base_organizations", "Meta"),
                "a maker of the base",
            ),
            ("31 derived models", ("derived", "derived"), "a base that a rule finds"),
            (
                "31 models trained from scratch",
                ("derived", "from scratch"),
                "a base that a rule finds",
            ),
        )
    ),
)
_OTHERS: tuple[Line, ...] = (
    ("10 points ahead of", (share(40), share(30)), (share(40), share(35))),
    ("behind", (count(30), count(40)), (count(40), count(30))),
    ("trails", (count(30), count(40)), (count(40), count(30))),
    ("twice as high as", (share(40), share(20)), (share(30), share(20))),
    ("rose above 150 models", (change(count(100), count(160)),), (change(count(100), count(150)),)),
    ("fell below a dozen", (change(count(15), count(11)),), (change(count(15), count(12)),)),
    ("0.49 out of 1", (_score("0.49"),), (_score("0.5"),)),
    ("both", (count(2, 2),), (count(1, 2),)),
    ("both models", (count(2, 2),), (count(3, 3),)),
    ("neither", (count(0, 2),), (count(1, 2),)),
    ("all three", (count(3, 3),), (count(2, 3),)),
    ("two of the three", (count(2, 3),), (count(1, 3),)),
    ("three of ten", (count(3, 10),), (count(3, 11),)),
    ("hundreds", (count(400, 5000),), (count(100, 5000),)),
    ("thousands", (count(4000, 5000),), (count(1000, 5000),)),
    ("1,200", (count(1200, 5000),), (count(1201, 5000),)),
    ("1 200 models", (count(1200, 5000),), (count(1201, 5000),)),
    ("1.2 million", (count(1_230_000, 10**7),), (count(1_260_000, 10**7),)),
    ("two hundred models", (count(200, 500),), (count(201, 500),)),
)

WORDINGS: tuple[Line, ...] = (
    *((words, (share(true),), (share(false),)) for words, true, false in _SHARES),
    *((words, (count(true),), (count(false),)) for words, true, false in _COUNTS),
    *(
        (words, tuple(count(n, 500) for n in true), tuple(count(n, 500) for n in false))
        for words, true, false in _COMPARED
    ),
    *_ORDER,
    *_CHANGES,
    *_DEFINITIONS,
    *_OTHERS,
)
