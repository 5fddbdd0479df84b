"""Runs inside Pyodide (see compile.mjs): writes archives anew with bytecode in them.

`jobs` is JSON: [{"source", "target", "drop", "keep_sources"}, ...]. Whether the bytecode still fits its source is never asked:
what is in the archive was made together. Every entry has the same date, so that the same input gives the same bytes.
"""

import importlib.util
import json
import marshal
import re
import warnings
import zipfile

DATE = (2020, 1, 1, 0, 0, 0)
UNCHECKED = (1).to_bytes(4, "little")


def bytecode(source, name):
    """A .pyc file whose source is never looked at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        code = compile(source, name, "exec", dont_inherit=True)
    return importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source) + marshal.dumps(code)


def entries(name, data, prefix, keep_sources):
    """What one file of an archive becomes: [(name, data), ...]."""
    if not name.endswith(".py"):
        return [(name, data)]
    try:
        made = bytecode(data, prefix + name)
    except SyntaxError:  # a template that is no Python yet
        return [(name, data)]
    if not keep_sources:
        return [(name + "c", made)]
    folder, _, file = name.rpartition("/")
    cached = f"{folder}/__pycache__/{file[:-3]}.{CACHE_TAG}.pyc".lstrip("/")
    return [(name, data), (cached, made)]


CACHE_TAG = __import__("sys").implementation.cache_tag

for job in json.loads(jobs):  # noqa: F821 (compile.mjs sets it)
    drop = re.compile(job["drop"])
    with (
        zipfile.ZipFile("/host" + job["source"]) as old,
        zipfile.ZipFile("/host" + job["target"], "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new,
    ):
        for info in old.infolist():
            if info.is_dir() or drop.search(info.filename):
                continue
            for name, data in entries(info.filename, old.read(info), job["prefix"], job["keep_sources"]):
                new.writestr(zipfile.ZipInfo(name, DATE), data, zipfile.ZIP_DEFLATED, 9)
