"""What the cache holds, whoever wrote it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_osai.cache import Cache, JsonLines
from tests.fuzz.hostile import TEXTS
from tests.fuzz.settings import tries, within

_JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=6,
)
_LINES = st.one_of(
    st.binary(max_size=80),
    st.sampled_from((b"", b"\t", b"[" * 100_000, b"NaN", b"1e999", b"9" * 5_000)),
    st.builds(lambda value: b'"a"\t' + value, st.binary(max_size=40)),
)


@tries(250)
@given(TEXTS, st.tuples(TEXTS, _JSON), st.lists(_LINES, max_size=4), st.integers(0, 200))
@within(2)
def test_cache(name: str, pair: tuple[str, object], lines: list[bytes], cut: int) -> None:
    """What was kept comes back, and what is damaged or no JSON is not there."""
    key, value = pair
    with TemporaryDirectory() as folder:
        cache = Cache(folder)
        written = JsonLines(cache, name)
        written.put(key, value)
        written.save()
        same = JsonLines(cache, name).get(key)
        if not _can_be_kept(key, value):
            return
        assert same == value
        (file,) = Path(folder).iterdir()
        whole = file.read_bytes()
        file.write_bytes(whole[: min(cut, len(whole) - 1)])
        assert cache.get(name) is None
        content = b"\n".join(lines)
        digest = sha256(name.encode("utf-8", "surrogatepass") + b"\0" + content).hexdigest()
        file.write_bytes(f"osai-cache 1 {digest}\n".encode() + content)
        JsonLines(cache, name).get(key)
        again = JsonLines(cache, name)
        again.put(key, value)
        again.save()
        assert JsonLines(cache, name).get(key) == value


def _can_be_kept(*values: object) -> bool:
    try:
        json.dumps(values, separators=(",", ":")).encode()
    except (TypeError, ValueError):
        return False
    return True
