"""Which names a template uses, and whether it can run at all."""

from __future__ import annotations

from jinja2 import Environment, TemplateSyntaxError, nodes


def template_names(env: Environment, text: str) -> set[str]:
    """The names that a template uses.

    Args:
        env: the template environment with its delimiters.
        text: the template.

    Raises:
        TemplateSyntaxError: it cannot be parsed, or cannot run: it is nested too deep, or uses a
            filter or a test that does not exist.

    Example:
        >>> sorted(template_names(Environment(), "{{ osai.n(type=kind) }}"))
        ['kind', 'osai']
    """
    try:
        tree = env.parse(text)
        # Compiling takes four times as long as parsing, and finds nothing more in mere expressions.
        only_expressions = all(isinstance(node, nodes.Output) for node in tree.body)
        if tree.find(nodes.Filter) or tree.find(nodes.Test) or not only_expressions:
            env.compile(tree)
    except (RecursionError, MemoryError, SyntaxError):  # of the Python that Jinja writes
        raise TemplateSyntaxError("it is nested too deep", 1) from None
    except (ValueError, OverflowError):
        raise TemplateSyntaxError("a number in it is too large", 1) from None
    return {node.name for node in tree.find_all(nodes.Name)}
