"""Trees of families, node by node."""

from __future__ import annotations

from fractions import Fraction

from tests.agreement.outputs import Outputs, cell
from tests.agreement.reading import half_up, squeezed


def lineage(out: Outputs) -> None:
    nodes = out.json["nodes"]
    scores = [
        "" if n["score"] is None else half_up(Fraction(n["score"]).limit_denominator(10**4), 2)
        for n in nodes
    ]
    assert len({n["id"] for n in nodes if n["id"]}) == out.json["n"]
    assert [row[:3] for row in out.rows] == [
        [n["name"], n["made_from"], score] for n, score in zip(nodes, scores, strict=True)
    ]
    assert out.csv == [{key: cell(value) for key, value in n.items()} for n in nodes]
    assert [*out.frame["name"]] == [n["name"] for n in nodes]
    for node, score in zip(nodes, scores, strict=True):
        _, below, listed = out.sentence.partition(f"below {node['made_from']}: ")
        assert below, node
        assert f"{node['name']} {score}".rstrip() in listed

    # The picture: names from top to bottom, each right of its base, and a bar for each score.
    names = [m for m in out.marks if m.text and m.anchor == "start" and m.size == 15]
    assert squeezed("".join(m.text for m in names)) == squeezed(
        out.json["family"] + "".join(n["name"] for n in nodes)
    )
    assert [m.y for m in names] == sorted(m.y for m in names)
    depths = {min(n["depth"], 6) for n in nodes}
    assert sorted({m.x for m in names}) == [1 + 20 * depth for depth in sorted({0, *depths})]
    printed = [m.text for m in out.marks if m.anchor == "end"]
    assert printed[0] == "openness"
    assert printed[1:] == [
        score or "\N{EN DASH}" for n, score in zip(nodes, scores, strict=True) if n["id"]
    ]
    tracks = [m.bar for m in out.marks if m.bar and m.fill == "unknown"]
    bars = [m.bar for m in out.marks if m.bar and m.fill == "series"]
    known = [n["score"] for n in nodes if n["score"] is not None]
    for track, bar, score in zip(tracks, bars, known, strict=True):
        assert bar[:2] == track[:2]
        assert abs(bar[2] - track[2] * score) < 0.02
