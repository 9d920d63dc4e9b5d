"""What the cache holds, whoever wrote it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.index.store import Store
from tests.fuzz.hostile import TEXTS
from tests.fuzz.settings import tries, within

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


@tries(250)
@given(st.tuples(TEXTS, _JSON, _CONTENTS, st.integers(0, 200)))
@within(2)
def test_store(given: tuple[str, object, bytes, int]) -> None:
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
