"""Changes of what a file says besides classes: facts, evidence and wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mkdocs_osai.history.matching import folded, folded_link
from mkdocs_osai.i18n import gettext_noop
from mkdocs_osai.index import UNGRADED, Compute, Criteria, Model
from mkdocs_osai.index.snapshot import Reason

_FACTS: dict[str, Callable[[Model], str | None]] = {
    gettext_noop("Name"): lambda m: m.name,
    gettext_noop("Type"): lambda m: ", ".join(m.types),
    gettext_noop("Performance class"): lambda m: m.performance_class,
    gettext_noop("Base model"): lambda m: m.base_model,
    gettext_noop("End model"): lambda m: m.end_model,
    gettext_noop("Licence"): lambda m: m.license,
    gettext_noop("Release"): lambda m: m.released,
    gettext_noop("Organisation"): lambda m: m.organization,
    gettext_noop("Origin"): lambda m: m.origin,
    gettext_noop("Contributor type"): lambda m: m.contributor,
    gettext_noop("Licence of the weights"): lambda m: m.license_weights,
    gettext_noop("Licence of the code"): lambda m: m.license_code,
    gettext_noop("Licence of the data"): lambda m: m.license_data,
}
"""The label of each fact, and how it is read from a model."""

_OF_VERSION = ("Name", "Base model", "End model", "Licence", "Release")
"""The facts that another version changes."""


class ValueChange(NamedTuple):
    """A changed value that is not a class.

    Attributes:
        label: what it is, such as "Licence".
        before, after: the old and the new value; None if it was or is not filled in, or both None
            for links.
        reason: `filled`, `version`, `correction` or `spelling`.
        criteria: the names of the criteria that it is about, for `{criteria}` in the label.
    """

    label: str
    before: str | None
    after: str | None
    reason: Reason
    criteria: tuple[str, ...] = ()


def value_changes(former: Model, model: Model, criteria: Criteria) -> Iterator[ValueChange]:
    """The changed values of a model, without its classes.

    Example:
        >>> old, new = Model("a", "a.yaml", "A", license="MIT"), Model("a", "a.yaml", "A")
        >>> [*value_changes(new, old, Criteria(()))]
        [ValueChange(label='Licence', before=None, after='MIT', reason='filled', criteria=())]
    """
    version = is_new_version(former, model) is not None
    for label, read in _FACTS.items():
        then, now = read(former) or None, read(model) or None
        if then == now or (label == "Name" and folded(then) != folded(now)):
            continue
        yield ValueChange(label, then, now, _reason(label, then, now, version=version))
    for label, one, other in (
        (
            gettext_noop("Training compute of the base model"),
            former.compute_base,
            model.compute_base,
        ),
        (gettext_noop("Training compute of the end model"), former.compute_end, model.compute_end),
    ):
        if one != other:
            yield _of_compute(label, one, other, version=version)
    for label, old, new in (
        (gettext_noop("Link"), former.links, model.links),
        (
            gettext_noop("Link of the organisation"),
            former.organization_links,
            model.organization_links,
        ),
    ):
        if old != new:
            yield ValueChange(label, None, None, _of_links(old, new, version=version))
    yield from _of_grades(former, model, criteria, version=version)


def _reason(label: str, then: str | None, now: str | None, *, version: bool) -> Reason:
    if then is None:
        return "filled"
    if folded(then) == folded(now):
        return "spelling"
    return "version" if version and label in _OF_VERSION else "correction"


def _of_compute(
    label: str, old: Compute | None, new: Compute | None, *, version: bool
) -> ValueChange:
    then, now = (one.text if one else None for one in (old, new))
    if old and new and old.means_the_same(new):
        return ValueChange(label, then, now, "spelling")
    reason: Reason = "version" if version and then else _reason(label, then, now, version=False)
    return ValueChange(label, then, now, reason)


def _of_links(old: tuple[str, ...], new: tuple[str, ...], *, version: bool) -> Reason:
    if not old:
        return "filled"
    if {*map(folded_link, old)} == {*map(folded_link, new)}:
        return "spelling"
    return "version" if version else "correction"


def _of_grades(
    former: Model, model: Model, criteria: Criteria, *, version: bool
) -> Iterator[ValueChange]:
    """The criteria whose evidence or notes changed, while their class is the same."""
    by_reason: dict[Reason, list[str]] = {}
    notes = []
    for criterion in criteria:
        then, now = (one.grades.get(criterion.ref, UNGRADED) for one in (former, model))
        if then.cls != now.cls:
            continue
        if then.links != now.links:
            reason = _of_links(then.links, now.links, version=version)
            by_reason.setdefault(reason, []).append(criterion.name)
        if then.notes != now.notes:
            notes.append(criterion.name)
    for reason, names in by_reason.items():
        label = gettext_noop("Evidence for {criteria}")
        yield ValueChange(label, None, None, reason, tuple(names))
    if notes:
        label = gettext_noop("Notes on {criteria}")
        yield ValueChange(label, None, None, "spelling", tuple(notes))


def is_new_version(former: Model, model: Model) -> tuple[str, str] | None:
    """What an entry described before and describes now, if that is another version of its model.

    It is one if the end model is another, or the release is later, or the link leads to another
    model of the same host and no end model says otherwise. A value that was not filled in before, a
    more precise or an earlier release, another address of the same model and an address on another
    host are no new version.

    Returns:
        The end model, the release or the link, before and after; None if it is the same version.

    Example:
        >>> old = Model("a", "a.yaml", "A", end_model="A-7B", released="2024")
        >>> new = Model("a", "a.yaml", "A", end_model="A2-7B", released="2025-01")
        >>> is_new_version(old, new), is_new_version(new, old), is_new_version(new, new)
        (('A-7B', 'A2-7B'), ('A2-7B', 'A-7B'), None)
    """
    one, other = former.end_model, model.end_model
    if one and other and folded(one) != folded(other):
        return one, other
    if _is_later(former.released, model.released):
        return former.released or "", model.released or ""
    if not (one and other) and former.links and model.links:
        return _other_links(former.links, model.links)
    return None


def _other_links(old: Sequence[str], new: Sequence[str]) -> tuple[str, str] | None:
    """The first links of a host, if all links of the common hosts lead to something else."""
    pairs = [(one, other) for one in old for other in new if _host(one) == _host(other)]
    same = any(_last_part(one) == _last_part(other) for one, other in pairs)
    return None if same or not pairs else pairs[0]


def _is_later(one: str | None, other: str | None) -> bool:
    """Whether a release is later than another, as far as both are known."""
    if not one or not other:
        return False
    known = min(len(one), len(other))
    return other[:known] > one[:known]


def _host(link: str) -> str:
    return folded_link(link).partition("/")[0]


def _last_part(link: str) -> str:
    """The last part of the path of an address; the whole address if it has no path."""
    return folded_link(link).partition("?")[0].rpartition("/")[2]
