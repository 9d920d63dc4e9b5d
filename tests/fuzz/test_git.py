"""What git answers, whoever wrote it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

from hypothesis import example, given
from hypothesis import strategies as st

from mkdocs_osai.history import git
from mkdocs_osai.problems import OsaiError
from tests.fuzz.settings import tries, within

NAMES = st.binary(min_size=1, max_size=12).filter(lambda name: b"\0" not in name)
MODES = st.sampled_from((b"100644", b"100755", b"40000", b"120000", b"160000"))
_LINE = st.tuples(MODES, NAMES)
_SECONDS = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.sampled_from(("", "-", "0", "\u0663", "1e9", "9" * 5000, "-9" * 9, " 7\n", "0x1", "1_0")),
    st.text(max_size=6),
    st.binary(max_size=6),
)


@tries(400)
@given(
    st.tuples(
        st.lists(_LINE, max_size=4), st.binary(max_size=60), st.sampled_from((20, 32)), _SECONDS
    )
)
@example(([], b"", 20, ""))
@example(([], b"", 20, "9" * 5_000))
@within(2)
def test_plumbing(answer: tuple[list[tuple[bytes, bytes]], bytes, int, str | bytes]) -> None:
    """Trees give their lines back, whatever else is no line, and a moment is one of a calendar."""
    lines, noise, length, seconds = answer
    oid = bytes(range(length))
    tree = b"".join(mode + b" " + name + b"\0" + oid for mode, name in lines)

    found = [git.parts_of(entry, length) for entry in git.entries(tree, length)]
    assert found == [(mode, name, oid.hex()) for mode, name in lines]
    found = [git.parts_of(entry, length) for entry in git.entries(tree + b"?" + noise, length)]
    assert [name for _, name, _ in found] == [name for _, name in lines]
    for _, name, of_noise in (git.parts_of(one, length) for one in git.entries(noise, length)):
        assert len(of_noise) == 2 * length
        assert git.text(name).encode("utf-8", "surrogateescape") == name
    with suppress(OsaiError):
        assert isinstance(git.moment(seconds), dt.datetime)
