"""Which templates can be read, learned once."""

from __future__ import annotations

from hashlib import sha256

import jinja2
from jinja2 import Environment, TemplateSyntaxError, nodes

from mkdocs_osai.index.ledger import Ledger
from mkdocs_osai.index.store import Store, code


class Readable:
    """The templates of one site that were read.

    Args:
        env: the template environment with its delimiters.
        store: keeps what was learned, for the next time.

    Example:
        >>> sorted(Readable(Environment()).names("{{ osai.n(type=kind) }}"))
        ['kind', 'osai']
    """

    def __init__(self, env: Environment, store: Store | None = None) -> None:
        self.env = env
        key = f"templates {code()} {jinja2.__version__} {_signature(env)}"
        self._ledger = Ledger(store or Store(None), key, _are_names)

    def names(self, text: str) -> set[str]:
        """The names that a template uses.

        Raises:
            TemplateSyntaxError: it cannot be read, or cannot run: it is nested too deep, or has a
                filter that there is not.
        """
        key = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return set(self._ledger.answer(key, lambda: sorted(self._read(text))))

    def keep(self) -> None:
        """Keep what was learned since the environment was given."""
        self._ledger.keep()

    def _read(self, text: str) -> set[str]:
        try:
            tree = self.env.parse(text)
            names = {node.name for node in tree.find_all(nodes.Name)}
            self.env.compile(tree)
        except (RecursionError, MemoryError, SyntaxError):  # of the Python that Jinja writes
            raise TemplateSyntaxError("it is nested too deep", 1) from None
        except (ValueError, OverflowError):
            raise TemplateSyntaxError("a number in it is too large", 1) from None
        return names


def _signature(env: Environment) -> str:
    """What an environment is known by, as far as it decides what can be read."""
    delimiters = (env.variable_start_string, env.variable_end_string, env.block_start_string)
    rest = (env.block_end_string, env.comment_start_string, env.comment_end_string)
    told = (*delimiters, *rest, env.line_statement_prefix, env.line_comment_prefix)
    parts = (told, sorted(env.filters), sorted(env.tests), sorted(env.extensions))
    return sha256(repr(parts).encode()).hexdigest()


def _are_names(kept: object) -> bool:
    return isinstance(kept, list) and all(isinstance(name, str) for name in kept)
