"""What git answers, and what the cache holds, whoever wrote it."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from mkdocs_osai.index.store import Store

from mkdocs_osai.history import git
from mkdocs_osai.problems import OsaiError
from tests.fuzz.hostile import TEXTS
from tests.fuzz.target import target

NAMES = st.binary(min_size=1, max_size=12).filter(lambda name: b"\0" not in name)
MODES = st.sampled_from((b"100644", b"100755", b"40000", b"120000", b"160000"))
_LINE = st.tuples(MODES, NAMES)
_SECONDS = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.sampled_from(("", "-", "0", "\u0663", "1e9", "9" * 5000, "-9" * 9, " 7\n", "0x1", "1_0")),
    st.text(max_size=6),
    st.binary(max_size=6),
)


@target(
    st.tuples(
        st.lists(_LINE, max_size=4), st.binary(max_size=60), st.sampled_from((20, 32)), _SECONDS
    ),
    tries=400,
    kept=(([], b"", 20, ""), ([], b"", 20, "9" * 5_000)),
)
def plumbing(answer: tuple[list[tuple[bytes, bytes]], bytes, int, str | bytes]) -> None:
    """Trees give their lines back, whatever else is no line, and a moment is one of a calendar."""
    lines, noise, length, seconds = answer
    oid = bytes(range(length))
    tree = b"".join(mode + b" " + name + b"\0" + oid for mode, name in lines)

    assert git.entries(tree, length) == [(mode, name, oid) for mode, name in lines]
    for _, name, found in git.entries(noise, length):
        assert len(found) == length
        assert git.text(name).encode("utf-8", "surrogateescape") == name
    with suppress(OsaiError):
        assert isinstance(git.moment(seconds), dt.datetime)


_KEYS = TEXTS
_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
_CONTENTS = st.one_of(
    st.binary(max_size=80),
    st.builds(lambda head, rest: head + b"\n" + rest, st.just(b"HEAD"), st.binary(max_size=40)),
    st.sampled_from((b"HEAD\n", b"HEAD\n" + b"[" * 100_000, b"HEAD\nNaN", b"HEAD\n1e999")),
    st.just(b"HEAD\n" + b"9" * 5_000),
)
"""What stands in the file; `HEAD` becomes the first line that the store would write."""


@target(st.tuples(_KEYS, _JSON, _CONTENTS, st.integers(0, 200)), tries=250)
def store(given: tuple[str, object, bytes, int]) -> None:
    """What was kept comes back, and what is damaged is not there."""
    key, value, content, cut = given
    with TemporaryDirectory() as folder:
        kept = Store(folder)
        kept.put(key, value)
        same = kept.get(key)
        files = [*Path(folder).iterdir()]
        if _can_be_kept(value):
            assert same == value
            (file,) = files
            whole = file.read_bytes()
            file.write_bytes(whole[: min(cut, len(whole) - 1)])
            assert kept.get(key) is None
            file.write_bytes(_with_head(key, content))
            kept.get(key)
            kept.put(key, value)
            assert kept.get(key) == value


def _can_be_kept(value: object) -> bool:
    try:
        json.dumps(value, separators=(",", ":")).encode()
    except (TypeError, ValueError):
        return False
    return True


def _with_head(key: str, content: bytes) -> bytes:
    """A content with the checksum that makes it believed."""
    head, _, rest = content.partition(b"\n")
    if head != b"HEAD":
        return content
    digest = sha256(key.encode("utf-8", "surrogatepass") + b"\0" + rest).hexdigest()
    return f"osai-store 1 {digest}".encode() + b"\n" + rest
