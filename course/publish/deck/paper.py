"""The deck on paper: Chromium prints the HTML file, a slide a page, tagged for screen readers."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from course.publish.pages import PublishError

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
SECONDS = 120
FLAGS = ("--headless", "--disable-gpu", "--no-pdf-header-footer", "--no-first-run", "--disable-background-networking")


def browser():
    """The path of a Chromium or its like, from the environment's CHROMIUM or the system; None if there is none."""
    return next((path for name in (os.environ.get("CHROMIUM"), *NAMES) if name and (path := shutil.which(name))), None)


def print_to(pdf, html):
    """Prints ``html`` to ``pdf``. Raises PublishError where there is no browser, or it fails."""
    found = browser()
    if found is None:
        raise PublishError(
            f"a PDF needs Chromium or Chrome, and there is none here; install one, let CHROMIUM name it, or open {html} in any "
            "browser and print it to a file"
        )
    root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox refuses to run as root
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [found, *FLAGS, *["--no-sandbox"] * root, f"--user-data-dir={profile}"]
        command += [f"--print-to-pdf={Path(pdf).resolve()}", Path(html).resolve().as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PublishError(f"{found} did not print {html}: {error}") from None
    if done.returncode or not Path(pdf).is_file():
        raise PublishError(f"{found} did not print {html}: {done.stderr.strip().splitlines()[-1:] or done.returncode}")
