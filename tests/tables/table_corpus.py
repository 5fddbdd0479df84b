"""Small tables as people have them, made by code, each with what must come of it: right, or refused in so many words.

`CASES` holds them all. A Case says which columns come out as what; columns of numbers are compared value by value, so that
nothing can be wrong in silence.
"""

import io
import json
import math
from dataclasses import dataclass, field

N = 60
HEIGHT = [round(1.5 + 17 * math.sin(k) ** 2 + k / 7, 2) for k in range(N)]  # 1.5 to 27
COUNT = [(k * 37) % 53 + 3 for k in range(N)]  # 3 to 55
COLOR = [("red", "green", "blue")[(k * k) % 3 if k % 4 else 2] for k in range(N)]
KIND = ["yes" if HEIGHT[k] + COUNT[k] > 38 else "no" for k in range(N)]
TRUTH = {"height": HEIGHT, "count": COUNT, "color": COLOR, "kind": KIND}
NAN = math.nan
BIG = [1000 * h + c for h, c in zip(HEIGHT, COUNT)]  # 1,500 to 27,000 with fractions
BIG = [round(value + 0.25, 2) for value in BIG]
MONEY = [round(800 + 150.5 * c, 2) for c in COUNT]
WHOLE = [97 * c + 650 for c in COUNT]  # 941 to 5,985


@dataclass
class Case:
    """columns: name -> list of numbers (NaN for missing), or list of words ('' for missing), or a kind in words. says: what the
    notes and questions must hold. refused: what the sentence must hold instead. target: predicted, if not the last."""

    name: str
    given: object
    columns: dict = field(default_factory=dict)
    rows: int | None = N
    says: tuple = ()
    refused: str = ""
    how: dict = field(default_factory=dict)
    target: str | None = None
    warns: tuple = ()
    suffix: str = ".csv"


CASES = []


def case(name, given, columns=None, **more):
    """A Case that, unless it is refused, has the four columns of TRUTH."""
    if isinstance(given, str):
        given = given.encode()
    if columns is None:
        columns = {} if more.get("refused") else TRUTH
    CASES.append(Case(name, given, columns, **more))


def lines(columns=TRUTH, sep=",", header=True, quote=False):
    """The lines of a table; cells that hold the separator or a quotation mark are quoted."""

    def cell(value):
        text = str(value)
        if quote or sep in text or '"' in text or "\n" in text:
            return '"' + text.replace('"', '""') + '"'
        return text

    rows = [[cell(v) for v in row] for row in zip(*columns.values())]
    head = [[cell(name) for name in columns]] if header else []
    return [sep.join(row) for row in head + rows]


def text(columns=TRUTH, sep=",", header=True, quote=False, end="\n"):
    return end.join(lines(columns, sep, header, quote)) + end


def with_(**columns):
    """TRUTH with other columns first."""
    return {**columns, **TRUTH}


def gaps(values, mark, every=5):
    """Every fifth value becomes `mark`."""
    return [mark if k % every == 2 else value for k, value in enumerate(values)]


# ---- how the file is laid out ----

for name, sep in (("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|"), ("space", " ")):
    case(f"separated by {name}", text(sep=sep))
    case(f"separated by {name}, all in quotes", text(sep=sep, quote=True))
case("sep=; in the first line", "sep=;\n" + text(sep=";"))
case("sep=, in the first line", "sep=,\n" + text())
case("Windows line ends", text(end="\r\n"))
case("old Mac line ends", text(end="\r"))
case("no line end at the end", text().rstrip())
case("a byte order mark", "\ufeff" + text())
case("UTF-16", text().encode("utf-16"), says=("UTF-16",))
case("UTF-16 without a mark", text().encode("utf-16-be"), says=("UTF-16",))
umlauts = {**TRUTH, "color": [{"red": "größer", "green": "süß", "blue": "blau"}[c] for c in COLOR]}
case("Windows-1252", text(umlauts).encode("cp1252"), umlauts, says=("Windows-1252",))
case("Windows-1252, said", text(umlauts).encode("cp1252"), umlauts, how=dict(encoding="cp1252"))
case("UTF-8 with accents", text(umlauts), umlauts)
case("an encoding that there is not", text(), how=dict(encoding="klingon"), refused="no encoding")
case("blank lines between", text().replace("\n", "\n\n"))
case("rows of commas between", text().replace("yes\n", "yes\n,,,\n"))
case("blank lines above", "\n\n\n" + text())
case("a comma more at the end of each row", "\n".join(line + "," * (k > 0) for k, line in enumerate(lines())))
case("a comma more at the end of each line", text().replace("\n", ",\n"))
case("three empty columns at the right", text().replace("\n", ",,,\n"))
case("an empty column that has a name", text({**TRUTH, "notes": [""] * N}), {**TRUTH, "notes": "empty"}, target="kind")
case("a title", "Survey of 2019\n" + text(), says=("1 line above the table",))
case("a title and a blank line", "Survey of 2019\n\n" + text(), says=("above the table",))
case("a title with commas after it", "Survey of 2019,,,\n" + text(), says=("above the table",))
case("three lines of title", "Survey\nby the institute\nMay 2019\n" + text(), says=("3 lines above",))
case("a title with two cells", "Survey,2019\n" + text(), says=("above the table",))
case("a title above semicolons", "Export, 2019\n" + text(sep=";"), says=("above the table",))
case("comments above", "# made by hand\n# in May\n" + text(), says=("2 lines above",))
case("comments with commas above", "# one, two, three, four, five\n" + text(), says=("above the table",))
case("comments with percent signs", "% made by hand\n" + text(), says=("above the table",))
case("a header behind a #", "# " + text())
case("comments between", text().replace("yes\n", "yes\n# checked\n", 3), says=("3 comment lines",))
case("a footer", text() + "Source: the institute\n", says=("1 row was left out",))
case("footnotes", text() + "\n* estimated\n** by hand\n", says=("2 rows were left out",))
case(
    "the header again",
    text() + text(),
    {name: values * 2 for name, values in TRUTH.items()},
    rows=2 * N,
    says=("header stood again",),
)
case("a short row", text() + "1,2\n", says=("1 row was left out (line 62)",))
case("a long row", text() + "1,2,3,4,5\n", says=("1 row was left out",))
case(
    "a row that is cut in two",
    text().replace("blue,", "blue\n,", 1),
    says=("2 rows were left out",),
    rows=N - 1,
    columns={"kind": "words"},
)
case("commas in words that have no quotation marks", "name,a,kind\n" + "".join(f"Doe, J{k},{k},{k % 2}\n" for k in range(N)), refused="more or fewer cells")  # fmt: skip
case("a quotation mark that is never closed", text().replace("red", '"red', 1), refused="quotation mark")
case(
    "quoted commas",
    text({**TRUTH, "color": [c + ", dark" for c in COLOR]}),
    {**TRUTH, "color": [c + ", dark" for c in COLOR]},
)
case(
    "quoted line breaks",
    text({**TRUTH, "color": [c + "\ndark" for c in COLOR]}),
    {**TRUTH, "color": [c + " dark" for c in COLOR]},
)
case("quotation marks in quotes", text({**TRUTH, "color": [f'a "{c}" one' for c in COLOR]}), {**TRUTH, "color": [f'a "{c}" one' for c in COLOR]})  # fmt: skip
case(
    "an inch mark",
    text().replace("red", '5" pipe'),
    {**TRUTH, "color": ['5" pipe' if c == "red" else c for c in COLOR]},
)
case("blanks after commas", text().replace(",", ", "))
case("blanks around all cells", text().replace(",", "  ,  "))
case("blanks after commas, in quotes", text(quote=True).replace(",", ", "))
case("a row of units below the header", text().replace("kind\n", "kind\ncm,pieces,,\n", 1), says=("row of units",))
case("a total row", text() + f"Total,{sum(COUNT)},,\n", says=("as a sum over the others",))
case("a total row in words", text({"color": COLOR, "height": HEIGHT, "kind": KIND}) + f"Total,{sum(HEIGHT):.2f},\n", {"height": HEIGHT}, says=("Total",))  # fmt: skip
case("an average row", text({"color": COLOR, "height": HEIGHT, "kind": KIND}) + "Average,12.3,\n", {"height": HEIGHT, "kind": KIND}, says=("Average",))  # fmt: skip
case("a sum row and a mean row", text({"color": COLOR, "height": HEIGHT, "kind": KIND}) + "Sum,700,\nMean,12,\n", {"height": HEIGHT}, says=("2 rows at the end",))  # fmt: skip
case("a total without a word", text() + f"{sum(HEIGHT):.2f},{sum(COUNT)},,\n", says=("sums of the rows above",))
case("a word All that is no total", text({**TRUTH, "color": ["All" if k % 3 else "some" for k in range(N)]}), {**TRUTH, "color": ["All" if k % 3 else "some" for k in range(N)]})  # fmt: skip
case("nothing", b"", refused="is empty")
case("blank lines only", "\n\n  \n", refused="is empty")
case("commas only", ",,,\n" * 5, refused="nothing but empty cells")
case("a header and no rows", "height,count,kind\n", refused="no rows")
case("one column", "a\n" + "1\n2\n" * 40, refused="one column only")
case("a separator of which nobody thinks", text(sep="~"), how=dict(sep="~"))
case("a separator that is none", text(), how=dict(sep="<>"), refused="Wanted is the one character")

# ---- the header ----

case(
    "no header",
    text(header=False),
    {f"column {k + 1}": values for k, values in enumerate(TRUTH.values())},
    says=("looks like a row",),
)
case("no header, numbers only", text({"a": HEIGHT, "b": COUNT}, header=False), {"column 1": HEIGHT, "column 2": COUNT})
case("no header, words only", text({"a": COLOR, "b": KIND}, header=False), {"column 1": COLOR, "column 2": KIND})
case(
    "no header, said",
    text({"a": COLOR, "b": KIND}, header=False),
    {"column 1": COLOR, "column 2": KIND},
    how=dict(header=False),
)
case("a header above words only", text({"color": COLOR, "kind": KIND}), {"color": COLOR, "kind": KIND})
case("a header said", text({"7": HEIGHT, "8": COUNT}), {"7": HEIGHT, "8": COUNT}, how=dict(header=True))
case("a header that is no choice", text(), how=dict(header=3), refused="header is 3")
case("years as headers", text({"color": COLOR, "2019": HEIGHT, "2020": COUNT, "2021": BIG}), {"color": COLOR, "2019": HEIGHT, "2020": COUNT, "2021": BIG})  # fmt: skip
case(
    "nothing but years as headers",
    text({"2019": HEIGHT, "2020": COUNT, "2021": BIG}),
    {"2019": HEIGHT, "2020": COUNT, "2021": BIG},
)
case("places as headers", text({"0": HEIGHT, "1": BIG, "2": MONEY}), {"0": HEIGHT, "1": BIG, "2": MONEY})
case(
    "a header called none",
    text({"none": HEIGHT, "count": COUNT, "kind": KIND}),
    {"none": HEIGHT, "count": COUNT, "kind": KIND},
)
case("a header called NA", text({"NA": HEIGHT, "count": COUNT}), {"NA": HEIGHT, "count": COUNT})
case(
    "a blank in the header",
    text({"": HEIGHT, "count": COUNT, "kind": KIND}),
    {"column 1": HEIGHT, "count": COUNT, "kind": KIND},
)
case(
    "a name twice",
    text().replace("count", "height", 1),
    {"height": HEIGHT, "height (2)": COUNT},
    says=("More than one column",),
)
case("a name three times", text({"a": HEIGHT, "b": COUNT, "c": MONEY, "kind": KIND}).replace("a,b,c", "x,x,x", 1), {"x": HEIGHT, "x (2)": COUNT, "x (3)": MONEY})  # fmt: skip
case(
    "units in the header",
    text({"height [cm]": HEIGHT, "count (n)": COUNT, "kind": KIND}),
    {"height [cm]": HEIGHT, "count (n)": COUNT},
)
case("an index as pandas writes it", text({"": range(N), **TRUTH}), {"column 1": "row numbers", **TRUTH})
case("row names as R writes them", "height,count,color,kind\n" + text({"": range(1, N + 1), **TRUTH}, header=False), {"row": "row numbers", **TRUTH})  # fmt: skip
case("a question as a header", text({"How tall, in all?": HEIGHT, "kind": KIND}), {"How tall, in all?": HEIGHT})
case("a header in Greek", text({"ύψος": HEIGHT, "είδος": KIND}), {"ύψος": HEIGHT, "είδος": KIND})

# ---- numbers as people write them ----


def grouped(value, mark, decimal):
    return f"{value:,.2f}".replace(",", "\0").replace(".", decimal).replace("\0", mark)


for name, mark, decimal, sep in (
    ("1,234.50", ",", ".", ","), ("1.234,50 and semicolons", ".", ",", ";"), ("1.234,50 in quotes", ".", ",", ","),
    ("1 234,50", " ", ",", ";"), ("1 234.50", " ", ".", ","), ("1 234.50 with hard blanks", "\u00a0", ".", ","), ("1 234,50 with thin blanks", "\u202f", ",", ";"),
    ("1'234.50", "'", ".", ","), ("1’234.50", "’", ".", ";"), ("1,234.50 and semicolons", ",", ".", ";"), ("1.234,50 and tabs", ".", ",", "\t"),
):  # fmt: skip
    case(f"thousands: {name}", text(with_(price=[grouped(v, mark, decimal) for v in BIG]), sep=sep), with_(price=BIG))
case("thousands without decimals: 1,234", text(with_(price=[f"{v:,}" for v in WHOLE])), with_(price=WHOLE))
case("thousands without decimals: 1,234 everywhere", text(with_(price=[f"{v + 1000:,}" for v in WHOLE])), with_(price=[v + 1000 for v in WHOLE]))  # fmt: skip
case("thousands without decimals: 1.234 beside decimal commas", text({"price": [f"{v:,}".replace(",", ".") for v in WHOLE], "height": [str(h).replace(".", ",") for h in HEIGHT], "kind": KIND}, sep=";"), {"price": WHOLE, "height": HEIGHT})  # fmt: skip
case("1.234 beside decimal commas, everywhere", text({"price": [f"{v + 1000:,}".replace(",", ".") for v in WHOLE], "height": [str(h).replace(".", ",") for h in HEIGHT], "kind": KIND}, sep=";"), {"price": [v + 1000 for v in WHOLE], "height": HEIGHT})  # fmt: skip
case("1.234 beside decimal commas, in tabs", text({"price": [f"{v + 1000:,}".replace(",", ".") for v in WHOLE], "height": [str(h).replace(".", ",") for h in HEIGHT], "kind": KIND}, sep="\t"), {"price": [v + 1000 for v in WHOLE], "height": HEIGHT})  # fmt: skip
case("1.000 beside decimal commas, in tabs", text({"price": [f"{1 + k % 7}.000" for k in range(N)], "height": [str(h).replace(".", ",") for h in HEIGHT], "kind": KIND}, sep="\t"), {"price": [1000 * (1 + k % 7) for k in range(N)], "height": HEIGHT})  # fmt: skip
case("1.116 beside 870 in a comma file", text(with_(price=[f"{v:,}".replace(",", ".") for v in WHOLE]) | {"height": COUNT}), {"price": "unclear"}, says=("may be",))  # fmt: skip
case("1.116 beside 870 and 3.5", text({"price": [3.5 if k == 9 else 870 if k % 7 == 0 else 1.116 + k for k in range(N)], "kind": KIND}), {"price": [3.5 if k == 9 else 870 if k % 7 == 0 else 1.116 + k for k in range(N)]})  # fmt: skip
case("2.000 after smaller numbers", text({"price": [f"{100 + 40 * k:,}".replace(",", ".") for k in range(N)], "color": COLOR, "kind": KIND}, sep=";"), {"price": [100 + 40 * k for k in range(N)]})  # fmt: skip
case(
    "1.234 beside 999",
    text({"price": [f"{v:,}".replace(",", ".") for v in WHOLE], "kind": KIND}, sep=";"),
    {"price": WHOLE},
)
case("1.234 that may be either", text({"price": [f"{v + 1000:,}".replace(",", ".") for v in WHOLE], "color": COLOR, "kind": KIND}, sep=";"), {"price": "unclear"}, says=("may be",))  # fmt: skip
case("1,234 that may be either", text({"price": [f"{v + 1000:,}" for v in WHOLE], "color": COLOR, "kind": KIND}, sep=";"), {"price": "unclear"}, says=("may be",))  # fmt: skip
case("1.234 that may be either, decided", text({"price": [f"{v + 1000:,}".replace(",", ".") for v in WHOLE], "color": COLOR, "kind": KIND}, sep=";"), {"price": [v + 1000 for v in WHOLE]}, how=dict(decimal=","))  # fmt: skip
case("three decimals in a comma file", text({"x": [1 + v / 1000 for v in range(100, 100 + N)], "kind": KIND}), {"x": [1 + v / 1000 for v in range(100, 100 + N)]})  # fmt: skip
case("decimal commas", text({**TRUTH, "height": [str(h).replace(".", ",") for h in HEIGHT]}, sep=";"))
case("decimal commas in quotes", text({**TRUTH, "height": [str(h).replace(".", ",") for h in HEIGHT]}))
case("decimal commas in two columns", text({"a": [str(h).replace(".", ",") for h in HEIGHT], "b": [f"{c / 8:.3f}".replace(".", ",") for c in COUNT], "kind": KIND}, sep=";"), {"a": HEIGHT, "b": [float(f"{c / 8:.3f}") for c in COUNT]})  # fmt: skip
case("commas and points in one column", text(with_(price=[f"{h:.2f}" if k % 2 else f"{h:.2f}".replace(".", ",") for k, h in enumerate(HEIGHT)]), sep=";"), with_(price="unclear"), says=("decimal comma",))  # fmt: skip
case(
    "lakhs",
    text(with_(price=["12,34,567" if k % 2 else "1,23,456" for k in range(N)])),
    with_(price=[1234567 if k % 2 else 123456 for k in range(N)]),
)
for name, form, values in (
    ("dollars", "${:,.2f}", MONEY), ("dollars and a blank", "$ {:,.2f}", MONEY), ("pounds", "£{:.2f}", MONEY), ("US$", "US${:,.2f}", MONEY),
    ("USD before", "USD {:.2f}", MONEY), ("EUR after", "{:.2f} EUR", MONEY), ("rupees", "₹{:,.2f}", MONEY), ("percent", "{:.1f}%", COUNT), ("percent and a blank", "{:.1f} %", COUNT),
    ("kilograms", "{} kg", COUNT), ("centimeters", "{:.2f}cm", HEIGHT), ("degrees", "{:.2f} °C", HEIGHT), ("square meters", "{} m²", COUNT), ("m2", "{} m2", COUNT), ("miles an hour", "{} mi/h", COUNT),
    ("a plus sign", "+{:.2f}", HEIGHT), ("powers of ten", "{:.6e}", HEIGHT), ("big powers", "{:.6E}", BIG),
):  # fmt: skip
    case(f"numbers with {name}", text(with_(price=[form.format(v) for v in values])), with_(price=values))
case(
    "euros after, decimal commas",
    text(with_(price=[grouped(v, ".", ",") + " €" for v in MONEY]), sep=";"),
    with_(price=MONEY),
)
case(
    "euros before, decimal commas",
    text(with_(price=["€ " + grouped(v, ".", ",") for v in MONEY]), sep=";"),
    with_(price=MONEY),
)
case(
    "percent with decimal commas",
    text(with_(share=[f"{h:.2f} %".replace(".", ",") for h in HEIGHT]), sep=";"),
    with_(share=HEIGHT),
)
case("minus in brackets", text(with_(gain=[f"({c})" if k % 2 else f"{c}" for k, c in enumerate(COUNT)])), with_(gain=[-c if k % 2 else c for k, c in enumerate(COUNT)]))  # fmt: skip
case("a typographer's minus", text(with_(gain=[f"−{c}" if k % 2 else f"{c}" for k, c in enumerate(COUNT)])), with_(gain=[-c if k % 2 else c for k, c in enumerate(COUNT)]))  # fmt: skip
case("minus before dollars", text(with_(gain=[f"-${c}" if k % 2 else f"${c}" for k, c in enumerate(COUNT)])), with_(gain=[-c if k % 2 else c for k, c in enumerate(COUNT)]))  # fmt: skip
case("minus after dollars", text(with_(gain=[f"$-{c}" if k % 2 else f"${c}" for k, c in enumerate(COUNT)])), with_(gain=[-c if k % 2 else c for k, c in enumerate(COUNT)]))  # fmt: skip
case(
    "points with nothing before",
    text(with_(part=[f"{c / 100:.2f}"[1:] for c in COUNT])),
    with_(part=[c / 100 for c in COUNT]),
)
case("points with nothing after", text(with_(part=[f"{c}." for c in COUNT])), with_(part=COUNT))
case("k and M", text(with_(size=[f"{c}k" if k % 2 else f"{c / 10}M" for k, c in enumerate(COUNT)])), with_(size=[1e3 * c if k % 2 else c * 1e5 for k, c in enumerate(COUNT)]))  # fmt: skip
case(
    "kg and g",
    text(with_(mass=[f"{c} kg" if k % 2 else f"{1000 * c} g" for k, c in enumerate(COUNT)])),
    with_(mass="unclear"),
    says=("mixes g and kg",),
)
case(
    "dollars and euros",
    text(with_(price=[f"${c}" if k % 2 else f"€{c}" for k, c in enumerate(COUNT)])),
    with_(price="unclear"),
    says=("mixes",),
)
case("percent signs here and there", text(with_(share=[f"{c}%" if k % 2 else f"{c / 100}" for k, c in enumerate(COUNT)])), with_(share="unclear"), says=("percent",))  # fmt: skip
case(
    "numbers and as many texts",
    text(with_(x=[c if k % 2 else f"about {c}" for k, c in enumerate(range(100, 100 + N))])),
    with_(x="unclear"),
)
case(
    "numbers up to 4+",
    text(with_(rooms=[("1", "2", "3", "4+")[k % 4] for k in range(N)])),
    with_(rooms=[("1", "2", "3", "4+")[k % 4] for k in range(N)]),
)
case(
    "ranges",
    text(with_(age=[("10-20", "20-30", "30-40")[k % 3] for k in range(N)])),
    with_(age=[("10-20", "20-30", "30-40")[k % 3] for k in range(N)]),
)
case(
    "a slip in a column",
    text(with_(mass=gaps(COUNT, "12o", 40))),
    with_(mass=gaps(COUNT, NAN, 40)),
    says=("“12o” (line 4",),
)
case("below detection", text(with_(mass=gaps(COUNT, "<0.5", 30))), with_(mass=gaps(COUNT, NAN, 30)), says=("<0.5",))
case("postal codes", text(with_(zip=[f"0{2000 + 17 * k}" for k in range(N)])), with_(zip="texts"))
case("a few postal codes", text(with_(zip=[("01234", "56789", "00501")[k % 3] for k in range(N)])), with_(zip=[("01234", "56789", "00501")[k % 3] for k in range(N)]))  # fmt: skip
case("telephone numbers", text(with_(phone=[f"555-{1000 + 7 * k}" for k in range(N)])), with_(phone="texts"))
case("versions", text(with_(version=[f"{k % 3}.{k % 2}.1" for k in range(N)])), with_(version="words"))
case("addresses", text(with_(street=[f"{k + 3} {chr(65 + k % 9)}-Road" for k in range(N)])), with_(street="texts"))
case(
    "some kilograms without their unit",
    text(with_(mass=[f"{c} kg" if k % 3 else c for k, c in enumerate(COUNT)])),
    with_(mass="unclear"),
    says=("the unit kg",),
)
case(
    "dollars in the first row only",
    text(with_(price=[f"${v:,}" if k < 1 else f"{v:,}" for k, v in enumerate(WHOLE)])),
    with_(price=WHOLE),
)
case(
    "kilograms, and pounds by a slip",
    text(with_(mass=[f"{c} kg" if k != 9 else "20 lb" for k, c in enumerate(COUNT)])),
    with_(mass=[c if k != 9 else NAN for k, c in enumerate(COUNT)]),
    says=("20 lb",),
)
case(
    "True and False", text(with_(on=[str(k % 3 == 0) for k in range(N)])), with_(on=[str(k % 3 == 0) for k in range(N)])
)
case("0 and 1", text(with_(on=[k % 3 % 2 for k in range(N)])), with_(on=[k % 3 % 2 for k in range(N)]))
case("infinity", text(with_(x=gaps(HEIGHT, "inf", 40))), with_(x=gaps(HEIGHT, NAN, 40)), says=("inf",))
case("very small and very large", text(with_(a=[h * 1e-12 for h in HEIGHT], b=[h * 1e15 for h in HEIGHT])), with_(a=[h * 1e-12 for h in HEIGHT], b=[h * 1e15 for h in HEIGHT]))  # fmt: skip
case(
    "numbers as words, said",
    text(with_(code=[k % 4 for k in range(N)])),
    with_(code=[str(k % 4) for k in range(N)]),
    how=dict(kinds={"code": "words"}),
)
case(
    "words as numbers, said",
    text(with_(x=[f"0{k % 7}" for k in range(N)])),
    with_(x=[k % 7 for k in range(N)]),
    how=dict(kinds={"x": "numbers"}),
)
case(
    "words that are no numbers, said", text(), how=dict(kinds={"color": "numbers"}), refused="cannot be read as numbers"
)
case("a kind that is none", text(), how=dict(kinds={"color": "purple"}), refused="Wanted is one of")
case("a kind for no column", text(), how=dict(kinds={"colr": "words"}), refused="Did you mean “color”?")
case("a column left out", text(), {"color": "left out", "height": HEIGHT}, how=dict(kinds={"color": "leave out"}))

# ---- what is missing ----

for mark in (
    "", "NA", "N/A", "n/a", "n.a.", "#N/A", "NaN", "nan", "null", "NULL", "None", "none", "?", "-", "--", ".", "*", "unknown", "Unknown", "missing",
    "Missing", "no data", "#DIV/0!", "#VALUE!", "<NA>", "(null)", "k.A.", "not available", "\\N", "n/d", "—", "..", "-nan", "N.A.", "not recorded",
):  # fmt: skip
    case(f"“{mark}” in a fifth of the rows", text(with_(mass=gaps(COUNT, mark))), with_(mass=gaps(COUNT, NAN)))
case(
    "several marks in one column",
    text(with_(mass=gaps(gaps(COUNT, "n/a", 7), "--", 9))),
    with_(mass=gaps(gaps(COUNT, NAN, 7), NAN, 9)),
)
case(
    "missing between floats with commas",
    text(with_(mass=[str(v).replace(".", ",") for v in gaps(HEIGHT, "--")]), sep=";"),
    with_(mass=gaps(HEIGHT, NAN)),
)
case(
    "a mark nobody has met",
    text(with_(mass=gaps(COUNT, "not measured"))),
    with_(mass=gaps(COUNT, NAN)),
    says=("Does “not measured” in “mass” mean",),
)
case(
    "a mark that is said", text(with_(mass=gaps(COUNT, "xx"))), with_(mass=gaps(COUNT, NAN)), how=dict(na_values=["xx"])
)
case("na_values that is no list", text(), how=dict(na_values=-999), refused="na_values=[-999]")
case("missing words", text(with_(pet=gaps(COLOR, ""))), with_(pet=gaps(COLOR, "")))
case("missing words, NA", text(with_(pet=gaps(COLOR, "NA"))), with_(pet=gaps(COLOR, "")))
case("a word unknown", text(with_(pet=gaps(COLOR, "unknown"))), with_(pet=gaps(COLOR, "unknown")))
case("a column of dashes", text(with_(x=["-"] * N)), with_(x="empty"))
case("always the same", text(with_(x=["7"] * N)), with_(x="one value"))
case("always the same word", text(with_(x=["DE"] * N)), with_(x="one value"))
case("a word or nothing", text(with_(x=gaps([""] * N, "x", 3))), with_(x=gaps([""] * N, "x", 3)))
for mark in (-999, -9999, 9999, -99, 99999, 999, -999.9):
    case(
        f"{mark} for missing",
        text(with_(temp=gaps(HEIGHT, mark, 9))),
        with_(temp=gaps(HEIGHT, NAN, 9)),
        says=("in “temp” a number?",),
    )
case("−999 once", text(with_(temp=[-999 if k == 7 else h for k, h in enumerate(HEIGHT)])), with_(temp=[NAN if k == 7 else h for k, h in enumerate(HEIGHT)]), says=("a number?",))  # fmt: skip
case(
    "−999 that is a number",
    text(with_(temp=gaps(HEIGHT, -999, 9))),
    with_(temp=gaps(HEIGHT, -999, 9)),
    how=dict(na_values=[]),
)
case(
    "−999 that is said",
    text(with_(temp=gaps(HEIGHT, -999, 9))),
    with_(temp=gaps(HEIGHT, NAN, 9)),
    how=dict(na_values=[-999]),
)
case(
    "−1 among numbers around 0",
    text(with_(temp=gaps([h - 12 for h in HEIGHT], -1, 9))),
    with_(temp=gaps([h - 12 for h in HEIGHT], -1, 9)),
)
case("999 among larger numbers", text(with_(price=gaps(WHOLE, 999, 9))), with_(price=gaps(WHOLE, 999, 9)))
case("99 at the end of a range", text(with_(x=[39 + k for k in range(N)][::-1], y=[(7 * k) % 100 for k in range(N)])), with_(y=[(7 * k) % 100 for k in range(N)]))  # fmt: skip

case("−999 and −998 for missing", text(with_(temp=gaps(gaps(HEIGHT, -999, 9), -998, 11))), with_(temp=gaps(gaps(HEIGHT, NAN, 9), NAN, 11)), says=("Are −999, −998 in",))  # fmt: skip
case("−999,0 that is said", text(with_(temp=[str(v).replace(".", ",") for v in gaps(HEIGHT, -999.0, 9)]), sep=";"), with_(temp=gaps(HEIGHT, NAN, 9)), how=dict(na_values=[-999]))  # fmt: skip
case("−999 in one column only, said", text(with_(a=gaps(HEIGHT, -999, 9), b=gaps(HEIGHT, -999, 9))), with_(a=gaps(HEIGHT, NAN, 9), b=gaps(HEIGHT, -999, 9)), how=dict(na_values={"a": [-999], "b": []}))  # fmt: skip
case("na_values for no column", text(), how=dict(na_values={"heigt": [0]}), refused="Did you mean “height”?")
case(
    "a number too large to be kept",
    text(with_(temp=gaps(HEIGHT, 1e20, 9))),
    with_(temp=gaps(HEIGHT, NAN, 9)),
    says=("1e+20",),
)
case("a lone −1", text(with_(q=gaps([1 + k % 5 for k in range(N)], -1, 9))), with_(q=gaps([1 + k % 5 for k in range(N)], -1, 9)), says=("Does −1 in “q” mean",))  # fmt: skip
case("a 9 after 5", text(with_(q=gaps([1 + k % 5 for k in range(N)], 9, 9))), with_(q=gaps([1 + k % 5 for k in range(N)], 9, 9)), says=("Does 9 in “q” mean",))  # fmt: skip
case("zeros far below", text(with_(pressure=gaps([110 + c for c in COUNT], 0, 9))), with_(pressure=gaps([110 + c for c in COUNT], 0, 9)), says=("Does 0 in “pressure” mean",))  # fmt: skip
case("zeros that are numbers", text(with_(q=[k % 13 for k in range(N)])), with_(q=[k % 13 for k in range(N)]))
case(
    "dates of zeros",
    text(with_(day=gaps([f"2021-03-{k % 28 + 1:02}" for k in range(N)], "0000-00-00"))),
    with_(day="dates"),
)

# ---- dates ----

DAYS = [(3 * k) % 50 for k in range(N)]  # after 1 March 2021; until 19 April


def day(k, form):
    import datetime

    return (datetime.datetime(2021, 3, 1, 9, 30) + datetime.timedelta(days=DAYS[k])).strftime(form)


for name, form in (
    ("2021-03-04", "%Y-%m-%d"), ("2021/03/04", "%Y/%m/%d"), ("04.03.2021", "%d.%m.%Y"), ("04/03/2021", "%d/%m/%Y"), ("03/04/2021", "%m/%d/%Y"), ("04-Mar-21", "%d-%b-%y"),
    ("March 04, 2021", "%B %d, %Y"), ("4 Mar 2021", "%d %b %Y"), ("20210304", "%Y%m%d"), ("2021-03-04 09:30", "%Y-%m-%d %H:%M"), ("2021-03-04T09:30:00Z", "%Y-%m-%dT%H:%M:%SZ"),
    ("03/04/21", "%m/%d/%y"), ("3/4/2021 9:30 AM", "%m/%d/%Y %I:%M %p"), ("04.03.21", "%d.%m.%y"),
):  # fmt: skip
    case(
        f"dates as {name}",
        text(with_(day=[day(k, form) for k in range(N)])),
        with_(day=("dates", DAYS)),
        warns=("have dates",),
    )
case(
    "dates with gaps",
    text(with_(day=gaps([day(k, "%Y-%m-%d") for k in range(N)], "", 9))),
    with_(day=("dates", gaps(DAYS, NAN, 9))),
)
case("a day that there is not", text(with_(day=gaps([day(k, "%Y-%m-%d") for k in range(N)], "2021-02-30", 40))), with_(day=("dates", gaps(DAYS, NAN, 40))), says=("2021-02-30",))  # fmt: skip
either = [f"0{k % 9 + 1}/0{(k * 5) % 7 + 1}/2021" for k in range(N)]
case("dates that may be either", text(with_(day=either)), with_(day="unclear"), says=("day first",))
case(
    "dates that may be either, decided",
    text(with_(day=either)),
    with_(day="dates"),
    how=dict(kinds={"day": "day first"}),
)
case("years", text(with_(year=[1990 + k % 30 for k in range(N)])), with_(year=[1990 + k % 30 for k in range(N)]))
case("years in a row", text(with_(year=[1950 + k for k in range(N)])), with_(year=[1950 + k for k in range(N)]))
case("months", text(with_(month=[f"{2001 + k // 12}-{k % 12 + 1:02}" for k in range(N)])), with_(month="dates"))
case("times of day", text(with_(at=[f"{k % 24}:30" for k in range(N)])), with_(at=[k % 24 + 0.5 for k in range(N)]))

case("dates with a foreign month", text(with_(day=[f"{k % 28 + 1}. März 2021" for k in range(N)])), with_(day="texts"))
case(
    "dates of two kinds",
    text(with_(day=[day(k, "%Y-%m-%d" if k % 2 else "%d.%m.%Y") for k in range(N)])),
    with_(day="texts"),
)

# ---- row numbers and names ----

SORTED = {
    "Id": range(1, N + 1),
    "height": [HEIGHT[(k * 7) % N] for k in range(N)],
    "kind": ["a" if k < N / 2 else "b" for k in range(N)],
}
case("an Id in a sorted file", text(SORTED), {"Id": "row numbers"}, warns=("“Id” numbers the rows", "a leak"))
case(
    "an Id that is overruled",
    text(SORTED),
    {"Id": list(range(1, N + 1))},
    how=dict(kinds={"Id": "numbers"}),
    warns=("One column alone",),
)
case("an Id in a mixed file", text(with_(id=[(7 * k) % N + 1 for k in range(N)])), with_(id="row numbers"))
case("an index from 0", text(with_(index=range(N))), with_(index="row numbers"))
case(
    "a customer's number",
    text(with_(customer_id=[10007 + 13 * k * k for k in range(N)])),
    with_(customer_id="row numbers"),
)
case("a UUID", text(with_(uuid=[f"{k * 7919:08x}-aa{k:02}" for k in range(N)])), with_(uuid="texts"))
case("names", text(with_(name=[f"Ms. {chr(65 + k % 26)}{k}son" for k in range(N)])), with_(name="texts"))
case("numbers that look like places and are the only input", text({"x": range(N), "y": [3.5 * k for k in range(N)]}), {"y": [3.5 * k for k in range(N)]}, warns=("counts the rows",))  # fmt: skip

# ---- targets ----

case(
    "a typo in a numeric target",
    text({"count": COUNT, "height": gaps(HEIGHT, "12,o5", 50)}),
    {"height": gaps(HEIGHT, NAN, 50)},
    says=("12,o5",),
)
case("a missing target", text({"count": COUNT, "kind": gaps(KIND, "", 9)}), {"kind": gaps(KIND, "", 9)})
case(
    "capitals and blanks in a class",
    text({**TRUTH, "kind": [f" {k.upper()} " if i % 9 == 0 else k for i, k in enumerate(KIND)]}),
)
case(
    "a rare class",
    text({"count": COUNT, "kind": ["rare" if k % 15 == 3 else "usual" for k in range(N)]}),
    {"count": COUNT},
    warns=("Too few rows",),
)
case("a rarer class, with rows enough", text({"count": COUNT * 4, "kind": ["rare" if k % 20 == 3 else "usual" for k in range(4 * N)]}), {}, rows=4 * N, warns=("makes up 5.0%",))  # fmt: skip
case(
    "a class with one row",
    text({"count": COUNT, "kind": ["typo" if k == 7 else v for k, v in enumerate(KIND)]}),
    {"count": COUNT},
)
case(
    "a number of stars",
    text({"count": COUNT, "stars": [k % 5 + 1 for k in range(N)]}),
    {"stars": [k % 5 + 1 for k in range(N)]},
)
case("the same target in all rows", text({"count": COUNT, "kind": ["yes"] * N}), refused="nothing to tell apart")
case("the same number in all rows", text({"count": COUNT, "kind": [7] * N}), refused="nothing to tell apart")
case(
    "names as target", text({"count": COUNT, "name": [f"name {k}a" for k in range(N)]}), refused="too many for classes"
)
case(
    "dates as target",
    text({"count": COUNT, "day": [day(k, "%Y-%m-%d") for k in range(N)]}),
    refused="dates, which cannot be predicted",
)
case("row numbers as target", text({"count": COUNT, "id": range(N)}), refused="counts the rows")
case(
    "an unclear target",
    text({"count": COUNT, "mass": [f"{c} kg" if k % 2 else f"{c} g" for k, c in enumerate(COUNT)]}),
    refused="mixes g and kg",
)
case("a target that is not there", text(), refused="Did you mean “kind”?", target="kid")
case("ten rows", "\n".join(lines()[:11]), refused="Only 10 rows can be used")
case("nothing to predict from", text({"x": [""] * N, "kind": KIND}), refused="No column is left")
case("a copy of the target", text({"kind code": [int(k == "yes") for k in KIND], **TRUTH}), {"kind code": [int(k == "yes") for k in KIND]}, warns=("One column alone",))  # fmt: skip

case("a table as Markdown", "| height | kind |\n|---|---|\n" + "".join(f"| {h} | {k} |\n" for h, k in zip(HEIGHT, KIND)), {"height": HEIGHT, "kind": KIND}, target="kind")  # fmt: skip
case("a very long cell", text({"height": HEIGHT, "novel": [f"{'word ' * (40_000 if k == 3 else 3)}{k}" for k in range(N)], "kind": KIND}), {"height": HEIGHT, "kind": KIND, "novel": "texts"})  # fmt: skip

# ---- what is handed over ----

case("Excel", b"PK\x03\x04" + b"x" * 99, suffix=".xlsx", refused="spreadsheet")
case("old Excel", b"\xd0\xcf\x11\xe0" + b"x" * 99, suffix=".xls", refused="Excel")
case("Parquet", b"PAR1" + b"x" * 99, suffix=".parquet", refused="read_parquet")
case("gzip", b"\x1f\x8b" + b"x" * 99, suffix=".csv.gz", refused="Unpack")
case("a PDF", b"%PDF-1.7 xxx", refused="PDF")
case("a picture", b"\x89PNG\r\n\x1a\n xxx", refused="picture")
case("a database", b"SQLite format 3\0 xxx", refused="database")
case("bytes of no kind", bytes(range(256)) * 4, refused="not a text file")
case("a web page", "<!DOCTYPE html><html><body>Sign in, please", refused="web page")
case("XML", '<?xml version="1.0"?><a>1,2</a>', refused="XML")
case("RTF", "{\\rtf1\\ansi a,b}", refused="RTF")
case("JSON of rows", json.dumps([{"a": k, "b": 2} for k in range(N)]), suffix=".json", refused="JSON")
case("JSON of columns", json.dumps({"a": COUNT, "b": HEIGHT}, indent=1), suffix=".json", refused="JSON")
case("JSON, a line each", "".join(json.dumps({"a": k}) + "\n" for k in range(N)), refused="JSON")
case("ARFF", "@RELATION x\n@ATTRIBUTE a NUMERIC\n@DATA\n1,2\n", refused="ARFF")


@dataclass
class Direct:
    """Something that is handed over as it is, and not written to a file. make: called with pandas, gives it."""

    make: object


def direct(name, make, columns=None, **more):
    case(name, Direct(make), columns, **more)


direct("a DataFrame", lambda pd: pd.DataFrame(TRUTH))
direct("a DataFrame of categories", lambda pd: pd.DataFrame(TRUTH).astype({"color": "category", "kind": "category"}))
direct(
    "a DataFrame that may lack numbers",
    lambda pd: pd.DataFrame(with_(mass=gaps(COUNT, None))).astype({"mass": "Int64"}),
    with_(mass=gaps(COUNT, NAN)),
)
direct(
    "a DataFrame of numbers as text",
    lambda pd: pd.DataFrame(with_(price=[f"{v:,}" for v in WHOLE])),
    with_(price=WHOLE),
)
direct(
    "a DataFrame with dates",
    lambda pd: pd.DataFrame(with_(day=pd.to_datetime([day(k, "%Y-%m-%d") for k in range(N)]))),
    with_(day=("dates", DAYS)),
)
direct("a DataFrame with an index of its own", lambda pd: pd.DataFrame(TRUTH).set_index("height"))
direct("a DataFrame whose rows were filtered", lambda pd: pd.DataFrame({k: [*v, v[0]] for k, v in TRUTH.items()}).iloc[:N].sample(frac=1, random_state=1).sort_index())  # fmt: skip
direct("a DataFrame with numbers for names", lambda pd: pd.DataFrame({0: HEIGHT, 1: KIND}), {"0": HEIGHT, "1": KIND})
direct(
    "a DataFrame with True and False",
    lambda pd: pd.DataFrame(with_(on=[k % 3 == 0 for k in range(N)])),
    with_(on=[str(k % 3 == 0) for k in range(N)]),
)
direct(
    "a DataFrame with infinity",
    lambda pd: pd.DataFrame(with_(x=gaps(HEIGHT, math.inf, 9))),
    with_(x=gaps(HEIGHT, NAN, 9)),
)
direct("a DataFrame without rows", lambda pd: pd.DataFrame({"a": [], "b": []}), refused="0 rows")
direct("a DataFrame of one column", lambda pd: pd.DataFrame({"a": COUNT}), refused="one column only")
direct("a dict of lists", lambda pd: dict(TRUTH))
direct("a dict of arrays", lambda pd: {name: __import__("numpy").array(values) for name, values in TRUTH.items()})
direct("a dict of unequal lists", lambda pd: {"a": [1, 2], "b": [1]}, refused="not equally long")
direct("a dict of single values", lambda pd: {"a": 1, "b": 2}, refused="a list of values for each column")
direct("an empty dict", lambda pd: {}, refused="empty")
direct(
    "an upload", lambda pd: ({"name": "my.csv", "type": "text/csv", "size": 9, "content": memoryview(text().encode())},)
)
direct("one file of an upload", lambda pd: {"name": "my.csv", "content": text().encode()})
direct("an upload of older widgets", lambda pd: {"my.csv": {"metadata": {}, "content": text().encode()}})
direct(
    "an upload of two files",
    lambda pd: [{"name": n, "content": b"a,b"} for n in ("a.csv", "b.csv")],
    refused="2 files were uploaded",
)
direct(
    "the widget before anybody chose",
    lambda pd: __import__("ipywidgets").FileUpload(),
    refused="Nothing was uploaded yet",
)
direct(
    "an Excel file in an upload",
    lambda pd: {"name": "my.xlsx", "content": b"PK\x03\x04xxxx"},
    refused="my.xlsx is a spreadsheet",
)
direct("bytes", lambda pd: text().encode())
direct("an open file", lambda pd: io.StringIO(text()))
direct("an open file of bytes", lambda pd: io.BytesIO(text().encode()))
direct("the text itself", lambda pd: text())
direct("None", lambda pd: None, refused="None is no table")
direct("a URL", lambda pd: "https://example.org/a.csv", refused="web address")
direct("a list", lambda pd: [1, 2, 3], refused="A list is no table")
direct("an array", lambda pd: __import__("numpy").zeros((40, 3)), refused="A ndarray is no table")
direct("a number", lambda pd: 7, refused="A int is no table")
direct("a file that is not there", lambda pd: "nowhere/mine.csv", refused="There is no file mine.csv")
direct("a folder", lambda pd: ".", refused="is a folder")
