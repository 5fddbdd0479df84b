"""What the text of a cell means: nothing, a number as people write numbers, or a date. One column is judged as a whole,
because 1.234 alone may be a little more than one or a good thousand."""

import re
from dataclasses import dataclass

import numpy as np

MISSING = {
    "", "?", "??", "-", "--", "---", "–", "—", ".", "..", "...", "*", "na", "n/a", "n.a.", "n.a", "#n/a", "#na", "#n/a n/a", "nan",
    "-nan", "null", "(null)", "none", "nil", "<na>", "\\n", "n/d", "nd", "n.d.", "k.a.", "k. a.", "s/o", "nat", "#value!", "#div/0!",
    "#ref!", "#name?", "#null!", "#num!", "(none)", "[null]", "not available", "not applicable", "no data", "missing", "(missing)",
    "unknown", "(unknown)", "(blank)", "blank", "undefined", "tbd", "not known", "not recorded",
    "0000-00-00", "0000-00-00 00:00:00", "00/00/0000", "00.00.0000",
}  # fmt: skip
# In a column of words these are words, too: who "refused" or is "unknown" differs from an empty cell.
ALSO_WORDS = {"none", "unknown", "missing", "not available", "not applicable", "no data", "nd", "nil", "blank", "not recorded", "not known"}  # fmt: skip
MARKS = sorted({form for mark in MISSING for form in (mark, mark.upper(), mark.title(), mark.capitalize())} | {"NaN", "NaT", "N/a"})  # fmt: skip

CURRENCY = r"US\$|R\$|A\$|C\$|[$€£¥₹₽₩₺₪฿]|(?:USD|EUR|GBP|CHF|JPY|SEK|NOK|DKK|PLN|INR|Rs\.?|kr\.?)(?![A-Za-z])"
NUMBER = re.compile(
    rf"""(?P<open>\()?\s*(?P<sign>[-+])?\s*(?P<before>{CURRENCY})?\s*(?P<sign2>[-+])?
    (?P<body>\d[\d.,'_ ]*|[.,]\d+)(?P<power>[eE][-+]?\d+)?\s*(?P<after>[^\d\s.,:;/\-+()=][^,;:()\d]{{0,11}}[23]?)?\s*(?P<close>\))?""",
    re.VERBOSE,
)
FEW = 0.05  # of a column's numbers may have another unit, by a slip
MOST_UNITS = 5  # with more, they are no units
TIMES = {
    "k": 1e3,
    "K": 1e3,
    "M": 1e6,
    "Mio": 1e6,
    "Mio.": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "B": 1e9,
    "bn": 1e9,
    "billion": 1e9,
}
BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "’": "'", "٬": "'", "\ufeff": ""})


def is_missing(text):
    return text.strip().lower() in MISSING


def plain(text):
    """A cell with ordinary blanks and minus signs, and none around it."""
    return text.translate(BLANKS).strip()


def looks_like_number(text):
    found = NUMBER.fullmatch(plain(text))
    return bool(found) and any(value_of(found["body"], mark) is not None for mark in ".,")


# ---- numbers ----


@dataclass
class Numbers:
    """values: one for each text, NaN where it is no number. unit: what stands beside them. problem: why they are not
    certain, in words, or ''."""

    values: np.ndarray
    unit: str = ""
    decimal: str = ""
    problem: str = ""


def mark_of(body):
    """Which decimal mark a number's digits prove: '.', ',', or '' if either would do."""
    body = body.strip()
    points, commas = body.count("."), body.count(",")
    if points and commas:
        return "." if body.rfind(".") > body.rfind(",") else ","
    if points > 1 or commas > 1:
        return "," if points else "."
    mark = "." if points else "," if commas else ""
    if not mark:
        return ""
    whole, _, rest = body.partition(mark)
    whole = whole.replace(" ", "").replace("'", "")
    may_be_thousands = len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return "" if may_be_thousands else mark


def value_of(body, decimal):
    """The number that these digits write if `decimal` is the decimal mark; None if they write none."""
    whole, _, rest = body.strip().partition(decimal)
    group = "," if decimal == "." else "."
    if not re.fullmatch(r"\d*", rest):
        return None
    if not re.fullmatch(r"\d*", whole):
        split = next((mark for mark in (group, " ", "'", "_") if mark in whole), group)
        parts = whole.split(split)
        thousands = all(len(part) == 3 for part in parts[1:])
        lakhs = split == "," and len(parts[-1]) == 3 and all(len(part) == 2 for part in parts[1:-1])
        if not (1 <= len(parts[0]) <= 3 and (thousands or lakhs) and all(map(str.isdigit, parts))):
            return None
        whole = "".join(parts)
    if not whole + rest:
        return None
    return float(f"{whole or '0'}.{rest or '0'}")


def numbers(texts, weights, decimal=None, separator=","):
    """The Numbers of a column's different texts. weights: in how many rows each stands. decimal: the mark that the rest of
    the file proves, if it proves one."""
    found = [NUMBER.fullmatch(plain(text)) for text in texts]
    marks = {
        mark: sum(w for f, w in zip(found, weights) if f and mark_of(f["body"]) == mark) for mark in (".", ",", "")
    }
    mark, problem = _decimal(found, marks, decimal, separator)
    scale, unit, mixed = _scales([_unit(f) if f else None for f in found], weights)
    values = np.full(len(texts), np.nan)
    for k, f in enumerate(found):
        if f is None or bool(f["open"]) != bool(f["close"]):
            continue
        value = value_of(f["body"], (mark_of(f["body"]) if problem else "") or mark)
        if value is not None:
            power = float("1" + f["power"]) if f["power"] and len(f["power"]) < 6 else 1.0
            negative = (f["sign"] == "-") != (f["sign2"] == "-") or bool(f["open"])
            with np.errstate(over="ignore"):
                values[k] = np.float64(value) * power * scale[k] * (-1 if negative else 1)
    values[~(np.abs(values) < 1e100)] = np.nan
    return Numbers(values, unit, mark if marks[mark] else "", problem or mixed)


def _decimal(found, marks, known, separator):
    """(decimal mark, problem)."""
    if marks["."] and marks[","]:
        less, more = sorted((marks["."], marks[","]))
        if less > 0.05 * (less + more):
            return ".", "some cells write a decimal comma, others a decimal point"
    if marks["."] != marks[","]:
        return (".", "") if marks["."] > marks[","] else (",", "")
    if known:
        return known, ""
    open_ones = [f["body"] for f in found if f and re.search("[.,]", f["body"])]
    if not open_ones:
        return ".", ""
    commas = any("," in body for body in open_ones)
    whole = [f["body"] for f in found if f and not re.search("[.,]", f["body"])]
    small = bool(whole) and all(len(body.replace(" ", "")) <= 3 for body in whole)
    hundreds = any(100 <= int(re.sub(r"\D", "", body) or 0) < 1000 for body in whole)
    if (separator in ",|" and (commas or not hundreds or not small)) or (small and commas):
        return ".", ""  # "1,200" is twelve hundred where commas separate cells; 1.234 has a decimal point
    if small and separator not in ",|":
        return ",", ""  # 999 and 1.200 beside each other: thousands
    example = open_ones[0]
    return ".", f"“{example}” may be {example.replace(',', '.')} or {re.sub('[.,]', '', example)}"


def _unit(found):
    return (found["before"] or "").strip(), (found["after"] or "").strip()


def _scales(units, weights):
    """(a factor for each text, NaN where its unit is a slip; the unit that all have; problem). units: a pair for each text, what
    stands before and after its number, or None."""
    total, of = 0, {}
    for unit, weight in zip(units, weights):
        if unit is not None:
            total += weight
            of[unit] = of.get(unit, 0) + weight
    ones = np.ones(len(units))
    most = max(of, key=of.get, default=("", ""))
    if len(of) > 1 and of[most] >= (1 - FEW) * total and not _only_currency(set(of)):
        return np.array([1.0 if unit == most else np.nan for unit in units]), " ".join(filter(None, most)), ""
    befores, afters = {b for b, _ in of if b}, {a for _, a in of if a}
    if len(afters) > MOST_UNITS:
        return ones * np.nan, "", ""
    currencies = befores | {a for a in afters if re.fullmatch(CURRENCY, a)}
    lengths = afters - currencies
    bare = any(not a or a in currencies for _, a in of)
    if lengths and lengths <= set(TIMES) and (len(lengths) > 1 or bare or befores):
        return np.array([TIMES.get(u[1], 1.0) if u else 1.0 for u in units]), next(iter(currencies), ""), ""
    if len(currencies) > 1 or len(lengths) > 1:
        return ones, "", f"it mixes {' and '.join(sorted(currencies if len(currencies) > 1 else lengths)[:3])}"
    if lengths and bare:
        (unit,) = lengths
        return ones, "", f"some cells have {'a percent sign' if unit == '%' else f'the unit {unit}'}, others have none"
    return ones, " ".join(sorted(currencies | lengths)), ""


def _only_currency(units):
    """Do these differ by a sign of one currency that some cells leave away? Then they are in one unit all the same."""
    signs = {part for unit in units for part in unit if part}
    return len(signs) == 1 and re.fullmatch(CURRENCY, next(iter(signs))) is not None


# ---- dates ----

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
CLOCK = (
    r"(?P<clock>T\d{6}|[T ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|[-+]\d{2}:?\d{2})?)?"
)
DATES = [  # (what is matched, the order of its three parts)
    (re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){CLOCK}", re.I), "ymd"),
    (re.compile(rf"(\d{{4}})(\d{{2}})(\d{{2}}){CLOCK}", re.I), "ymd"),
    (re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}|\d{{2}}){CLOCK}", re.I), "?"),
    (re.compile(rf"(\d{{1,2}})\.?[- ]({MONTH})[- ,]+(\d{{4}}|\d{{2}}){CLOCK}", re.I), "dmy"),
    (re.compile(rf"({MONTH})[ -](\d{{1,2}}),?[ -](\d{{4}}){CLOCK}", re.I), "mdy"),
]
YEAR_AND_MONTH = re.compile(r"(\d{4})-(\d{2})")
TIME = re.compile(r"(\d{1,2})[:.](\d{2})[:.](\d{2})|(\d{1,2}):(\d{2})(?::\d{2})?\s*(?:[ap]\.?m\.?)?", re.I)
MONTHS = {name: k + 1 for k, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split())}


def looks_like_date(text):
    text = plain(text)
    return any(form.fullmatch(text) for k, (form, _) in enumerate(DATES) if k != 1) or bool(TIME.fullmatch(text))


@dataclass
class Dates:
    """days: since 1970 for each text, NaN where it is no date. order: "day first" or "month first" where that was a choice.
    problem: why it is not certain."""

    days: np.ndarray
    order: str = ""
    problem: str = ""


def dates(texts, order=None):
    """The Dates of a column's different texts, all in one form."""
    best = np.full(len(texts), np.nan)
    for form, parts in DATES:
        found = [form.fullmatch(plain(text)) for text in texts]
        there = [f for f in found if f]
        if len(there) <= np.isfinite(best).sum():
            continue
        chosen, problem = (parts, "") if parts != "?" else _day_or_month(there, order)
        days = np.array([_days(f, chosen) if f else np.nan for f in found])
        best, said = days, Dates(days, {"dmy": "day first", "mdy": "month first"}.get(chosen, "") if parts == "?" else "", problem)  # fmt: skip
    if not np.isfinite(best).any():
        found = [YEAR_AND_MONTH.fullmatch(plain(text)) for text in texts]
        return Dates(np.array([_day(int(f[1]), int(f[2]), 1) if f else np.nan for f in found]))
    return said


def _day_or_month(found, order):
    if order in ("day first", "month first"):
        return ("dmy" if order == "day first" else "mdy"), ""
    first, second = max(int(f[1]) for f in found), max(int(f[2]) for f in found)
    if first > 12 and second > 12:
        return "dmy", "some cells put the day first, others the month"
    if first > 12 or "." in found[0][0][:3]:  # with points, the day comes first wherever they are used
        return "dmy", ""
    if second > 12:
        return "mdy", ""
    return "dmy", f"“{found[0][0]}” may have the day first or the month first"


def _days(found, parts):
    at = {part: found[k + 1] for k, part in enumerate(parts)}
    month = MONTHS.get(at["m"][:3].lower()) if not at["m"].isdigit() else int(at["m"])
    year = int(at["y"])
    if len(at["y"]) == 2:
        year += 2000 if year < 50 else 1900
    return _day(year, month, int(at["d"])) + _clock(found["clock"])


def _day(year, month, day):
    import datetime

    try:
        return float(datetime.date(year, month, day).toordinal() - 719163) if 1500 <= year <= 2200 else np.nan
    except ValueError:
        return np.nan


def _clock(text):
    text = text or ""
    found = re.search(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?", text) or re.fullmatch(r"T(\d{2})(\d{2})(\d{2})", text)
    if not found:
        return 0.0
    hour = int(found[1]) % 12 + 12 * ("p" in text.lower()) if re.search("[ap]\\.?m", text, re.I) else int(found[1])
    return (hour + int(found[2]) / 60 + int(found[3] or 0) / 3600) / 24


def hours(texts):
    """The time of day in hours for each text, NaN where it is none."""
    clock = np.array([24 * _clock(text) if TIME.fullmatch(text) else np.nan for text in map(plain, texts)])
    return np.where(clock < 24.01, clock, np.nan)
