"""Slips with operators: a sign, a term left out, brackets, a comparison the wrong way around."""

import ast

from .places import code_of, say

# ---- operators ----


def operators(node, place, scope):
    if not isinstance(node, ast.BinOp):
        return
    a, op, b = node.left, node.op, node.right
    yield from _other_operator(node)
    if isinstance(op, (ast.Sub, ast.Div, ast.Pow, ast.MatMult, ast.FloorDiv)):
        words = {
            ast.Sub: f"the difference is taken the other way around, {say(ast.BinOp(b, op, a)) or 'second minus first'}",
            ast.Div: f"the fraction is upside down, {say(ast.BinOp(b, op, a)) or 'second over first'}",
        }.get(type(op), f"the two sides change places, {say(ast.BinOp(b, op, a)) or 'right before left'}")
        yield ast.BinOp(b, op, a), words.rstrip(", "), 1
    yield a, _left_out(op, b, "after"), 1, ("left out", type(op).__name__, code_of(b))
    words = (
        f"{say(b)} stands where {say(node)} belongs"
        if isinstance(op, ast.Sub) and say(node)
        else _left_out(op, a, "before")
    )
    yield b, words, 2, ("left out", type(op).__name__, code_of(a))
    if isinstance(op, ast.MatMult):
        yield from _transposed_sides(node)


def _other_operator(node):
    a, op, b = node.left, node.op, node.right
    x, y = say(a) or "what comes first", say(b) or "what comes after it"
    words = {
        (ast.Add, ast.Sub): f"{y} is subtracted where it should be added",
        (ast.Sub, ast.Add): f"{y} is added where it should be subtracted",
        (ast.Mult, ast.Div): f"{x} is divided by {y} where it should be multiplied",
        (ast.Div, ast.Mult): f"{x} is multiplied by {y} where it should be divided",
        (
            ast.MatMult,
            ast.Mult,
        ): f"{x} and {y} are multiplied entry by entry (`*`) and the products are not added up (`@`)",
        (ast.Mult, ast.Add): f"{x} and {y} are added where they should be multiplied",
        (ast.Add, ast.Mult): f"{x} and {y} are multiplied where they should be added",
        (ast.Pow, ast.Mult): f"{x} is multiplied by {y} where it should be raised to that power",
        (ast.Div, ast.Sub): f"{y} is subtracted where it should divide",
        (ast.Sub, ast.Div): f"{x} is divided by {y} where {y} should be subtracted",
        (ast.Div, ast.FloorDiv): "the division is rounded down (`//`)",
        (ast.FloorDiv, ast.Div): "the division is not rounded down (`//`)",
        (ast.FloorDiv, ast.Mult): f"{x} is multiplied by {y} where it should be divided",
        (ast.Sub, ast.Mult): f"{x} and {y} are multiplied where {y} should be subtracted",
        (ast.Mult, ast.Sub): f"{y} is subtracted where it should multiply",
        (ast.Pow, ast.Add): f"{y} is added to {x} where it should be a power",
        (ast.Mult, ast.MatMult): f"{x} and {y} are multiplied as matrices (`@`) and not entry by entry (`*`)",
        (ast.Add, ast.Div): f"{x} is divided by {y} where the two should be added",
        (ast.Div, ast.Add): f"{y} is added where it should divide",
    }
    for (before, after), said in words.items():
        if isinstance(op, before):
            plain = {before, after} in ({ast.Add, ast.Sub}, {ast.Mult, ast.Div}, {ast.MatMult, ast.Mult})
            yield ast.BinOp(a, after(), b), said, 1 if plain else 3, ("operator", before, after)


def _left_out(op, dropped, where):
    what = say(dropped) or ("what comes after it" if where == "after" else "what comes before it")
    if isinstance(op, ast.Pow):
        return (
            f"nothing is raised to the power of {what}" if where == "after" else f"{what} is left out under the power"
        )
    if where == "after":
        return {
            ast.Add: f"{what} is not added", ast.Sub: f"{what} is not subtracted",
            ast.Mult: f"the factor {what} is left out", ast.Div: f"the division by {what} is left out",
            ast.MatMult: f"the product with {what} is left out",
        }.get(type(op), f"{what} is left out")  # fmt: skip
    return {ast.Mult: f"the factor {what} is left out"}.get(type(op), f"{what} is left out")


def _transposed_sides(node):
    a, b = node.left, node.right
    T = lambda x: x.value if isinstance(x, ast.Attribute) and x.attr == "T" else ast.Attribute(x, "T", ast.Load())  # noqa: E731
    yield ast.BinOp(T(a), node.op, b), f"{say(ast.BinOp(T(a), node.op, b))} stands where {say(node)} belongs", 2
    yield ast.BinOp(a, node.op, T(b)), f"{say(ast.BinOp(a, node.op, T(b)))} stands where {say(node)} belongs", 2
    yield ast.BinOp(T(a), node.op, T(b)), f"{say(ast.BinOp(T(a), node.op, T(b)))} stands where {say(node)} belongs", 3
    for left, right in ((b, T(a)), (T(b), a), (T(b), T(a))):
        made = ast.BinOp(left, node.op, right)
        yield made, f"{say(made)} stands where {say(node)} belongs", 3
    made = ast.Attribute(node, "T", ast.Load())
    yield made, f"the product {say(node)} is transposed", 3


def brackets(node, place, scope):
    """(a - b) / c without its brackets, and a - b / c with brackets in the wrong place."""
    if isinstance(node, ast.BinOp):
        a, op, b = node.left, node.op, node.right
        if isinstance(a, ast.BinOp) and _level(a.op) < _level(op):
            yield *_bracketless(ast.BinOp(a.left, a.op, ast.BinOp(a.right, op, b)), node), 1
        if isinstance(b, ast.BinOp) and _level(b.op) < _level(op):
            yield *_bracketless(ast.BinOp(ast.BinOp(a, op, b.left), b.op, b.right), node), 1
        if isinstance(b, ast.BinOp) and _level(b.op) == _level(op) and isinstance(op, (ast.Sub, ast.Div)):
            yield *_bracketless(ast.BinOp(ast.BinOp(a, op, b.left), b.op, b.right), node), 1
        if isinstance(a, ast.BinOp) and _level(a.op) > _level(op):
            made = ast.BinOp(a.left, a.op, ast.BinOp(a.right, op, b))
            yield made, f"the brackets are in another place, {say(made) or 'so that the second part comes first'}", 2
        if isinstance(b, ast.BinOp) and _level(b.op) > _level(op):
            made = ast.BinOp(ast.BinOp(a, op, b.left), b.op, b.right)
            yield made, f"the brackets are in another place, {say(made) or 'so that the first part comes first'}", 2
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) and isinstance(node.operand, ast.BinOp):
        inner = node.operand
        if isinstance(inner.op, (ast.Add, ast.Sub)):
            yield *_bracketless(ast.BinOp(ast.UnaryOp(node.op, inner.left), inner.op, inner.right), node), 1


def _level(op):
    return {ast.Add: 1, ast.Sub: 1, ast.Pow: 3}.get(type(op), 2)


def _bracketless(made, node):
    return made, f"brackets are missing: {say(made) or 'a part'} stands where {say(node) or 'the whole'} belongs"


def signs(node, place, scope):
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand, f"the minus sign before {say(node.operand) or 'it'} is left out", 1, ("no minus",)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand, f"`not` is left out, so {say(node.operand)} decides the other way around", 1
    elif isinstance(place.parent, ast.Return) and not isinstance(node, ast.Tuple):
        yield ast.UnaryOp(ast.USub(), node), "the sign is the other way around", 2
    elif isinstance(place.parent, ast.Tuple) and isinstance(node, (ast.Name, ast.BinOp)):
        yield ast.UnaryOp(ast.USub(), node), f"{say(node) or 'one part'} is returned with the wrong sign", 2
    elif isinstance(place.parent, ast.Assign) and isinstance(node, (ast.BinOp, ast.Call)):
        target = code_of(place.parent.targets[0])
        yield ast.UnaryOp(ast.USub(), node), f"the sign of `{target}` is the other way around", 3


# ---- comparisons and choices ----

COMPARED = {
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt, ast.LtE), ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt), ast.Eq: (ast.NotEq, ast.LtE, ast.GtE), ast.NotEq: (ast.Eq,),
}  # fmt: skip


def comparisons(node, place, scope):
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for other in COMPARED.get(type(node.ops[0]), ()):
            made = ast.Compare(node.left, [other()], node.comparators)
            yield made, f"{say(made) or 'the opposite'} is asked where {say(node) or 'the comparison'} belongs", 1
    if isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        made = ast.BoolOp(other, node.values)
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        yield made, f"`{new}` stands where `{old}` belongs", 1
        for kept in node.values:
            yield kept, f"only {say(kept) or 'one of the conditions'} is asked, and not {say(node) or 'both'}", 2
    if isinstance(node, ast.IfExp):
        test = say(node.test) or "the condition"
        yield node.body, f"{test} is not asked, and {say(node.body) or 'the first'} is always taken", 1
        yield node.orelse, f"{test} is not asked, and {say(node.orelse) or 'the second'} is always taken", 1
        yield ast.IfExp(node.test, node.orelse, node.body), f"the two sides of {test} change places", 1
