"""All regular expressions of the package, and texts that would make a slow one hang."""

from __future__ import annotations

import ast
import builtins
import importlib
import itertools
import pkgutil
import re
import string
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import mkdocs_osai

FUNCTIONS = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
LOOKING = frozenset(FUNCTIONS) - {"match", "fullmatch"}
"""Methods that search a whole text."""

SIGNS = 4_000
SLOW = 0.02
"""Seconds for a long text: a linear expression needs a tenth of it, others ten times as much."""

MOST_GROWTH = 3
"""How much longer a text may take than its half: linear is twice, quadratic four times."""

TIMES = 2_500
"""The repetitions of a longer piece."""

MOST_PIECES = 12


@dataclass(frozen=True)
class Expression:
    """A regular expression.

    Attributes:
        place: where it stands.
        pattern: itself.
        used: the methods that are called of it.
    """

    place: str
    pattern: re.Pattern[Any]
    used: frozenset[str]

    def __str__(self) -> str:
        return self.place


def expressions() -> list[Expression]:
    """All regular expressions of the package, in calls of `re` and in constants."""
    return [one for module in modules() for one in expressions_of(module)]


def modules() -> Iterator[Any]:
    for found in pkgutil.walk_packages(mkdocs_osai.__path__, "mkdocs_osai."):
        if "__main__" not in found.name:
            yield importlib.import_module(found.name)


def expressions_of(module: Any) -> Iterator[Expression]:
    path = Path(module.__file__)
    tree = ast.parse(path.read_text("utf-8"))
    local = locals_of(tree)
    seen = set[str]()
    node: Any
    for parent in ast.walk(tree):
        for node in ast.iter_child_nodes(parent):
            if not is_call_of_re(node):
                continue
            name = name_of(parent)
            used = {node.func.attr} if node.func.attr in FUNCTIONS else uses(tree, name)
            pattern = compiled(node, module, local)
            seen.add(pattern.pattern if isinstance(pattern.pattern, str) else "")
            place = f"{path.stem}.{name or node.lineno}"
            yield Expression(place, pattern, frozenset(used or LOOKING))
    for name, value in vars(module).items():
        text = value if isinstance(value, str) and name.startswith("_") else ""
        if is_expression(text) and text not in seen:
            used = {"fullmatch"} if path.stem == "schema" else set(LOOKING)
            yield Expression(f"{path.stem}.{name}", re.compile(text, re.DOTALL), frozenset(used))


def is_call_of_re(node: Any) -> bool:
    function = node.func if isinstance(node, ast.Call) else None
    if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name):
        return False
    return function.value.id == "re" and function.attr in ("compile", *FUNCTIONS)


def is_expression(text: str) -> bool:
    return re.search(r"\(\?|\[\^|[)\]]\{?[+*]", text) is not None and len(text) < 2_000


def name_of(parent: ast.AST) -> str:
    """The name that what is below gets, if it gets one."""
    if isinstance(parent, ast.Assign):
        target = parent.targets[0]
        return getattr(target, "id", getattr(target, "attr", ""))
    return ""


def uses(tree: ast.AST, name: str) -> set[str]:
    """The methods that are called of an expression in its module."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in FUNCTIONS:
            owner = getattr(node.value, "id", getattr(node.value, "attr", ""))
            if owner == name:
                found.add(node.attr)
    return found


def locals_of(tree: ast.AST) -> dict[str, ast.expr]:
    """The texts that are given names, wherever in a module."""
    return {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


class Names(dict[str, Any]):
    """The names of a module, and a letter, or a number, for each that only a call knows."""

    def __init__(self, module: Any, local: dict[str, ast.expr], unknown: Iterable[Any]) -> None:
        super().__init__(vars(builtins) | vars(module))
        self.local = local
        self.unknown = iter(unknown)

    def __missing__(self, name: str) -> Any:
        value = self.local.get(name)
        self[name] = next(self.unknown) if value is None else evaluated(value, self)
        return self[name]


class Letter(str):
    """A letter that has every attribute."""

    __slots__ = ()

    def __getattr__(self, _: str) -> Letter:
        return self


LETTERS = [Letter(letter) for letter in string.ascii_uppercase]


def evaluated(node: ast.expr, names: Names) -> Any:
    return eval(ast.unparse(node), {}, names)  # noqa: S307 - of our own code


def compiled(call: Any, module: Any, local: dict[str, ast.expr]) -> re.Pattern[Any]:
    """The expression of a call."""
    try:
        pattern = evaluated(call.args[0], Names(module, local, LETTERS))
    except TypeError:
        pattern = evaluated(call.args[0], Names(module, local, itertools.count(5)))
    if isinstance(pattern, re.Pattern):
        return pattern
    flags = 0
    for argument in (*call.args[1:], *(k.value for k in call.keywords if k.arg == "flags")):
        if any(isinstance(node, ast.Attribute) and is_flag(node) for node in ast.walk(argument)):
            flags = evaluated(argument, Names(module, local, LETTERS))
    return re.compile(pattern, flags)


def is_flag(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "re" and node.attr.isupper()


def slow_text(one: Expression, signs: int = SIGNS) -> str | None:
    """What an expression takes long for, if there is something among the texts that are tried.

    Args:
        one: the expression.
        signs: how long a text can be.
    """
    methods: list[Any] = [one.pattern.findall] if one.used & LOOKING else []
    methods += [getattr(one.pattern, name) for name in one.used - LOOKING]
    halves = texts(one.pattern, signs // 2, TIMES // 2)
    for text, half in zip(texts(one.pattern, signs), halves, strict=True):
        data, half_data = (
            t.encode() if isinstance(one.pattern.pattern, bytes) else t for t in (text, half)
        )
        for method in methods:
            if took(method, data) > SLOW and fastest(method, data) > max(
                SLOW, MOST_GROWTH * fastest(method, half_data)
            ):
                return f"{method.__name__} {text[:60]!r}…{text[-10:]!r}"
    return None


def fastest(method: Any, text: Any) -> float:
    return min(took(method, text) for _ in range(3))


def took(method: Any, text: Any) -> float:
    began = time.process_time()
    method(text)
    return time.process_time() - began


def texts(pattern: re.Pattern[Any], signs: int, times: int = TIMES) -> Iterator[str]:
    """Long repetitions of parts of a pattern, with an end that does not match."""
    source = pattern.pattern
    parsed = _parser.parse(source.decode() if isinstance(source, bytes) else source, pattern.flags)
    pieces = list(dict.fromkeys(pieces_of(parsed)))
    beginnings = [text for text in beginnings_of(parsed) if text]
    longest = sorted(pieces, key=len, reverse=True)[:4]
    few = list(dict.fromkeys([*longest, *pieces]))[:MOST_PIECES]
    pairs = ("".join(pair) for pair in itertools.permutations(few, 2))
    for pump in dict.fromkeys([*pieces, *beginnings]):
        yield long(pump, max(signs, times * len(pump)))
        yield long(pump, signs) + "\0"
    for pump in pairs:
        yield long(pump, signs)
    befores = dict.fromkeys([*few, *beginnings])
    for before, pump in itertools.product(befores, few):
        yield before + long(pump, signs) + "\n\0"


def long(pump: str, signs: int = SIGNS) -> str:
    return pump * (signs // len(pump))


def beginnings_of(parsed: Any) -> Iterator[str]:
    """What a pattern matches up to each of its parts, with as much or as little as it can be."""
    for most in (False, True):
        text = ""
        for part in parsed:
            text += example(part, most=most)
            yield text


def example(part: Any, *, most: bool) -> str:
    """A text that a part of a pattern matches."""
    kind, value = part
    if kind is c.LITERAL:
        return chr(value)
    if kind in _EMPTY:
        return ""
    parts = parts_of(kind, value)
    if not parts:
        return next(pieces_of([part]), "")
    text = "".join(example(one, most=most) for one in parts[-1 if most else 0])
    return text * max(value[0], int(most)) if kind in _REPEATS else text


_EMPTY = (c.ASSERT, c.ASSERT_NOT, c.AT, c.GROUPREF, c.GROUPREF_EXISTS)
_REPEATS = (c.MAX_REPEAT, c.MIN_REPEAT, c.POSSESSIVE_REPEAT)


def parts_of(kind: Any, value: Any) -> list[Any]:
    """The patterns that a part is made of: one, or several to choose from."""
    if kind in _REPEATS:
        return [value[2]]
    if kind is c.SUBPATTERN:
        return [value[3]]
    if kind is c.ATOMIC_GROUP:
        return [value]
    if kind in (c.ASSERT, c.ASSERT_NOT):
        return [value[1]]
    return [*value[1]] if kind is c.BRANCH else []


def pieces_of(parsed: Any) -> Iterator[str]:
    """Pieces of text that parts of a pattern match."""
    literal = ""
    for kind, value in parsed:
        if kind is c.LITERAL:
            literal += chr(value)
            continue
        if literal:
            yield literal
            literal = ""
        yield from of_part(kind, value)
    if literal:
        yield literal
        yield literal[:-1] or literal


def of_part(kind: Any, value: Any) -> Iterator[str]:
    if kind is c.IN:
        yield from one_of(value)
    elif kind is c.NOT_LITERAL:
        yield "x" if chr(value) != "x" else "y"
    elif kind is c.ANY:
        yield "x"
    elif kind is c.AT:
        yield "\n"
    for one in parts_of(kind, value):
        yield from pieces_of(one)


_EXAMPLES = {c.CATEGORY_DIGIT: "1", c.CATEGORY_SPACE: " ", c.CATEGORY_WORD: "w"}


def one_of(members: Any) -> Iterator[str]:
    """A character or two of a class."""
    kind, value = members[0]
    if kind is c.NEGATE:
        excluded = {chr(v) for k, v in members[1:] if k is c.LITERAL}
        excluded |= {" ", "\n"} if (c.CATEGORY, c.CATEGORY_SPACE) in members else set()
        yield next(sign for sign in ("x", " ", ".", "1") if sign not in excluded)
        return
    for kind, value in (members[0], members[-1]):
        if kind is c.LITERAL:
            yield chr(value)
        elif kind is c.RANGE:
            yield chr(value[1])
        elif kind is c.CATEGORY:
            yield _EXAMPLES.get(value, "-")
