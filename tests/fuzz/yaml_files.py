"""The bytes of YAML files: valid ones that were damaged, made by a grammar, or anything at all."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.fuzz.hostile import TEXTS

DIMENSIONS = b"""\
eu:
    label: In the Union
    about: Whether it is.
    of: national_origins
    filter: eu
    groups: {Inside: [France, 'Ger*'], Outside: [China, United*]}
    rest: Elsewhere
    colors: {Inside: blue}
makers:
    field: organization
    join: {A lab: ['a labs', 'lab*']}
    order: [A lab]
halves:
    field: released
    period: quarter
big_tech:
    label: Large companies
"""

TOKENS = (
    *("system:", "org:", "aliases:", "code:", "license:", "name:", "link:", "class:", "notes:"),
    *("type:", "releasedate:", "performanceclass:", "endmodellicense:", "origin:", "params:"),
    *("ref:", "groups:", "field:", "of:", "join:", "filter:", "order:", "colors:", "period:"),
    *(" open", " Open", " text, code", " 2024-07", " 2024 NOV", " 2025-13", " latest", " ~"),
    *(" https://a.org", " hhttps://a.org, n/a", " origin", " quarter", " blue", " '*'", " {}"),
    *("\n", "\n", "\n  ", "\n    ", "\n    - ", "\n- ", "\r\n", "\r", "\x85", "\u2028", "\u2029"),
    *("\t", " ", ": ", ":", ",", "[", "]", "{", "}", "? ", "| ", ">-\n", "|+2\n", "#", " # x"),
    *("&a ", "&b ", "*a", "*b", "<<: *a", "<<: [*a, *b]", "!!python/object/apply:os.system "),
    *("!!binary ", "!!set ", "!<tag:x> ", "! ", "---", "--- ", "...", "%YAML 1.1\n---\n"),
    *("%YAML 9.9\n", "%TAG ! x\n", "'", '"', "''", '"\\x00"', '"\\u2028"', '"\\ud800"', "\\"),
    *("\ufeff", "\0", "\x1b", "\x7f", "@", "`", "%", "=", "null", "true", "0x1F", "1e999", "é"),
    *("# - National origin: China\n", "# - Contributor type:", "\U0001f600", "\ufffe"),
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1")


@cache
def _valid() -> list[bytes]:
    models = [path.read_bytes() for path in sorted((ROOT / "models").iterdir())]
    return [*models, DIMENSIONS]


@st.composite
def _damaged(draw: st.DrawFn) -> bytes:
    """A valid file with a few bytes, lines or stretches moved, doubled, changed or gone."""
    valid = _valid()
    data = draw(st.sampled_from(valid))
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(("cut", "double", "flip", "end", "splice", "put", "line")))
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 80))
        if kind == "cut":
            data = data[:at] + data[at + length :]
        elif kind == "double":
            data = data[: at + length] + data[at:]
        elif kind == "flip" and at < len(data):
            flipped = data[at] ^ (1 << draw(st.integers(0, 7)))
            data = data[:at] + bytes([flipped]) + data[at + 1 :]
        elif kind == "end":
            data = data[:at]
        elif kind == "splice":
            other = draw(st.sampled_from(valid))
            start = draw(st.integers(0, len(other)))
            data = data[:at] + other[start : start + 8 * length] + data[at:]
        elif kind == "put":
            token = draw(st.sampled_from(TOKENS))
            data = data[:at] + token.encode("utf-8", "surrogatepass") + data[at:]
        elif kind == "line":
            start = data.rfind(b": ", 0, at) + 2
            end = data.find(b"\n", start)
            text = draw(TEXTS).encode("utf-8", "surrogatepass")
            data = data[:start] + text + (data[end:] if end >= 0 else b"")
    return data


def _encoded(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


_PIECES = st.one_of(st.sampled_from(TOKENS), TEXTS)
_SCALARS = st.one_of(
    st.sampled_from([t.strip(" ") for t in TOKENS if t.startswith(" ")]),
    TEXTS.map(repr),
    TEXTS,
    st.sampled_from(("&a x", "*a", "[*a, *a]", "!!int 3", "|\n      x\n      y", "{a: &b b}")),
)
_KEYS = st.sampled_from([t for t in TOKENS if t.endswith(":") and t[0].isalpha()])


@st.composite
def _shaped(draw: st.DrawFn) -> str:
    """Sections with keys, as a file has them, with anything as their values."""
    lines = []
    for section in draw(st.lists(_KEYS, max_size=6)):
        lines.append(f"{section} {draw(_SCALARS) if draw(st.booleans()) else ''}")
        lines += [f"    {draw(_KEYS)} {draw(_SCALARS)}" for _ in range(draw(st.integers(0, 4)))]
    return "\n".join(lines)


FILES = st.one_of(
    _damaged(),
    st.builds(
        _encoded,
        st.one_of(st.lists(_PIECES, max_size=25).map("".join), _shaped()),
        st.sampled_from(("utf-8", *ENCODINGS)),
    ),
    st.binary(max_size=60),
)
"""The content of a file."""
