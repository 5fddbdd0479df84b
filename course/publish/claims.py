"""Claims: what a lesson says, checked. `% claim: ...` lines, and `proof:` in predictions and quiz answers.

A claim is a Python expression that must come to True. It is run where it stands, after the code cells above it, so it
knows what a reader's kernel knows there, and beside that

- ``np``, ``nbcore`` and its modules, the lesson (``loss``) and its explorers by name: ``fit_a_line.at(w=40).mse > 1``;
- ``about(value, wanted, within)``: is it that close?
- ``written(value, "0.96")``: does it read so when it is rounded as the text is? "4,150", "81.8%" and "−3" work, too;
- in a `proof:` with a `show:`, the readouts of what is shown, by name and as ``shown``.

Where a cell gives a name of its own to what is also an explorer, as an exercise `two_two_one` does, the cell's wins, and
`network.two_two_one` is the explorer. In a `show:` a name is always the explorer.

Only the cells run that a claim depends on: training a net for the sake of its printout would take minutes.
"""

import ast
import builtins
import contextlib
import importlib
import importlib.util
import io
import os
import pkgutil
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import nbcore
from course.practice import source
from course.publish import terms
from course.publish.pages import GLOSSARY, PublishError


@dataclass(frozen=True)
class Claim:
    """An expression, the line of its file, and what it is called there. ``show`` is a prediction's, or ""."""

    line: int
    text: str
    kind: str = "claim"
    show: str = ""

    def __str__(self):
        return " ".join(self.text.split())


@dataclass(frozen=True)
class Cell:
    """A code cell: its code, read, with the file's line numbers in it."""

    line: int
    tree: ast.Module
    may_raise: bool


@dataclass(frozen=True)
class Report:
    """What came of a page's claims."""

    page: object
    count: int
    failures: tuple[str, ...]
    seconds: float


def check(pages):
    """Stops with a sentence for every claim that does not hold."""
    failures = [failure for page in pages for failure in run(page).failures]
    if failures:
        raise PublishError("\n".join(failures))


def run(page):
    """A Report of the page's claims, each run where it stands."""
    start = time.perf_counter()
    try:
        claims, cells = _of_page(page)
        failures = list(_failures(claims, cells, page))
    except ValueError as error:
        raise PublishError(f"{page.path}, {error}") from None
    return Report(page, len(claims), tuple(failures), time.perf_counter() - start)


def _of_page(page):
    """A page's claims and its cells. Those of the glossary stand in the list that it is made from."""
    if page.name == GLOSSARY:
        return [Claim(term.line, term.claim) for term in terms.read(page.path).terms if term.claim], []
    text = page.text()
    return claims_of(text), cells_of(text)


# ---- what a text claims, and its cells ----


def claims_of(text):
    """Every Claim of a text, in order. One that is no Python expression raises ValueError with its line."""
    found = [Claim(mark.line, mark.text) for mark in source.marks(text) if mark.kind == "claim"]
    for block in source.blocks(text):
        show = source.prediction(block).show if block.kind == "prediction" else ""
        found += [Claim(line, proof, "proof", show) for line, proof in source.proofs(block)]
    for claim in found:
        _parsed(claim)
        _parsed(claim, claim.show or "...")
    return sorted(found, key=lambda claim: claim.line)


def cells_of(text):
    """Every Cell of a text, in order."""
    return [_cell(block) for block in source.fences(text) if block.kind == "code-cell"]


def _cell(block):
    options, code = source.cell(block)
    above = block.line + block.body.count("\n") - code.count("\n")  # lines over the code's first
    try:
        tree = ast.increment_lineno(ast.parse(code), above)
    except SyntaxError as error:
        raise ValueError(f"line {above + error.lineno}: this cell is not Python ({error.msg})") from None
    return Cell(block.line, tree, "raises-exception" in options.get("tags", []))


def _parsed(claim, text=None):
    try:
        return ast.parse(f"({text or claim.text}\n)", mode="eval").body
    except SyntaxError as error:
        raise ValueError(
            f"line {claim.line}: the {claim.kind} `{text or claim}` is no Python expression ({error.msg}); "
            "wanted one that is true or false, as in `% claim: loss.one_weight.at(w=2).loss == 0`"
        ) from None


NUMBER = re.compile(r"\d|\b(?:half|twice|thrice|double|doubles|third|quarter|times as|percent)\b")
NO_CLAIM = re.compile(  # numbers that are names of places, or of questions
    r"(?i)\b(?:lessons?|sections?|exercises?|questions?|parts?) \d+(?:(?:,| and| to| or) \d+)*|^\s*(?:[-*] )?\d+\. |^#+ .*|\bL[12]\b"
)


def unproven(text):
    """``[(line, sentence), ...]``: what gives a number in the prose and has no claim below its paragraph.

    A help for authors, and no judge: it neither knows what a figure does, nor whether a claim says what its sentence says.
    """
    lines = text.splitlines()
    marks = {mark.start for mark in source.marks(text) if mark.kind == "claim"}
    blocks = source.blocks(text)
    proven = {  # tasks have goals, which are tried as well
        n for b in blocks if b.kind == "tasks" or source.proofs(b) for n in range(b.start, b.end)
    }
    found = []
    for line, words in terms.prose(text):
        below = next((n for n in range(line, len(lines)) if not lines[n].strip() or n in marks), len(lines))
        while below < len(lines) and not lines[below].strip():
            below += 1
        if below in marks or line - 1 in proven or words.lstrip().startswith("- wrong:"):
            continue
        sentences = re.split(r"(?<=[^\s\d][.?!])\s+(?=[A-Z*(])", words)
        found += [(line, sentence.strip()) for sentence in sentences if NUMBER.search(NO_CLAIM.sub("", sentence))]
    return found


# ---- which cells have to run ----


def needed(cells, claims):
    """Those of the cells that a claim below them depends on, directly or through other cells."""
    modules = _modules(cells)
    wanted, chosen = set(), []
    waiting = sorted(claims, key=lambda claim: claim.line)
    for cell in reversed(cells):
        while waiting and waiting[-1].line > cell.line:
            wanted |= _uses(waiting.pop())
        if (_bound(cell.tree) | _touched(cell.tree) - modules) & wanted:
            chosen.append(cell)
            wanted |= _names(cell.tree)
    return chosen[::-1]


def _uses(claim):
    """The names that a claim speaks of, itself or in what it shows."""
    return _names(_parsed(claim)) | (_names(ast.parse(claim.show)) if claim.show else set())


def _names(tree):
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def _bound(tree):
    """Names that the code gives a value to."""
    found = set(_imported(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Name(name, ast.Store()) | ast.FunctionDef(name) | ast.ClassDef(name):
                found.add(name)
    return found


def _touched(tree):
    """Names whose object the code may change, as in `x[0] = 1`, `rng.normal()`, `shuffle(x)`."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value, _, ast.Store()) | ast.Attribute(value, _, ast.Store()):
                found.add(_root(value))
            case ast.Call(ast.Attribute(value, _)):
                found.add(_root(value))
            case ast.Expr(ast.Call(ast.Name(called), arguments)) if called not in dir(builtins):
                found |= {_root(argument) for argument in arguments}
    return found


def _root(node):
    """`x` of `x[0].y`, or "" where there is no name."""
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _imported(tree):
    """``{name: the module that it comes from, or ""}`` for every name that the code imports."""
    found = {}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                found |= {alias.asname or alias.name.partition(".")[0]: "" for alias in names}
            case ast.ImportFrom(module, names):
                found |= {alias.asname or alias.name: module for alias in names}
    return found


def _modules(cells):
    """Names that stand for a module throughout: a call of what is in one changes none of the reader's objects."""
    imported, stored = {}, set()
    for cell in cells:
        imported |= _imported(cell.tree)
        stored |= _bound(cell.tree) - set(_imported(cell.tree))
    return {name for name, module in imported.items() if module in ("", "nbcore", "course.lessons")} - stored


# ---- running ----


def about(value, wanted, within):
    """Is the value no further than this from the one that is wanted?"""
    return bool(np.all(np.abs(np.asarray(value, dtype=float) - wanted) <= within))


def written(value, text):
    """Is this how the value reads when it is rounded to as many digits as the text has?"""
    number = text.replace("−", "-").replace(",", "")
    scale = 100 if number.endswith("%") else 1
    number = number.rstrip("% ")
    digits = len(number.partition(".")[2])
    return abs(round(float(value) * scale, digits) - float(number)) < 10.0 ** -(digits + 6)


HELPERS = {"about": about, "written": written, "np": np, "nbcore": nbcore}


def _failures(claims, cells, page):
    """A sentence for each claim that does not hold."""
    if not claims:
        return
    known, package = {"__name__": "__main__"}, _package(page)
    explorers = _explorers(package)
    offered = HELPERS | _nbcore() | explorers | ({page.folder: package} if package else {})
    steps = sorted([*needed(cells, claims), *claims], key=lambda step: step.line)
    with _apart():
        for step in steps:
            if isinstance(step, Cell):
                _execute(step, known, page)
            else:
                problem = _problem(step, offered | known, explorers)
                if problem:
                    yield f"{page.path}, line {step.line}: {problem}"


def _nbcore():
    return {m.name: importlib.import_module(f"nbcore.{m.name}") for m in pkgutil.iter_modules(nbcore.__path__)}


def _package(page):
    name = f"course.lessons.{page.folder}"
    if not page.folder or importlib.util.find_spec(name) is None:
        return None
    return importlib.import_module(name)


def _explorers(package):
    from course.live import Explorer

    found = {name: getattr(package, name) for name in dir(package)} if package else {}
    return {name: value for name, value in found.items() if isinstance(value, Explorer)}


@contextlib.contextmanager
def _apart():
    """What cells print, write and record while they run goes nowhere."""
    kept = os.environ.get("NETS_BY_HAND_PROGRESS")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as empty:
        os.environ["NETS_BY_HAND_PROGRESS"] = str(Path(empty, "progress.jsonl"))
        try:
            with contextlib.chdir(empty), contextlib.redirect_stdout(io.StringIO()):
                yield
        finally:
            os.environ.pop("NETS_BY_HAND_PROGRESS")
            if kept is not None:
                os.environ["NETS_BY_HAND_PROGRESS"] = kept


def _execute(cell, known, page):
    try:
        exec(compile(cell.tree, str(page.path), "exec"), known)
    except Exception as error:
        if not cell.may_raise:
            raise ValueError(
                f"line {_line(error, page) or cell.line}: a claim below needs this cell, which raised "
                f"{type(error).__name__}: {error}"
            ) from None


def _line(error, page):
    """The line of the page that an error came from."""
    found, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == str(page.path):
            found = trace.tb_lineno
        trace = trace.tb_next
    return found


def _problem(claim, names, explorers):
    """What is wrong with a claim, or ""."""
    tree = _parsed(claim)
    try:
        if claim.show:
            names = names | _shown(claim.show, names | explorers)
        came = _value(tree, names)
    except Exception as error:
        return f"the {claim.kind} `{claim}` raised {type(error).__name__}: {error}"
    if isinstance(came, (bool, np.bool_)):
        return "" if came else f"the {claim.kind} `{claim}` does not hold: {_sides(tree, names)}"
    return f"the {claim.kind} `{claim}` came to {_text(came)}; wanted True or False"


def _shown(show, names):
    """The readouts of a prediction's `show:`, by name and as `shown`."""
    call = ast.parse(show, mode="eval").body
    call.func = ast.Attribute(call.func, "at", ast.Load())
    readouts = _value(call, names)
    return dict(readouts) | {"shown": readouts}


def _value(tree, names):
    code = compile(ast.fix_missing_locations(ast.Expression(tree)), "<claim>", "eval")
    return eval(code, dict(names))


# ---- saying why ----


def _sides(tree, names):
    """What the parts of a false claim came to, for an author who has to find out why."""
    match tree:
        case ast.Compare():
            return _each([tree.left, *tree.comparators], names)
        case ast.BoolOp(ast.And(), values):
            return _sides(next(value for value in values if not _value(value, names)), names)
        case ast.BoolOp(_, values):
            return "; ".join(_sides(value, names) for value in values)
        case ast.UnaryOp(ast.Not(), operand):
            return _each([operand], names)
        case ast.Call(ast.Name("all"), [ast.GeneratorExp() as each]):
            return _first_false(each, names)
        case ast.Call(ast.Attribute(value), arguments):
            return _each([value, *arguments], names)
        case ast.Call(_, arguments):
            return _each(arguments, names)
    return "it is False"


def _each(parts, names):
    """``w * x is 3.0``, for every part that is no plain value."""
    shown = [part for part in parts if not isinstance(part, ast.Constant)]
    return ", ".join(f"`{ast.unparse(part)}` is {_text(_value(part, names))}" for part in shown) or "it is False"


def _first_false(each, names):
    """The first item of `all(... for ...)` for which it does not hold, and its sides."""
    bound = sorted({n.id for g in each.generators for n in ast.walk(g.target) if isinstance(n, ast.Name)})
    item = ast.Dict([ast.Constant(name) for name in bound], [ast.Name(name, ast.Load()) for name in bound])
    *before, last = each.generators
    failing = ast.comprehension(last.target, last.iter, [*last.ifs, ast.UnaryOp(ast.Not(), each.elt)], last.is_async)
    found = next(_value(ast.GeneratorExp(item, [*before, failing]), names))
    at = ", ".join(f"{name} = {_text(value)}" for name, value in found.items())
    return f"at {at}, {_sides(each.elt, names | found)}"


def _text(value):
    if isinstance(value, np.generic):
        value = value.item()
    text = " ".join(repr(float(value) if isinstance(value, float) else value).split())
    return text if len(text) <= 200 else text[:197] + "..."
