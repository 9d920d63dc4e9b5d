"""What is wrong with the pages of one build, and what stands in their place."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from mkdocs.exceptions import PluginError

from mkdocs_osai.macros.missing import mark
from mkdocs_osai.problems import Level, Problem

log = logging.getLogger("mkdocs.plugins.osai")


@dataclass
class Report:
    """Collects the problems of one build.

    Attributes:
        serving: whether an author is looking: then each place shows its problem.
        fail: whether a build with errors stops.
    """

    serving: bool
    fail: bool
    problems: list[Problem] = field(default_factory=list)

    def add(self, problem: Problem, instead: str | None = None) -> str:
        """Note a problem.

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
        return " ".join(filter(None, (instead, mark(problem.what, problem.mend))))

    def close(self) -> None:
        """Say everything at once.

        Raises:
            PluginError: the build is to fail, and there are errors.
        """
        found = sorted(self.problems)
        errors = [p for p in found if p.level is Level.ERROR]
        failing = self.fail and not self.serving
        for problem in found:
            if not failing or problem.level is not Level.ERROR:
                log.log(
                    logging.INFO if problem.level is Level.ADVICE else logging.WARNING,
                    "%s",
                    problem,
                )
        if errors and failing:
            count = "1 problem" if len(errors) == 1 else f"{len(errors)} problems"
            lines = "\n".join(f"  {problem}" for problem in errors)
            raise PluginError(f"osai: {count} to mend, nothing was published:\n{lines}")
