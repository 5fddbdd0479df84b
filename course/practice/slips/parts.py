"""Slips with the smallest parts: a number, a name, an index, the order of what is returned."""

import ast

from .places import as_it_came, code_of, instead, say

GROW = ("append", "extend", "insert")  # what makes a list longer

# ---- constants, names, indices ----


def constants(node, place, scope):
    if not isinstance(node, ast.Constant) or node.value is None or isinstance(place.parent, ast.keyword) and place.parent.arg in (
        "axis", "keepdims", "ddof",
    ):  # fmt: skip
        return
    value = node.value
    if isinstance(value, bool):
        return
    if isinstance(value, str):
        for other in scope.strings:
            if other != value:
                yield ast.Constant(other), f'"{other}" stands where "{value}" belongs', 3
        return
    for other in dict.fromkeys(
        [0, 1, 2, value + 1, value - 1, value * 2, value / 2, -value, value * 10, value / 10, 0.5]
    ):
        if other != value and not (isinstance(value, int) and isinstance(other, float) and other == int(other)):
            made = ast.Constant(other) if other >= 0 else ast.UnaryOp(ast.USub(), ast.Constant(-other))
            yield made, instead(place, made), 3, ("constant", value, other)


def names(node, place, scope):
    if not (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)) or node.id == "np":
        return
    if isinstance(place.parent, ast.Call) and place.field == "func":
        return
    for other in scope.before(node.lineno):
        if other != node.id and not _into_itself(place, other):
            made = ast.Name(other, ast.Load())
            yield made, instead(place, made), 4, ("name", node.id, other)
    if node.id in scope.parameters and scope.assigned.get(node.id, node.lineno) < node.lineno:
        yield ast.Name(as_it_came(node.id), ast.Load()), _old_one(node, place), 2


def _into_itself(place, name):
    """Would `name` be handed to itself, as in `seen.append(seen)`?

    A list that holds itself makes `np.array` branch without end, in compiled code that no time limit can stop.
    """
    for call in place.around:
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in GROW:
            taken = [node.id for each in call.args for node in ast.walk(each) if isinstance(node, ast.Name)]
            if code_of(call.func.value) == name or place.node is call.func.value and name in taken:
                return True
    return False


def _old_one(node, place):
    where = next((say(outer) for outer in place.around if say(outer)), "")
    if isinstance(place.parent, (ast.Return, ast.Tuple)):
        return f"the `{node.id}` that came in is returned, and not the new one"
    return f"the `{node.id}` that came in is used{f' in {where}' if where else ''}, and not the new one"


def attributes(node, place, scope):
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value, f"{say(node.value)} is not transposed", 2


def indices(node, place, scope):
    if not isinstance(node, ast.Subscript):
        return
    yield node.value, f"{say(node.value)} is taken whole and not only {say(node)}", 2
    for inner in _other_indices(node.slice):
        made = ast.Subscript(node.value, inner, node.ctx)
        if isinstance(node.ctx, ast.Load):
            yield made, f"{say(made)} stands where {say(node)} belongs", 2


def _other_indices(index):
    if isinstance(index, ast.Slice):
        lower, upper = index.lower, index.upper
        if lower is not None:
            yield ast.Slice(None, upper)
            yield ast.Slice(ast.BinOp(lower, ast.Add(), ast.Constant(1)), upper)
        if upper is not None:
            yield ast.Slice(lower, None)
            yield ast.Slice(upper, None) if lower is None else ast.Slice(lower, ast.BinOp(upper, ast.Sub(), lower))
            for op in (ast.Add(), ast.Sub()):
                yield ast.Slice(lower, ast.BinOp(upper, op, ast.Constant(1)))
            if lower is None:
                yield ast.Slice(ast.UnaryOp(ast.USub(), upper), None)
    elif isinstance(index, ast.Tuple) and len(index.elts) == 2:
        yield ast.Tuple(index.elts[::-1], ast.Load())
        for at in (0, 1):
            parts = list(index.elts)
            parts[at] = ast.Slice()
            yield ast.Tuple(parts, ast.Load())
    elif not isinstance(index, ast.Constant):
        for op in (ast.Add(), ast.Sub()):
            yield ast.BinOp(index, op, ast.Constant(1))


def pairs(node, place, scope):
    """The parts of a pair, in another order, or one of them alone."""
    if not isinstance(node, ast.Tuple) or not isinstance(node.ctx, ast.Load) or isinstance(place.parent, ast.Subscript):
        return
    many = len(node.elts)
    returned = isinstance(place.parent, ast.Return)
    for a in range(many):
        for b in range(a + 1, many):
            order = list(node.elts)
            order[a], order[b] = order[b], order[a]
            made = ast.Tuple(order, ast.Load())
            yield (
                made,
                f"{'the results are returned' if returned else 'the parts stand'} in another order, {say(made)}".rstrip(
                    ", "
                ),
                1,
            )
    if many == 3:
        for turn in (1, 2):
            made = ast.Tuple(node.elts[turn:] + node.elts[:turn], ast.Load())
            yield made, f"the results are returned in another order, {say(made)}".rstrip(", "), 2
    if returned:
        for kept in node.elts:
            yield kept, f"only {say(kept) or 'one part'} is returned", 2
