"""What is wrong with the models and pages of one build, and what stands in its place on a page."""

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

Said = frozenset[tuple[str, str, str]]
"""What a build has logged, wherever in its file it stands: path, field, and what is wrong."""


@dataclass
class Report:
    """Collects the problems of one build.

    Attributes:
        serving: whether an author is looking: then each place shows its problem.
        fail: whether a build with errors stops.
        before: what the build before has logged. Of that, warnings are only counted,
            and advice is left out; errors are logged each time.
        problems: what is wrong with the pages.
    """

    serving: bool
    fail: bool
    before: Said = frozenset()
    problems: list[Problem] = field(default_factory=list)
    _logged: set[tuple[str, str, str]] = field(default_factory=set)
    _repeated: int = 0
    _advice: tuple[str, int] = ("", 0)

    @property
    def said(self) -> Said:
        """What this build has logged, or would have if the one before had not."""
        return frozenset(self._logged)

    def of_index(self, index: Index, *, own: bool) -> None:
        """Log what is wrong with the files of an index, the worst first.

        Advice is counted, and only that on the site's own index: its author has it in hand.

        Args:
            index: the index as it is.
            own: whether it is that of the site.
        """
        for problem in sorted(index.problems, key=lambda p: _LEVELS.index(p.level)):
            if problem.level is not Level.ADVICE:
                self._log(problem)
        if own:
            advice = [p for p in index.problems if p.level is Level.ADVICE]
            self._advice = index.snapshot.folder, len(advice)

    def add(self, problem: Problem, instead: str | None = None) -> str:
        """Note a problem of a page.

        Args:
            problem: what is wrong.
            instead: what readers see in its place; a dash, if left out.

        Returns:
            What the page shows, as Markdown: an author who looks sees the problem, too.
        """
        if problem not in self.problems:
            self.problems.append(problem)
        if not self.serving:
            dash = "" if problem.level is not Level.ERROR else "—"
            return dash if instead is None else instead
        return " ".join(filter(None, (instead, mark(problem.what, problem.hint))))

    def close(self) -> None:
        """Say everything at once: errors, then warnings, then advice.

        Raises:
            PluginError: the build is to fail, and there are errors.
        """
        found = sorted(self.problems, key=lambda p: (_LEVELS.index(p.level), p))
        errors = [p for p in found if p.level is Level.ERROR]
        failing = self.fail and not self.serving
        for problem in found:
            if not failing or problem.level is not Level.ERROR:
                self._log(problem)
        folder, count = self._advice
        if count:
            notes = _in_words(count, Level.ADVICE)
            check = f"osai check {shlex.quote(folder)}"  # it looks for more than a build does
            told = f"{folder}: {notes} on its files; {check} lists them and more"
            self._tell(Level.ADVICE, (folder, "", told), told)
        if self._repeated:
            log.info("as before: %s", _in_words(self._repeated, Level.WARNING))
        if errors and failing:
            many = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
            lines = "\n".join(f"  {problem}" for problem in errors)
            raise PluginError(f"osai: {many} to mend, nothing was published:\n{lines}")

    def _log(self, problem: Problem) -> None:
        key = (problem.path, problem.field, problem.what)
        self._tell(problem.level, key, str(problem))

    def _tell(self, level: Level, key: tuple[str, str, str], text: str) -> None:
        self._logged.add(key)
        if key not in self.before or level is Level.ERROR:
            log.log(logging.INFO if level is Level.ADVICE else logging.WARNING, "%s", text)
        elif level is Level.WARNING:
            self._repeated += 1


def _in_words(count: int, level: Level) -> str:
    """So many problems of a level.

    Example:
        >>> _in_words(1, Level.WARNING), _in_words(2, Level.ADVICE)
        ('1 warning', '2 notes')
    """
    word = "note" if level is Level.ADVICE else str(level)
    return f"1 {word}" if count == 1 else f"{count:,} {word}s"
