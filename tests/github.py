"""What GitHub accepts, by the schemas that come with check-jsonschema."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def wrong_with(path: Path, schema: str) -> str:
    """What a schema says against a file; nothing if it is right.

    Args:
        path: the file, in YAML.
        schema: `github-workflows`, `github-issue-forms` or another that comes with the tool.
    """
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}"]
    done = subprocess.run([*command, path], capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""
