"""Slips with functions: the mean for the sum, the wrong axis, the root left out, the logarithm of the mean."""

import ast

from .places import code_of, instead, say

# ---- means, sums, and along which axis ----

REDUCTIONS = {
    "mean": "the mean", "sum": "the sum", "std": "the standard deviation", "var": "the variance", "max": "the largest",
    "min": "the smallest", "argmax": "the place of the largest", "argmin": "the place of the smallest",
    "all": "`all`", "any": "`any`", "median": "the median",
}  # fmt: skip
OTHERS = {
    "mean": ("sum", "median", "max", "std"), "sum": ("mean", "max"), "std": ("var", "mean"), "var": ("std", "mean"),
    "max": ("min", "mean", "sum"), "min": ("max",), "argmax": ("argmin", "max"), "argmin": ("argmax", "min"),
    "all": ("any",), "any": ("all",),
}  # fmt: skip
ALONG = {0: "down each column", 1: "along each row", None: "over all entries"}


def reduction(node):
    """(its name, what it reduces, its axis or None), or None if the node is no mean, sum, largest or the like."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in REDUCTIONS):
        return None
    of_numpy = code_of(node.func.value) == "np"
    if of_numpy and not node.args:
        return None
    axis = next((word.value for word in node.keywords if word.arg == "axis"), None)
    if axis is not None and not isinstance(axis, ast.Constant):
        return None
    return node.func.attr, node.args[0] if of_numpy else node.func.value, axis and axis.value


def _with_keywords(node, **change):
    """The same call with these keywords; None takes one away."""
    kept = [word for word in node.keywords if word.arg not in change]
    made = [ast.keyword(arg, ast.Constant(value)) for arg, value in change.items() if value is not None]
    return ast.Call(node.func, node.args, kept + made)


def _with_name(node, name):
    return ast.Call(ast.Attribute(node.func.value, name, ast.Load()), node.args, node.keywords)


def reductions(node, place, scope):
    found = reduction(node)
    if not found:
        return
    name, inner, axis = found
    what, of = REDUCTIONS[name], f" of {say(inner)}" if say(inner) and len(say(inner)) < 32 else ""
    for other in ALONG:
        if other != axis:
            yield (
                _with_keywords(node, axis=other),
                f"{what}{of} is taken {ALONG[other]} and not {ALONG[axis]}",
                1,
                ("axis", name if name in ("argmax", "all", "any") else "", axis, other),
            )
    for other in OTHERS.get(name, ()):
        yield _with_name(node, other), f"{REDUCTIONS[other]}{of} is taken and not {what}", 1, ("reduction", name, other)
    yield inner, f"{what}{of} is left out", 2, ("no", name)
    words = {word.arg: word.value for word in node.keywords}
    if "keepdims" in words:
        yield (
            _with_keywords(node, keepdims=None),
            f"`keepdims=True` is left out in {say(node) or what}, so one number for each row is laid along the columns",
            1,
            ("keepdims",),
        )
    if name in ("std", "var"):
        ddof = words["ddof"].value if "ddof" in words else 0
        share = {0: "n", 1: "n - 1"}
        yield (
            _with_keywords(node, ddof=1 - ddof if ddof == 0 else None),
            f"{what} is worked out with {share[1 - ddof]} and not with {share[ddof]} (`ddof`)",
            2,
            ("ddof",),
        )


# ---- functions of one array ----

FUNCTIONS = {
    "exp": "`np.exp`", "log": "the logarithm", "log10": "the logarithm", "sqrt": "the root", "abs": "the absolute value",
    "tanh": "the tanh", "arange": "`np.arange`", "int": "`int`", "float": "`float`", "array": "`np.array`", "norm": "the size",
    "clip": "`np.clip`", "round": "the rounding",
}  # fmt: skip
SWAPS = {
    "exp": ("exp2", "powers of 2 are taken and not powers of e"),
    "log": ("log2", "the logarithm is taken to base 2"),
    "log10": ("log", "the natural logarithm `np.log` stands where `np.log10` belongs"),
    "sqrt": ("square", "the square is taken and not the root"),
    "maximum": ("minimum", "`np.minimum` stands where `np.maximum` belongs"),
    "zeros": ("ones", "it starts from ones and not from zeros"),
    "ones": ("zeros", "it starts from zeros and not from ones"),
    "zeros_like": ("ones_like", "ones stand where zeros belong"),
}
MORE = {
    "log": [("log10", "the logarithm is taken to base 10")],
    "log10": [("log2", "the logarithm is taken to base 2")],
}


def functions(node, place, scope):
    if not (isinstance(node, ast.Call) and node.args):
        return
    name = (
        node.func.attr
        if isinstance(node.func, ast.Attribute)
        else node.func.id
        if isinstance(node.func, ast.Name)
        else ""
    )
    if name == "maximum":
        for kept in node.args:
            if not isinstance(kept, ast.Constant):
                yield kept, f"the ReLU, {say(node) or '`np.maximum(..., 0)`'}, is left out", 1, ("no relu",)
        yield (
            ast.Call(ast.parse("np.tanh", mode="eval").body, node.args[:1], []),
            "a tanh stands where the ReLU belongs",
            3,
        )
        yield (
            ast.Call(ast.parse("np.abs", mode="eval").body, node.args[:1], []),
            "the absolute value is taken where the ReLU belongs",
            3,
        )
    if name in FUNCTIONS and (len(node.args) == 1 or name in ("clip", "round")) and not reduction(node):
        yield (
            node.args[0],
            f"{FUNCTIONS[name]} of {say(node.args[0])} is left out".replace(" of  is", " is"),
            2,
            ("no", name),
        )
    for other, words in [*([SWAPS[name]] if name in SWAPS else []), *MORE.get(name, [])]:
        yield _with_name(node, other), words, 2, ("swap", name, other)
    if len(node.args) == 2 and name not in ("maximum", "minimum"):
        swapped = ast.Call(node.func, node.args[::-1], node.keywords)
        yield swapped, instead(place, swapped), 4
    if name == "range":
        yield from _ranges(node, place)
    if name == "enumerate" and node.keywords:
        yield ast.Call(node.func, node.args, []), "the counting starts at 0", 2
    if name == "enumerate" and not node.keywords:
        yield _with_keywords(node, start=1), "the counting starts at 1", 2


def _ranges(node, place):
    last = 0 if len(node.args) == 1 else 1
    for step, words in ((1, "the loop makes one round too many"), (-1, "the loop makes one round too few")):
        args = list(node.args)
        args[last] = ast.BinOp(args[last], ast.Add() if step > 0 else ast.Sub(), ast.Constant(1))
        yield ast.Call(node.func, args, []), words, 2
    if len(node.args) == 3:
        yield ast.Call(node.func, node.args[:2], []), f"the loop goes on by 1 and not by {say(node.args[2])}", 2
    if last == 0:
        yield ast.Call(node.func, [ast.Constant(1), node.args[0]], []), "the loop starts at 1 and not at 0", 2


def other_order(node, place, scope):
    """The logarithm of a mean for the mean of the logarithms: what is done last is done first."""
    for outer, put_outer, words_outer in _layers(node):
        for inner, put_inner, words_inner in _layers(outer):
            made = put_inner(put_outer(inner))
            if code_of(made) != code_of(node):
                yield made, f"{words_outer} comes first and {words_inner} after it", 1


def apart(node, place, scope):
    """The difference of the squares for the square of the difference."""
    for inner, put, words in _layers(node):
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, (ast.Add, ast.Sub)) and not reduction(node):
            made = ast.BinOp(put(inner.left), inner.op, put(inner.right))
            if say(inner.left) and say(inner.right):
                yield made, f"{words} is taken of {say(inner.left)} and of {say(inner.right)} apart", 1


def _layers(node):
    """(what is inside, how to wrap something else the same way, its name) for each way to take off a layer."""
    found = reduction(node)
    if found:
        name, inner, _ = found

        def wrap(x, node=node):
            if code_of(node.func.value) == "np":
                return ast.Call(node.func, [x, *node.args[1:]], node.keywords)
            return ast.Call(ast.Attribute(x, node.func.attr, ast.Load()), node.args, node.keywords)

        yield inner, wrap, REDUCTIONS[name]
    elif (
        isinstance(node, ast.Call)
        and len(node.args) == 1
        and isinstance(node.func, ast.Attribute)
        and not node.keywords
    ):
        yield (
            node.args[0],
            lambda x: ast.Call(node.func, [x], []),
            FUNCTIONS.get(node.func.attr, f"`{code_of(node.func)}`"),
        )
    elif isinstance(node, ast.Call) and code_of(node.func) == "np.maximum":
        yield node.args[0], lambda x: ast.Call(node.func, [x, node.args[1]], []), "the ReLU"
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and isinstance(node.right, ast.Constant):
        yield (
            node.left,
            lambda x: ast.BinOp(x, node.op, node.right),
            "the square" if node.right.value == 2 else "the power",
        )
    elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.MatMult, ast.Mult, ast.Div)) and say(node.right):
        verb = {ast.MatMult: "the product with", ast.Mult: "the factor", ast.Div: "the division by"}[type(node.op)]
        yield node.left, lambda x: ast.BinOp(x, node.op, node.right), f"{verb} {say(node.right)}"
