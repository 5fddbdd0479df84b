"""What the scripts of this folder share: the wheel, environments of their own, and a list of what held."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]
WORK = Path(os.environ.get("CLIENTS_WORK", Path(tempfile.gettempdir(), "nets-by-hand-clients")))
WORK.mkdir(parents=True, exist_ok=True)
UV = shutil.which("uv") or sys.exit("these scripts need uv; run: python -m pip install uv")


def in_environment(program, env):
    """The environment variables of a program that belongs to an environment of Python, with nothing of this clone's."""
    own = {key: value for key, value in os.environ.items() if key not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return own | {"PATH": f"{Path(program).parent}{os.pathsep}{own['PATH']}"} | env


def run(*command, check=True, cwd=WORK, env=None):
    """Run a program. Gives what it said, and fails with that."""
    env = in_environment(command[0], env or {})
    done = subprocess.run([*map(str, command)], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8")
    said = done.stdout + done.stderr
    if check and done.returncode:
        raise AssertionError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{said}")
    return said


def wheel():
    """The course as it is now, as a wheel."""
    folder = WORK / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    WORK.mkdir(parents=True, exist_ok=True)
    run(UV, "build", "--quiet", "--wheel", "--out-dir", folder, HOME)
    return next(folder.glob("*.whl"))


def environment(name, *packages):
    """A fresh environment with these packages. Gives the folder of its programs.

    Its files are copies: uv would link them to its cache, and a script that changes one would change it for everybody.
    """
    folder = WORK / name
    run(UV, "venv", "--quiet", "--clear", folder)
    bin = folder / ("Scripts" if sys.platform == "win32" else "bin")
    if packages:
        run(UV, "pip", "install", "--quiet", "--link-mode=copy", "--python", bin / "python", *packages)
    return bin


class Report:
    """Says each thing that was looked at, with the seconds since the last one; exits with 1 when one did not hold."""

    def __init__(self):
        self.wrong, self.since = 0, time.monotonic()

    def holds(self, what, true, seen=""):
        now = time.monotonic()
        print(f"{'ok  ' if true else 'FAIL'} {now - self.since:6.1f} s  {what}", flush=True)
        if not true:
            self.wrong += 1
            print(seen, flush=True)
        self.since = now

    def end(self):
        sys.exit(f"{self.wrong} did not hold" if self.wrong else 0)
