"""How a file is laid out: its encoding, what separates its cells, where its table begins, and what its columns are called.

pandas is then told all of it, and guesses nothing.
"""

import codecs
import csv
import io
import itertools
import re
from dataclasses import dataclass, field

from .cells import is_missing, looks_like_date, looks_like_number
from .trouble import Trouble, count, listed, quoted

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}
HEAD = 300  # records by which a file is understood
LONGEST = 300  # lines that one record may go over
NAMELESS = re.compile(r"(?i)^(unnamed(: ?\d+)?|column ?\d*|)$")


@dataclass
class Layout:
    """names: of the columns. header: the first line's cells as they stand, or None. first: the number of the line on which
    the rows begin. notes: what is to be said about it."""

    encoding: str
    separator: str
    names: list
    header: list | None
    first: int
    notes: list = field(default_factory=list)


# ---- lines ----


def records(text, separator, start=0):
    """(number of the line, record) for each record of an open text; one that has line breaks in quotes is one record."""
    numbered = enumerate(text, 1)
    for number, line in numbered:
        if number <= start:
            continue
        if '"' in line and line.count('"') % 2 and _opens(line, separator):
            lines = [line]
            for _, more in itertools.islice(numbered, LONGEST):
                lines.append(more)
                if more.count('"') % 2:
                    break
            else:
                raise Trouble(f"In line {number} a quotation mark opens a cell and none closes it: {quoted(line, 40)}. Add the missing one.")  # fmt: skip
            line = "".join(lines)
        yield number, line.rstrip("\r\n")


def _opens(line, separator):
    """Does a quotation mark open a cell here? One in the middle of a cell, as in 5" pipe, is only a character."""
    return re.search(rf'(^|{re.escape(separator)})\s*"', line) is not None


def cells_of(record, separator):
    """The cells of one record, as text."""
    if separator == " ":
        return record.split() if '"' not in record else next(csv.reader([" ".join(record.split())], delimiter=" "), [])
    try:
        return next(csv.reader([record], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:  # a cell longer than csv takes
        return record.split(separator)


def is_blank(record):
    """Is there nothing in it but separators, or the line that is drawn under a header?"""
    return not record.strip(' \t\r\n,;|"-=+:')


# ---- encoding ----


def encoding_of(source, notes):
    """How the bytes become letters: UTF-8, unless they cannot be."""
    with source.open() as file:
        start = file.read(1 << 16)
    if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        notes.append("It is in UTF-16.")
        return "utf-16"
    if start.count(0) > 0.3 * len(start):
        little = start[1:400:2].count(0) > start[0:400:2].count(0)
        notes.append("It is in UTF-16.")
        return "utf-16-le" if little else "utf-16-be"
    if b"\0" in start:
        raise Trouble(
            f"{source.name} is not a text file. Wanted is a CSV file: rows of text, with commas between the cells."
        )
    if _is_utf8(source):
        return "utf-8-sig"
    notes.append(
        'It is not in UTF-8, so it was read as Windows-1252. If letters with accents look wrong, say encoding="…".'
    )
    return "cp1252"


def _is_utf8(source):
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with source.open() as file:
            while block := file.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    return True


def opened(source, encoding):
    """The source as text. Raises Trouble for an encoding that there is not."""
    try:
        return io.TextIOWrapper(source.open(), encoding=encoding, errors="replace", newline=None)
    except LookupError:
        raise Trouble(
            f"There is no encoding {quoted(encoding)}. Usual ones are utf-8, cp1252, utf-16 and shift-jis."
        ) from None


# ---- layout ----


def layout_of(source, sep=None, header="guess", encoding=None):
    """The Layout of a Source. What is given is not guessed. Raises Trouble."""
    notes = []
    encoding = encoding or encoding_of(source, notes)
    with opened(source, encoding) as text:
        lines = list(itertools.islice(text, 4 * HEAD))
    if not any(map(str.strip, lines)):
        raise Trouble(f"{source.name} is empty.")
    if all(map(is_blank, lines)):
        raise Trouble(f"{source.name} holds nothing but empty cells.")
    start = 0
    said = re.match(r"(?i)^\ufeff?\"?sep=(.)\"?\s*$", lines[0])
    if said:
        start, sep = 1, sep or said[1]
    if sep is not None and (not isinstance(sep, str) or len(sep) != 1 or sep in '"\n'):
        raise Trouble(f'sep is {sep!r}. Wanted is the one character between the cells, such as sep=";".')
    separator = sep or separator_of(lines[start:])
    if separator != ",":
        name = SEPARATORS.get(separator, quoted(separator))
        notes.append(f"Its cells are separated by {name}.")
    head = [pair for pair in itertools.islice(records(iter(lines), separator, start), HEAD) if not is_blank(pair[1])]
    rows = [(number, cells_of(record, separator)) for number, record in head]
    width = _usual_width(rows)
    if width < 2:
        first = next((cells[0] for _, cells in rows if cells), "")
        raise Trouble(
            f"{source.name} has one column only, {quoted(first)}. There must be one to predict and one to predict it from. "
            'If there are more, say what separates them, as in sep=":".'
        )
    rows, title = _without_preamble(rows, width)
    if len(rows[0][1]) == width - 1:
        width = _one_name_less(rows, width, source.name)
    if title:
        notes.append(
            f"{count(title, 'line')} above the table {'was' if title == 1 else 'were'} left out: a title, or comments."
        )
    names, taken = _names(rows, width, header, notes)
    first = rows[taken][0] if taken < len(rows) else rows[-1][0] + 1
    return Layout(encoding, separator, names, rows[0][1] if taken else None, first, notes)


def separator_of(lines):
    """The separator under which most records have the same number of cells, and the cells look like cells."""
    return max(SEPARATORS, key=lambda mark: _regular(lines, mark))


def _regular(lines, separator):
    try:
        head = list(itertools.islice((r for _, r in records(iter(lines), separator) if not is_blank(r)), 100))
    except Trouble:
        return 0.0
    rows = [cells_of(record, separator) for record in head]
    usual = _usual_width(list(enumerate(rows)))
    if usual < 2:
        return 0.0
    like = [row for row in rows if len(row) == usual]
    cells = [cell.strip() for row in like[:40] for cell in row[:200]]
    clean = sum(map(_is_clean, cells)) / len(cells)
    return len(like) / len(rows) * clean * (0.8 if separator == " " else 1.0) + 1e-4 * min(usual, 50)


def _is_clean(cell):
    """Could this be a cell? With the wrong separator most are not, as they still hold the right one."""
    if looks_like_number(cell) or looks_like_date(cell):
        return True
    numbers_side_by_side = re.match(r"\s*[-+]?[\d.,]+\s+[-+]?[\d.,]+(\s|$)", cell)
    return not numbers_side_by_side and (not re.search(r"[,;|\t]", cell) or " " in cell)


def _usual_width(rows):
    """The number of cells that most rows have; of the last ones, as a title stands above."""
    widths = [len(cells) for _, cells in rows[len(rows) // 4 :]]
    return max(sorted(set(widths), reverse=True), key=widths.count)


def _without_preamble(rows, width):
    """The rows from the header on, and how many lines stood above it."""
    kept = rows
    for k, (_, cells) in enumerate(rows):
        filled = sum(map(bool, map(str.strip, cells)))
        header_of_a_comment = cells and cells[0].startswith("#") and len(cells) == width and not cells[0][1:].strip().startswith("#")  # fmt: skip
        comment = cells and re.match(r"#|%|//", cells[0].strip()) and not header_of_a_comment
        short = len(cells) < width - 1 or (filled <= max(1, width // 3) and width > 2) or filled < min(2, width)
        if not (comment or short):
            kept = rows[k:]
            break
    if kept and kept[0][1] and kept[0][1][0].startswith("#"):
        number, cells = kept[0]
        kept = [(number, [cells[0].lstrip("# "), *cells[1:]]), *kept[1:]]
    return kept, len(rows) - len(kept)


def _one_name_less(rows, width, name):
    """The width, where the header has one name less than the rows have cells: because each row ends with a comma, or begins with its
    name, as R writes it. Otherwise there are commas inside cells, which nobody can tell apart."""
    body = [cells for _, cells in rows[1:] if len(cells) == width]
    if not any(cells[-1].strip() for cells in body):
        return width - 1
    if len({cells[0] for cells in body}) == len(body):
        return width
    raise Trouble(
        f"{name}: the rows have {width} cells, and the header has {width - 1} names, so the rows have more or fewer cells than columns. "
        "Are there commas inside cells that have no quotation marks?"
    )


# ---- header ----


def _names(rows, width, header, notes):
    """(names of the columns, how many rows they take). Guesses whether the first row names them."""
    first, body = rows[0][1], [cells for _, cells in rows[1:] if len(cells) == width]
    if header not in ("guess", True, False, None):
        raise Trouble(f"header is {header!r}. Wanted is True if the first line names the columns, and False if it is a row already.")  # fmt: skip
    if header is True or (header == "guess" and is_header(first, body, width)):
        return named(first, width, notes), 1
    if header == "guess":
        notes.append("Its first line looks like a row, so the columns are called column 1, column 2 and so on. If it names them, say header=True.")  # fmt: skip
    return [f"column {k + 1}" for k in range(width)], 0


def named(first, width, notes):
    """A name for each column: as the header has it, and told apart where two are alike."""
    first = [" ".join(str(cell).split()) for cell in first]
    if len(first) == width - 1:
        first = ["row", *first]
        notes.append("The header has one name less than the rows have cells, so the first column is called “row”.")
    while len(first) > width and not first[-1]:
        first = first[:-1]
    names = [name or f"column {k + 1}" for k, name in enumerate(first + [""] * (width - len(first)))][:width]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        notes.append(f"More than one column is called {listed(map(quoted, twice))}; the later ones got a number.")
    seen, unique = {}, []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        made = name if seen[name] == 1 else f"{name} ({seen[name]})"
        while made in unique:
            made += "'"
        unique.append(made)
    return unique


def is_header(first, body, width):
    """Does the first row name the columns? It does if it is unlike what stands below it."""
    if len(first) == width - 1 or not body:
        return True
    first = [cell.strip() for cell in first]
    if len(set(first)) < len(first) and all(map(_is_value, first)):
        return False
    below = list(zip(*body))
    for_it = against = 0
    for cell, column in zip(first, below):
        there = [text for text in map(str.strip, column) if not is_missing(text)]
        values = sum(map(_is_value, there))
        if there and values > 0.8 * len(there):
            if not _is_value(cell):
                for_it += not is_missing(cell) or bool(re.search("[A-Za-z]", cell))
            else:
                against += 1
        elif there and cell in there:
            against += 1
    if against and _counts_up(first):
        return not _fits_below(first, below)
    if for_it or against:
        return for_it > against or (for_it == against and bool(for_it))
    return all(re.search(r"[^\W\d]", cell) or not cell for cell in first)


def _is_value(text):
    return looks_like_number(text) or looks_like_date(text)


def _counts_up(first):
    """Are the header's numbers years or places in a row, as in name, 2019, 2020, 2021?"""
    numbers = [int(cell) for cell in first if re.fullmatch(r"\d{1,4}", cell)]
    others = [cell for cell in first if not re.fullmatch(r"\d{1,4}", cell)]
    if len(numbers) < 2 or any(map(_is_value, others)):
        return False
    steps = {b - a for a, b in zip(numbers, numbers[1:])}
    return len(steps) == 1 and steps <= {1, -1, 2, 5, 10} and (1800 <= numbers[0] <= 2150 or numbers[0] in (0, 1))


def _fits_below(first, below):
    """Would this row of numbers be an ordinary one among those below?"""
    if any(not re.fullmatch(r"\d{1,4}", cell) for cell in first):
        return False
    for cell, column in zip(first, below):
        numbers = [float(text) for text in column if re.fullmatch(r"-?\d+(\.\d+)?", text.strip())]
        if not numbers or not min(numbers) - 1 <= float(cell) <= max(numbers) + 1:
            return False
    return True
