"""What this learner has answered and passed: one small local file, and nothing leaves the machine.

The file holds one JSON object a line and is only ever added to, so that several notebooks can be open
at once. A record is written by one call, and *begins* with the line break: should a crash cut a record
short, the next one still starts on a line of its own. A file that was damaged some other way is moved
aside, whole, and every record that can be read goes on in a new one. Where nothing can be written,
progress is kept in memory until the kernel stops. None of this ever stops a lesson: there is a notice,
once, in the next output that the learner sees (`take_notice`).
"""

import json
import os
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

VARIABLE = "NETS_BY_HAND_PROGRESS"
NOWHERE = Path(os.devnull)  # a file that takes everything and holds nothing

# In a browser, files vanish with the page, except below this folder, which JupyterLite keeps in the browser's own storage.
BROWSER_FOLDER = Path("/drive")


def where():
    """The path of the progress file: as the environment says, or where this system keeps such data."""
    if "NBGRADER_EXECUTION" in os.environ:  # nbgrader is at work: these answers are not the grader's own
        return NOWHERE
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    if os.environ.get("SERVER_SOFTWARE", "").startswith("voila"):  # whoever comes would find what others answered
        return NOWHERE
    folder = BROWSER_FOLDER if sys.platform == "emscripten" else platformdirs.user_data_path("nets-by-hand")
    return folder / "progress.jsonl"


def current():
    """The Progress of this process, at the path that holds now."""
    path = where()
    with _lock:
        if path not in _open:
            _open[path] = Progress(path)
        return _open[path]


_open, _lock = {}, threading.Lock()


class Progress:
    """The records in one file. `add` and `records` never raise on account of the file."""

    def __init__(self, path):
        self.path = Path(path)
        self._unwritten = []  # records for which the file had no place; kept for this session
        self._notices = []  # sentences to show
        self._noticed = set()  # what has been told already in this process
        self._lock = threading.RLock()

    def add(self, kind, **fields):
        """Write one record down."""
        record = {"kind": kind, "at": datetime.now(UTC).isoformat(timespec="seconds"), **fields}
        with self._lock:
            self._unwritten.append(record)
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                _append(self.path, b"".join(map(_line, self._unwritten)))
                self._unwritten = []
            except OSError as error:
                self._notice(
                    "place",
                    f"Your progress could not be written to {self.path} "
                    f"({error.strerror or error}). It is kept until this kernel stops; to keep it longer, "
                    f"let the environment variable {VARIABLE} name a file that can be written.",
                )

    def records(self):
        """Every record, oldest first, as dicts. Kinds this version does not know are among them."""
        with self._lock:
            try:
                found, damaged = _read(self.path)
                if damaged:
                    carried = self._recover()
                    found = found if carried is None else carried
            except FileNotFoundError:
                found = []
            except OSError as error:
                found = []
                self._notice(
                    "place",
                    f"Your progress in {self.path} could not be read "
                    f"({error.strerror or error}), so this looks like a fresh start. Nothing was deleted.",
                )
            return [json.loads(line) for line in found] + list(self._unwritten)

    def of(self, kind, lesson):
        """The records of one kind in one lesson, oldest first."""
        return [record for record in self.records() if record.get("kind") == kind and record.get("lesson") == lesson]

    def latest(self, kind, lesson, key):
        """The newest record of each name: {record[key]: record}."""
        return {record[key]: record for record in self.of(kind, lesson) if isinstance(record.get(key), str)}

    def take_notice(self):
        """What the learner should be told about the file, or ''. Each notice is handed out once."""
        with self._lock:
            text, self._notices = " ".join(self._notices), []
            return text

    def _notice(self, what, text):
        if what not in self._noticed:
            self._noticed.add(what)
            self._notices.append(text)

    def _recover(self):
        """Move a damaged file aside and carry its readable records over. Returns those, or None if it cannot.

        The records are read again from the moved file: another kernel may have added one, or may have
        recovered the file already, in which case what was moved is that newer file and nothing is lost.
        """
        try:
            aside = _move_aside(self.path)
            found, damaged = _read(aside)
        except FileNotFoundError:
            return None  # another kernel was quicker, and is at it
        except OSError as error:
            self._notice(
                "damaged",
                f"A part of your progress file {self.path} could not be read and is left out; "
                f"the file could not be moved aside ({error.strerror or error}).",
            )
            return None
        self._notice(
            str(aside),
            f"{_count(damaged, 'line')} of your progress file could not be read. The old "
            f"file is kept as {aside.name}; {_count(len(found), 'record')} went on in a new one.",
        )
        try:
            _append(self.path, b"".join(b"\n" + line for line in found))
        except OSError:
            self._unwritten = [json.loads(line) for line in found] + self._unwritten
            return []
        return found


def _count(number, thing):
    return f"{number} {thing}" + "s" * (number != 1)


def _line(record):
    return b"\n" + json.dumps(record, separators=(",", ":")).encode("ascii")


def _append(path, data):
    """Add the bytes by one write at the end, wherever the end is by now."""
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    try:
        if os.write(handle, data) < len(data):
            raise OSError("the disk is full")
    finally:
        os.close(handle)


def _read(path):
    """The lines of a file that hold records, and how many others there are.

    The last line may be one that another kernel is just writing, or that a crash has cut short: a record
    begun there and not finished is passed over, and is no damage.
    """
    lines = path.read_bytes().split(b"\n")
    if lines[-1].startswith(b"{") and not _is_record(lines[-1]):
        lines.pop()
    lines = [line for line in lines if line.strip()]
    found = [line for line in lines if _is_record(line)]
    return found, len(lines) - len(found)


def _is_record(line):
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _move_aside(path):
    """Rename `progress.jsonl` to `progress.damaged-1.jsonl`, or the first such name that is free."""
    number = 1
    while True:
        aside = path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")
        try:
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL))  # the name is ours now, from whoever else looks
        except FileExistsError:
            number += 1
            continue
        try:
            os.replace(path, aside)
        except OSError:
            aside.unlink()
            raise
        return aside
