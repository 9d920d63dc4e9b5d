"""The problems of the models and pages of one build, and what pages show in their place."""

from __future__ import annotations

import logging
import shlex
from dataclasses import dataclass, field

from mkdocs.exceptions import PluginError

from mkdocs_osai.macros.page_number import mark
from mkdocs_osai.problems import Level, Problem
from mkdocs_osai.stats import Index

log = logging.getLogger("mkdocs.plugins.osai")

_LEVELS = (Level.ERROR, Level.WARNING, Level.ADVICE)
"""The worst first."""

LogKey = tuple[str, str, str]
"""A logged problem without its line: path, field and what is wrong."""


@dataclass
class Report:
    """Collects the problems of one build.

    Attributes:
        serving: whether this is `mkdocs serve`: each page then shows its problems.
        fail: whether a build with errors stops.
        before: what the previous build has logged. Of that, warnings are only counted, and advice
            is left out; errors are logged each time.
        problems: the problems of the pages.
        logged: what this build has logged, or would have without the previous one.
    """

    serving: bool
    fail: bool
    before: frozenset[LogKey] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    logged: set[LogKey] = field(default_factory=set)
    _repeated: int = 0
    _advice: tuple[str, int] = ("", 0)

    def log_index(self, index: Index, *, own: bool) -> None:
        """Log the problems of the files of an index, the worst first.

        Advice is counted, and only for the site's own index, whose files its author can change.

        Args:
            index: the index as it is.
            own: whether it is that of the site.
        """
        for problem in sorted(index.problems, key=lambda p: _LEVELS.index(p.level)):
            if problem.level is not Level.ADVICE:
                self._log_problem(problem)
        if own:
            advice = [p for p in index.problems if p.level is Level.ADVICE]
            self._advice = index.snapshot.folder, len(advice)

    def add(self, problem: Problem, instead: str | None = None) -> str:
        """Add a problem of a page.

        Args:
            problem: what is wrong.
            instead: what readers see in its place; a dash, if left out.

        Returns:
            What the page shows, as Markdown; in `mkdocs serve` with the problem.
        """
        if problem not in self.problems:
            self.problems.append(problem)
        if not self.serving:
            dash = "" if problem.level is not Level.ERROR else "—"
            return dash if instead is None else instead
        return " ".join(filter(None, (instead, mark(problem.what, problem.hint))))

    def finish(self) -> None:
        """Log the problems of all pages: errors, then warnings, then advice.

        Raises:
            PluginError: there are errors, and the build must fail.
        """
        problems = sorted(self.problems, key=lambda p: (_LEVELS.index(p.level), p))
        errors = [p for p in problems if p.level is Level.ERROR]
        failing = self.fail and not self.serving
        for problem in problems:
            if not failing or problem.level is not Level.ERROR:
                self._log_problem(problem)
        folder, count = self._advice
        if count:
            notes = _in_words(count, Level.ADVICE)
            check = f"osai check {shlex.quote(folder)}"  # it finds more than a build does
            text = f"{folder}: {notes} on its files; {check} lists them and more"
            self._log(Level.ADVICE, (folder, "", text), text)
        if self._repeated:
            log.info("as before: %s", _in_words(self._repeated, Level.WARNING))
        if errors and failing:
            many = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
            lines = "\n".join(f"  {problem}" for problem in errors)
            raise PluginError(f"osai: {many} to fix, nothing was published:\n{lines}")

    def _log_problem(self, problem: Problem) -> None:
        self._log(problem.level, (problem.path, problem.field, problem.what), str(problem))

    def _log(self, level: Level, key: LogKey, text: str) -> None:
        self.logged.add(key)
        if key not in self.before or level is Level.ERROR:
            log.log(logging.INFO if level is Level.ADVICE else logging.WARNING, "%s", text)
        elif level is Level.WARNING:
            self._repeated += 1


def _in_words(count: int, level: Level) -> str:
    """The number of problems of a level.

    Example:
        >>> _in_words(1, Level.WARNING), _in_words(2, Level.ADVICE)
        ('1 warning', '2 notes')
    """
    word = "note" if level is Level.ADVICE else str(level)
    return f"1 {word}" if count == 1 else f"{count:,} {word}s"
