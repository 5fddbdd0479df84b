"""An error in a learner's function, put in plain words.

NumPy's own texts are written for people who know NumPy well: "gufunc signature (n?,k),(k,m?)->(n?,m?)" says nothing
to a beginner. Where two arrays do not fit, both are looked up in the frame that failed, and their shapes are said.
"""

import ast
import difflib
import linecache
import os
import re
from pathlib import Path

import numpy as np

LONGEST = 200  # of an error's own text
COURSE = tuple(str(Path(__file__).parents[2] / room) for room in ("course", "nbcore"))


class OutOfTime(BaseException):
    """Not an Exception, so that a learner's `except Exception` does not swallow it."""


def in_words(function, error, seconds):
    """(problem, clue): a sentence without its subject, and what tells this error from others of its type.

    Two functions with the same clue stumbled over the same thing: the same text, or the same shapes in the same order.
    """
    place = _place(function, error)
    if isinstance(error, OutOfTime):
        return f"did not finish within {seconds:g} seconds{place}; does a loop in it never end?", "time"
    if isinstance(error, RecursionError):
        return f"calls itself without end{place}; a function that calls itself needs a case where it stops", "recursion"
    text = " ".join(str(error).split())
    misfit = _misfit(error, text)
    if misfit:
        sentence, clue = misfit
        return f"stopped{place}. {sentence}", clue
    known = next((words for pattern, words in TRANSLATED if re.search(pattern, text)), "")
    clue = re.sub(r" at 0x[0-9a-f]+", "", text)
    if known:
        return f"stopped{place}. {known}", clue
    if isinstance(error, NameError):
        text += _near_name(error)
    text = text[: LONGEST - 3] + "..." if len(text) > LONGEST else text
    return f"raised {type(error).__name__}{f' ({text})' if text else ''}{place}", clue


# What NumPy says in terms of its own, and what it means for somebody who meets it for the first time.
TRANSLATED = [
    (
        r"cannot access local variable|referenced before assignment",
        "This line uses a variable that has no value yet. Give it one earlier; in front of a loop, for example.",
    ),
    (
        r"truth value of an array",
        "A whole array was compared, and `if`, `and`, `or`, `max` and `min` need a single True or False. "
        "Work entry by entry: `np.maximum` and `np.minimum` do, and so does multiplying by a comparison such as `z > 0`.",
    ),
    (r"ufunc 'bitwise_xor'|for \^:", "In Python, `^` is not a power. Write `** 2`, or multiply the number by itself."),
    (
        r"only (?:length-1|0-dimensional|size-1) arrays can be converted to Python scalars",
        "Python's own functions, such as those of `math`, take one number at a time. NumPy's, such as `np.exp`, take arrays.",
    ),
    (
        r"only integer scalar arrays can be converted",
        "An array stands where a single whole number belongs: an index, an axis or a length.",
    ),
    (
        r"only integers, slices|must be of integer",
        "Only whole numbers, slices and masks can pick entries of an array, and something else stands between the brackets.",
    ),
    (
        r"inhomogeneous shape|setting an array element with a sequence",
        "It tries to make one array of pieces that have different shapes.",
    ),
    (
        r"axis (\d+) is out of bounds for array of dimension (\d+)",
        "It asks for an axis that the array does not have. An array (n,) has only axis 0; a table (n, d) has 0 and 1.",
    ),
    (
        r"ufunc '\w+' (?:not supported|did not contain)",
        "It calculates with something that is no number, such as text or None.",
    ),
    (
        r"unsupported operand type\(s\).*'(function|method|builtin_function_or_method)'",
        "It calculates with a function itself. Call it, with its argument in brackets.",
    ),
    (
        r"unsupported operand type\(s\).*NoneType",
        "It calculates with None. Does something that it calls lack its `return`?",
    ),
]


# ---- arrays that do not fit ----

_MISFITS = (
    "could not be broadcast",
    "mismatch in its core dimension",
    "not aligned",
    "does not have enough dimensions",
)
_PRODUCTS = {"dot", "matmul", "inner", "vdot"}


def _misfit(error, text):
    """(sentence, clue) about two arrays whose shapes do not fit, or None if that is not what went wrong."""
    if not isinstance(error, ValueError) or not any(part in text for part in _MISFITS):
        return None
    product = "broadcast" not in text
    found = _sides(error)
    if found is None:
        shapes = re.findall(r"\([\d, ]*\)", text)
        said = f" ({shapes[0]} and {shapes[1]})" if len(shapes) >= 2 else ""
        return f"The shapes of two arrays in it do not fit each other{said}.", text
    whole, (left, a), (right, b) = found
    sentence = f"`{whole}` does not fit: `{left}` has shape {a} and `{right}` has shape {b}. {_why(a, b, product)}"
    return sentence, ("product" if product else "entry by entry", a, b)


def _why(a, b, product):
    if not product:
        sizes = [(m, n) for m, n in zip(reversed(a), reversed(b)) if m != n and 1 not in (m, n)]
        where = f" Here {sizes[0][0]} meets {sizes[0][1]}." if sizes else ""
        return f"Entry by entry, sizes are matched from the right, and they must be equal or 1.{where}"
    if not a or not b:
        return "A product of matrices needs arrays on both sides; a single number multiplies with `*`."
    inner = b[0] if len(b) == 1 else b[-2]
    return f"In a product, the last size of the first ({a[-1]}) must equal the first size of the second ({inner})."


def _sides(error):
    """(the expression, (left, its shape), (right, its shape)) of the operation that failed, from its frame."""
    trace = error.__traceback__
    innermost = None
    while trace:
        if not is_library(trace.tb_frame.f_code.co_filename):
            innermost = trace
        trace = trace.tb_next
    if innermost is None:
        return None
    node = _failing(innermost)
    pair = _operands(node)
    if pair is None:
        return None
    names = innermost.tb_frame.f_globals | innermost.tb_frame.f_locals
    shapes = [_shape(side, names) for side in pair]
    if None in shapes:
        return None
    whole, left, right = (" ".join(ast.unparse(part).split()) for part in (node, *pair))
    return (whole, (left, shapes[0]), (right, shapes[1])) if len(whole) <= 80 else None


def _failing(trace):
    """The expression that was being worked out when a frame failed, as a syntax tree."""
    code = trace.tb_frame.f_code
    positions = list(code.co_positions())
    line, last, column, end = positions[trace.tb_lasti // 2]
    if None in (line, last, column, end):
        return None
    lines = [linecache.getline(code.co_filename, number) for number in range(line, last + 1)]
    if not all(lines):
        return None
    raw = [text.encode() for text in lines]  # columns count bytes
    raw[-1] = raw[-1][:end]
    raw[0] = raw[0][column:]
    text = b"".join(raw).decode(errors="ignore").strip()
    try:
        return ast.parse(f"({text})", mode="eval").body
    except SyntaxError:
        return _assigned(text)


def _assigned(text):
    """`a -= b` as the expression `a - b`."""
    try:
        found = ast.parse(text).body[0]
    except (SyntaxError, IndexError):
        return None
    if not isinstance(found, ast.AugAssign):
        return None
    return ast.BinOp(ast.parse(ast.unparse(found.target), mode="eval").body, found.op, found.value)


def _operands(node):
    if isinstance(node, ast.BinOp):
        return node.left, node.right
    if isinstance(node, ast.Compare) and len(node.comparators) == 1:
        return node.left, node.comparators[0]
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.keywords:
        if len(node.args) == 2:
            return node.args[0], node.args[1]
        if len(node.args) == 1 and node.func.attr in _PRODUCTS:  # a.dot(b)
            return node.func.value, node.args[0]
    return None


# What may be worked out a second time to learn its shape: nothing that could draw from a generator or call the learner.
_HARMLESS = (
    ast.Name, ast.Load, ast.Attribute, ast.Constant, ast.BinOp, ast.UnaryOp, ast.operator, ast.unaryop, ast.Subscript,
    ast.Slice, ast.Tuple, ast.keyword, ast.Compare, ast.cmpop,
)  # fmt: skip
_METHODS = {
    "mean", "sum", "std", "var", "max", "min", "exp", "log", "sqrt", "abs", "maximum", "minimum", "dot", "matmul",
    "ones", "zeros", "full", "ones_like", "zeros_like", "array", "asarray", "where", "tanh", "transpose", "reshape", "argmax", "argmin", "eye", "arange",
}  # fmt: skip


def _harmless(node):
    if isinstance(node, ast.Call):
        return node.func.attr in _METHODS if isinstance(node.func, ast.Attribute) else ast.unparse(node.func) == "len"
    return isinstance(node, _HARMLESS)


def _shape(node, names):
    """The shape of a side, or None where it cannot be learned without doing anything else."""
    if not all(map(_harmless, ast.walk(node))):
        return None
    try:
        value = eval(compile(ast.fix_missing_locations(ast.Expression(node)), "<side>", "eval"), names)
        return np.shape(value)
    except Exception:
        return None


_LIBRARIES = tuple(str(Path(module.__file__).parent) for module in (os, np))  # Python's own folder, and NumPy's


def is_library(filename):
    """Is a file Python's own or a package's, and neither the learner's nor the course's?"""
    inside = filename.startswith((*_LIBRARIES, "<__array_function__", "<frozen")) or "site-packages" in filename
    return inside and not filename.startswith(COURSE)


# ---- where, and which name ----


def _place(function, error):
    """' at line 4: `return np.mean(e)`': the innermost line in the file or cell of the function itself."""
    home = getattr(getattr(function, "__code__", None), "co_filename", None)
    line, trace = None, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == home:
            line = trace.tb_lineno
        trace = trace.tb_next
    if line is None:
        return ""
    text = linecache.getline(home, line).strip()
    return f", at line {line}" + (f": `{text}`" if text else "")


def _near_name(error):
    """Python suggests names only in a traceback, which is not shown here."""
    trace = error.__traceback__
    while trace.tb_next:
        trace = trace.tb_next
    known = [*trace.tb_frame.f_locals, *trace.tb_frame.f_globals]
    name = getattr(error, "name", None) or ""
    near = [other for other in known if other.lower() == name.lower()] or difflib.get_close_matches(name, known, 1)
    if name and hasattr(np, name) and "np" in known:
        near = [f"np.{name}"]
    return f"; did you mean `{near[0]}`?" if near else ""
