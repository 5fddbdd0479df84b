"""Small edits of a worked solution, made blindly: what a mutation tester does, and no more.

They are not the edits of course/practice/edits.py, which knows what learners do and says it in words: here every
operator, constant, axis, comparison, function, index and line is changed in the plainest way, whatever it means.
"""

import ast
import copy
import itertools

OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult], ast.Sub: [ast.Add, ast.Div], ast.Mult: [ast.Div, ast.Add], ast.Div: [ast.Mult, ast.Sub],
    ast.MatMult: [ast.Mult], ast.Pow: [ast.Mult], ast.FloorDiv: [ast.Div, ast.Mult],
}  # fmt: skip
COMPARISONS = {
    ast.Lt: [ast.LtE, ast.Gt], ast.Gt: [ast.GtE, ast.Lt], ast.LtE: [ast.Lt], ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq, ast.LtE], ast.NotEq: [ast.Eq],
}  # fmt: skip
FUNCTIONS = {
    "mean": "sum", "sum": "mean", "std": "var", "var": "std", "max": "min", "min": "max", "argmax": "argmin",
    "argmin": "argmax", "all": "any", "any": "all", "log": "log2", "log10": "log", "exp": "exp2", "sqrt": "square",
    "maximum": "minimum", "zeros": "ones", "ones": "zeros", "zeros_like": "ones_like",
}  # fmt: skip


def mutants(code, name):
    """(what was done, the code) for each small edit of the function `name` that is still a program."""
    tree = ast.parse(code)
    before, seen = ast.unparse(tree), set()
    for number in itertools.count():
        changed = copy.deepcopy(tree)
        done = _apply(changed, name, number)
        if done is None:
            return
        after = ast.unparse(ast.fix_missing_locations(changed))
        if after == before or after in seen:
            continue
        seen.add(after)
        yield " ".join(done.split()), after


def _apply(tree, name, number):
    """Make edit `number` in place. The answer says what it is; None: there are no more."""
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    for done, make in itertools.islice(_edits(function), number, None):
        make()
        return done
    return None


def _edits(function):
    """(what, a function that does it) for every edit; nothing has been done yet when it is made."""
    for parent in ast.walk(function):
        for field, value in ast.iter_fields(parent):
            for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.expr):
                    for other in _others(node, parent):
                        what = f"{ast.unparse(node)}  ->  {ast.unparse(other)}"
                        yield what, lambda other=other: _put(parent, field, index, other)
    yield from _of_lines(function)


def _put(parent, field, index, node):
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _others(node, parent):
    """What a blind tester puts in the place of an expression."""
    match node:
        case ast.BinOp(left, op, right):
            for other in OPERATORS.get(type(op), []):
                yield ast.BinOp(left, other(), right)
            if not isinstance(op, (ast.Add, ast.Mult)):  # those give the same numbers
                yield ast.BinOp(right, op, left)
            yield left
            yield right
        case ast.UnaryOp(operand=operand):
            yield operand
        case ast.Compare(left, [op], [right]):
            for other in COMPARISONS.get(type(op), []):
                yield ast.Compare(left, [other()], [right])
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.IfExp(_, body, orelse):
            yield body
            yield orelse
        case ast.Constant(value) if isinstance(value, (int, float)) and not isinstance(value, bool):
            yield ast.Constant(1 - value if isinstance(parent, ast.keyword) and parent.arg == "axis" else value + 1)
        case ast.Attribute(value, "T"):
            yield value
        case ast.Tuple(elts) if not isinstance(parent, (ast.Subscript, ast.Assign)) and len(elts) > 1:
            for a in range(len(elts) - 1):
                yield ast.Tuple([*elts[:a], elts[a + 1], elts[a], *elts[a + 2 :]], ast.Load())
        case ast.Call(func, args, keywords):
            yield from _other_calls(func, args, keywords)
        case ast.Subscript(value, ast.Slice(lower, upper, step), ctx):
            for cut in [ast.Slice(None, upper, step)] * bool(lower) + [ast.Slice(lower, None, step)] * bool(upper):
                yield ast.Subscript(value, cut, ctx)


def _other_calls(func, args, keywords):
    if isinstance(func, ast.Attribute) and func.attr in FUNCTIONS:
        yield ast.Call(ast.Attribute(func.value, FUNCTIONS[func.attr], ast.Load()), args, keywords)
    for word in keywords:
        yield ast.Call(func, args, [other for other in keywords if other is not word])
    of_numpy = isinstance(func, ast.Attribute) and ast.unparse(func.value) == "np"
    if of_numpy and args and func.attr not in ("ndindex", "array"):
        yield args[0]
    elif isinstance(func, ast.Attribute) and not args and func.attr in FUNCTIONS:
        yield func.value


def _of_lines(function):
    for parent in ast.walk(function):
        for field in ("body", "orelse"):
            block = getattr(parent, field, None)
            if not isinstance(block, list):
                continue
            for at, line in enumerate(block):
                if len(block) > 1 and not isinstance(line, ast.Return):
                    yield f"without: {ast.unparse(line)}", lambda block=block, at=at: block.pop(at)
                if at + 1 < len(block):
                    swap = lambda block=block, at=at: block.insert(at, block.pop(at + 1))  # noqa: E731
                    yield f"swapped: {ast.unparse(line)}  and the next", swap
                if isinstance(line, ast.AugAssign):
                    less = lambda line=line: setattr(line, "op", ast.Sub())  # noqa: E731
                    yield f"{ast.unparse(line)} with -=", less
                if isinstance(line, ast.For) and isinstance(block[-1], ast.Return):
                    inside = lambda line=line, block=block: line.body.append(block[-1])  # noqa: E731
                    yield "the return inside the loop", inside
