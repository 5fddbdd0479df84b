"""Whatever a learner may hand over as "my table" becomes a data frame or bytes to read. What is no table gets one sentence."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .trouble import Trouble, count, listed, quoted

WANTED = "Give the path of a CSV file, a DataFrame, a dict of columns, or what a FileUpload widget holds."
NOT_TEXT = {  # how a file begins -> what it is, and what to do
    b"PK\x03\x04": ("a spreadsheet or a zip archive", "Open it, and save the sheet you want as CSV."),
    b"\xd0\xcf\x11\xe0": ("an Excel workbook", "Open it in your spreadsheet program and save the sheet as CSV."),
    b"PAR1": ("a Parquet file", "Read it with pandas.read_parquet and hand over the DataFrame."),
    b"\x1f\x8b": ("a gzip archive", "Unpack it first."),
    b"BZh": ("a bzip2 archive", "Unpack it first."),
    b"\xfd7zXZ": ("an xz archive", "Unpack it first."),
    b"SQLite format 3": ("a database", "Export the table you want as CSV."),
    b"%PDF": ("a PDF", "Copy its table into a spreadsheet and save that as CSV."),
    b"\x89PNG": ("a picture", "Wanted is a table as text."),
    b"\xff\xd8\xff": ("a picture", "Wanted is a table as text."),
    b"\x80\x04": ("a pickle", "Load it yourself if you trust it, and hand over the DataFrame."),
}
START = 4096  # bytes by which a file is known


@dataclass
class Source:
    """Bytes to read, again and again: the name they go by, how many they are, and how to open them."""

    name: str
    size: int
    open: object


def source_of(given):
    """A Source, or a pandas DataFrame. Raises Trouble for what is no table."""
    if given is None:
        raise Trouble(f"None is no table. {WANTED}")
    if isinstance(given, (str, Path)):
        return _of_text(given) if isinstance(given, str) and "\n" in given.strip() else _of_path(given)
    if isinstance(given, (bytes, bytearray, memoryview)):
        return _of_bytes("the upload", bytes(given))
    upload = _uploaded(given)
    if upload is not None:
        return _of_bytes(*upload)
    if hasattr(given, "columns") and hasattr(given, "dtypes"):
        return _frame(given)
    if isinstance(given, Mapping):
        return _of_columns(given)
    if hasattr(given, "read"):
        content = given.read()
        return _of_bytes(
            Path(str(getattr(given, "name", "the file"))).name,
            content.encode() if isinstance(content, str) else content,
        )
    raise Trouble(f"A {type(given).__name__} is no table. {WANTED}")


# ---- files ----


def _of_path(given):
    text = str(given).strip().removeprefix("file://")
    if not text or given == Path():
        raise Trouble(f"The name of the file is empty. {WANTED}")
    if re.match(r"(?i)^(https?|ftp|s3|gs)://|^www\.", text):
        raise Trouble(
            f"{quoted(text, 60)} is a web address, and nothing here uses the network. "
            "Download the file, put it beside this notebook, and give its name."
        )
    path = Path(text).expanduser()
    if path.is_dir():
        raise Trouble(f"{path} is a folder. {_files_in(path)}")
    if not path.exists():
        folder = path.absolute().parent
        raise Trouble(f"There is no file {path.name} in {folder}. {_files_in(folder)}")
    try:
        with open(path, "rb") as file:
            _look_at(file.read(START), path.name)
    except OSError:
        raise Trouble(f"{path.name} may not be read. Is it open in another program, or does it belong to somebody else?") from None  # fmt: skip
    return Source(path.name, path.stat().st_size, lambda: open(path, "rb"))


def _files_in(folder):
    try:
        there = sorted(file.name for file in folder.iterdir() if file.suffix.lower() in (".csv", ".tsv", ".txt"))
    except OSError:
        there = []
    if not there:
        return "There is no CSV file there. Put yours beside this notebook, or give its whole path."
    return f"There is: {listed(there, 8)}."


def _of_text(text):
    return _of_bytes("the text", text.encode())


def _of_bytes(name, content):
    _look_at(content[:START], name)
    return Source(name, len(content), lambda: io.BytesIO(content))


def _look_at(start, name):
    """Raise Trouble if a file begins as no table of text does."""
    if not start.strip():
        raise Trouble(f"{name} is empty.")
    for mark, (what, todo) in NOT_TEXT.items():
        if start.startswith(mark):
            raise Trouble(f"{name} is {what}, not text. {todo}")
    text = start.decode("utf-8-sig", "replace").lstrip()
    if re.match(r"(?i)<!doctype|<html|<\?xml", text):
        raise Trouble(
            f"{name} is a web page or XML, not a table. Did the download need a login? Get the CSV file itself."
        )
    if text.startswith("{\\rtf"):
        raise Trouble(f"{name} is a text document (RTF), not a table. Save its table as CSV.")
    if re.match(r'\{\s*("|\}|$)|\[\s*(\{|\[|\])', text) or _is_json_line(text):
        raise Trouble(f"{name} holds JSON. Read it with pandas.read_json and hand over the DataFrame.")
    if re.search(r"(?im)^@relation\b", text) and re.search(r"(?im)^@attribute\b", text):
        raise Trouble(f"{name} is an ARFF file. Save its table as CSV: the names on one line, then the rows.")


def _is_json_line(text):
    try:
        return isinstance(json.loads(text.split("\n")[0]), (dict, list))
    except ValueError:
        return False


# ---- what is in memory ----


def _uploaded(given):
    """(name, bytes) of what JupyterLab's FileUpload holds; None if it is something else."""
    if type(given).__name__ == "FileUpload":
        given = given.value
        if not given:
            raise Trouble("Nothing was uploaded yet. Choose a file with the button, then run this cell again.")
    if isinstance(given, (list, tuple)) and given and all(map(_is_upload, given)):
        if len(given) > 1:
            raise Trouble(f"{count(len(given), 'file')} were uploaded: {listed(one['name'] for one in given)}. Hand over one, such as upload.value[0].")  # fmt: skip
        given = given[0]
    if (
        isinstance(given, Mapping) and len(given) == 1 and _is_upload(next(iter(given.values())))
    ):  # as ipywidgets 7 has it
        given = next(iter(given.values()))
    if _is_upload(given):
        return str(given.get("name", "the upload")), bytes(given["content"])
    return None


def _is_upload(given):
    return isinstance(given, Mapping) and isinstance(given.get("content"), (bytes, bytearray, memoryview))


def _frame(given):
    """A DataFrame of pandas; one of another library is turned into it, column by column."""
    pandas = needed()
    if not isinstance(given, pandas.DataFrame):
        given = pandas.DataFrame({name: list(given[name]) for name in given.columns})
    if not isinstance(given.index, pandas.RangeIndex) and given.index.name is not None:
        given = given.reset_index()
    return given


def _of_columns(given):
    pandas = needed()
    if not given:
        raise Trouble(f"The dict is empty. {WANTED}")
    lengths = {}
    for name, values in given.items():
        if isinstance(values, (str, bytes)) or not hasattr(values, "__len__"):
            raise Trouble(
                f"In the dict, {quoted(name)} is {quoted(values)}. Wanted is a list of values for each column."
            )
        lengths[name] = len(values)
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name}: {length}" for name, length in list(lengths.items())[:6])
        raise Trouble(f"The columns of the dict are not equally long ({told}). Each needs one value for every row.")
    return pandas.DataFrame({name: list(values) for name, values in given.items()})


def needed():
    """pandas, which is only loaded when there is a table to read."""
    try:
        import pandas
    except ImportError:
        raise Trouble("Reading a table takes pandas, which is not here. Run a cell with: import pandas") from None
    return pandas
