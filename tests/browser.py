"""The Chromium that the tests drive: where it is, and how it gets there.

`python tests/browser.py` sees to it that there is one, with a font for Chinese labels; `make test`
calls it. A test asks `chromium_path()`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import matplotlib as mpl
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
DRIVER_LIBRARY = "libatomic1"
DRAWING_LIBRARIES = ("libpangoft2-1.0-0", "libcairo2")
"""What the plugins to-pdf and social draw with."""

CJK_FONT = "fonts-wqy-microhei"
APT_INSTALL = Path(__file__).parent.parent / ".ci" / "apt-install"


@cache
def chromium_path() -> str:
    """Where Chromium is: on the PATH, else the one that Playwright downloaded.

    Call it before Playwright is started: it may have to ask Playwright, which starts only once.

    Raises:
        FileNotFoundError: if there is none.
    """
    for name in NAMES:
        path = shutil.which(name)
        if path and _runs(path):
            return path
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    if Path(path).exists():
        return path
    raise FileNotFoundError(
        "There is no Chromium for the tests. Install one, or run `make test` as root."
    )


def provide() -> str:
    """Install Chromium, what drives it, what PDFs and Chinese labels need, where it is missing.

    Returns:
        Where Chromium is.

    Raises:
        FileNotFoundError: if there is none and none can be installed, or another program lacks
            what it needs.
    """
    if not _drives() and not _apt_install(DRIVER_LIBRARY):
        raise FileNotFoundError("Playwright, which drives Chromium in the tests, does not start.")
    if not _draws() and not (_apt_install(*DRAWING_LIBRARIES) and _draws()):
        raise FileNotFoundError(
            "WeasyPrint or CairoSVG does not start, and the plugins to-pdf and social need them. "
            f"Install what Debian calls {' and '.join(DRAWING_LIBRARIES)}."
        )
    if not _has_chromium() and not _apt_install("chromium"):
        _download()
    if not _draws_chinese() and _apt_install("fontconfig", CJK_FONT):
        _forget_fonts()
    return chromium_path()


def _runs(path: str) -> bool:
    """Whether it is a browser; Ubuntu's `chromium-browser` may only say what to install."""
    asked = subprocess.run([path, "--version"], capture_output=True, check=False)
    return asked.returncode == 0


def _drives() -> bool:
    """Whether Playwright's driver starts; a small Debian lacks a library of it."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _draws() -> bool:
    """Whether the libraries that plugins draw with find those of the system, if installed."""
    names = [name for name in ("weasyprint", "cairosvg") if find_spec(name)]
    command = [sys.executable, "-c", f"import {', '.join(['sys', *names])}"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _has_chromium() -> bool:
    try:
        chromium_path()
    except FileNotFoundError:
        return False
    return True


def _apt_install(*packages: str) -> bool:
    return subprocess.run([APT_INSTALL, *packages], check=False).returncode == 0


def _download() -> None:
    """Let Playwright fetch its own Chromium; as root also the libraries it needs."""
    with_deps = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    command = [sys.executable, "-m", "playwright", "install", *with_deps, "chromium"]
    subprocess.run(command, check=False)


def _draws_chinese() -> bool:
    """Whether a font for Chinese is there; elsewhere than on Linux one comes with the system."""
    if sys.platform != "linux":
        return True
    fonts = shutil.which("fc-list")
    return bool(fonts and subprocess.check_output([fonts, ":lang=zh-cn"]))


def _forget_fonts() -> None:
    """Delete matplotlib's list of fonts, which it would not renew for a new one."""
    for fonts in Path(mpl.get_cachedir()).glob("fontlist-*.json"):
        fonts.unlink()


if __name__ == "__main__":
    try:
        provide()
    except FileNotFoundError as error:
        sys.exit(str(error))
