"""Small edits of a worked solution: a sign, an axis, a factor, an index, a term left out, two lines swapped.

Most wrong answers are one slip away from a right one. So the solution's syntax tree is changed in one place after
another, and if one change gives just the learner's numbers in every case, the learner made that slip, however the
code is written. Each Edit says in words what it changes, to go after "These are the numbers you get if ...".

`edits(code)` yields them, the likelier kinds first. A rule is a function that looks at one place of the tree and
yields what might stand there instead.
"""

import ast
import copy
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

LONGEST = 60  # of a piece of code that is quoted
RETURN_INSIDE = "`return` stands inside the loop, so the function ends after the first round"


@dataclass(frozen=True)
class Place:
    """Where a node hangs: `parent.field`, or `parent.field[index]`; and the expressions around it, the nearest first."""

    parent: ast.AST
    field: str
    index: int | None
    around: tuple

    @property
    def node(self):
        found = getattr(self.parent, self.field)
        return found if self.index is None else found[self.index]

    def put(self, node):
        if self.index is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.index] = node


class Edit:
    """One change of the solution, and the sentence's half that tells it."""

    def __init__(self, tree, name, changes, words, rank=5, key=None):
        self._tree, self._name, self._changes = tree, name, changes
        self.words, self.rank, self.key = words, rank, key

    @property
    def changes(self):
        return self._changes

    @property
    def line(self):
        """The line of the change, counted from the first of the function."""
        place, node = self._changes[0]
        old = place.node if isinstance(place.node, ast.AST) else place.node[0]
        return getattr(old, "lineno", 1)

    @property
    def where(self):
        return [(id(place.parent), place.field, place.index) for place, _ in self._changes]

    @property
    def before(self):
        """The code that is changed, to be quoted, with what stands around a bare name or number; '' where it is long."""
        place, node = self._changes[0][0], self._changes[0][0].node
        if len(self._changes) > 1 or not isinstance(node, ast.expr):
            return say(node) if isinstance(node, ast.stmt) and not hasattr(node, "body") else ""
        if isinstance(node, (ast.Name, ast.Constant)):
            return next((say(outer) for outer in place.around if say(outer)), say(node))
        return say(node)

    @cached_property
    def function(self):
        """The changed solution, or None where the change makes no program."""
        return self.made({"np": np})

    def made(self, namespace):
        """The changed function, made in this namespace, or None."""
        before = [place.node for place, _ in self._changes]
        try:
            for place, node in self._changes:
                place.put(node)
                for part in node if isinstance(node, list) else [node]:
                    ast.fix_missing_locations(part)
            exec(compile(self._tree, "<an edit>", "exec"), namespace)
            return namespace[self._name]
        except Exception:  # a change may break anything, a default value that is worked out at once too
            return None
        finally:
            for (place, _), node in zip(reversed(self._changes), reversed(before)):
                place.put(node)


@lru_cache(maxsize=16)
def edits(code, name):
    """Every Edit of the function `name` in this code, the likelier first."""
    tree = ast.parse(code)
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name)
    if ast.get_docstring(function) is not None:
        function.body = function.body[1:]
    scope = _Scope(function)
    kept = [f"{_as_it_came(name)} = {name}" for name in scope.parameters if name in scope.assigned]
    function.body = ast.parse("\n".join(kept)).body + function.body
    found = []
    for place in _places(function):
        for rule in RULES:
            for node, words, *more in rule(place.node, place, scope):
                found.append(Edit(tree, name, [(place, node)], words, *more))
    found += [Edit(tree, name, *made) for made in _statement_edits(function)]
    found += _everywhere(tree, name, found)
    return sorted(_once(found), key=lambda edit: edit.rank)


@lru_cache(maxsize=64)
def locals_of(code, name):
    """{name: what it is} for the names that the solution itself makes up, where one line says it all."""
    function = next(node for node in ast.parse(code).body if isinstance(node, ast.FunctionDef) and node.name == name)
    found = {}
    for line in function.body:
        if isinstance(line, ast.Assign) and len(line.targets) == 1:
            pair = isinstance(line.targets[0], ast.Tuple) and isinstance(line.value, ast.Tuple)
            targets = line.targets[0].elts if pair else line.targets
            for target, value in zip(targets, line.value.elts if pair else [line.value]):
                found[code_of(target)] = code_of(value)
    return {made: value for made, value in found.items() if made not in [a.arg for a in function.args.args]}


def _once(found):
    """Each change once. Where the same words are true of several places, they say which."""
    kept = list({(edit.words, *edit.where): edit for edit in reversed(found)}.values())[::-1]
    alike = Counter(edit.words for edit in kept)
    for edit in kept:
        if alike[edit.words] > 1 and edit.before and edit.before not in edit.words:
            edit.words += f" in {edit.before}"
    return kept


def _everywhere(tree, name, found):
    """The same slip in every place where it can be made: a learner who takes the wrong axis takes it twice."""
    alike = defaultdict(list)
    for edit in found:
        if edit.key:
            alike[edit.key].append(edit)
    for same in alike.values():
        changes = [change for edit in same for change in edit.changes]
        inside = {id(part) for place, _ in changes for part in ast.walk(place.node) if part is not place.node}
        if len(same) > 1 and not any(id(place.node) in inside for place, _ in changes):
            words = {edit.words for edit in same}
            said = same[0].words if len(words) == 1 else " and ".join(words) if len(words) == 2 else same[0].words
            yield Edit(tree, name, changes, said + (", in every place" if len(words) != 2 else ""), same[0].rank, None)


class _Scope:
    """The names of a function: its parameters, and every name with the line of its first assignment."""

    def __init__(self, function):
        self.function = function
        self.parameters = [argument.arg for argument in function.args.args]
        self.assigned = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                self.assigned[node.id] = min(node.lineno, self.assigned.get(node.id, node.lineno))
        self.strings = sorted(
            {n.value for n in ast.walk(function) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        )

    def before(self, line):
        """The names that hold something at this line."""
        return [
            *self.parameters,
            *(name for name, at in self.assigned.items() if at < line and name not in self.parameters),
        ]


def _places(root, around=()):
    """Every place below `root` that holds an expression."""
    for field, value in ast.iter_fields(root):
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, node in items:
            if isinstance(node, ast.expr) and field not in ("decorator_list", "returns", "annotation"):
                yield Place(root, field, index, around)
            if isinstance(node, (ast.expr, ast.stmt, ast.keyword, ast.comprehension)):
                inner = (node, *around) if isinstance(node, ast.expr) else () if isinstance(node, ast.stmt) else around
                yield from _places(node, inner)


# ---- saying it ----


def code_of(node):
    return " ".join(ast.unparse(node).split())


def say(node):
    """A piece of code between backticks, or '' where it is too long to be read in a sentence."""
    text = code_of(node)
    return f"`{text}`" if len(text) <= LONGEST else ""


def _instead(place, node):
    """'`w - m` stands where `w - lr * m` belongs': the change inside the smallest expression that can be read."""
    old = place.node
    small = len(code_of(old)) < 6 or isinstance(old, ast.Constant)
    for outer in place.around if small else ():
        if (
            isinstance(outer, (ast.BinOp, ast.Call, ast.Compare, ast.Subscript, ast.UnaryOp))
            and len(code_of(outer)) > 5
        ):
            before = code_of(outer)
            place.put(node)
            after = code_of(outer)
            place.put(old)
            if max(len(before), len(after)) <= LONGEST:
                return f"`{after}` stands where `{before}` belongs"
            break
    if say(old) and say(node):
        return f"{say(node)} stands where {say(old)} belongs"
    return f"{say(node) or 'something else'} stands in the place of {say(old) or 'one of its parts'}"


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


def _reduction(node):
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
    found = _reduction(node)
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
    if name in FUNCTIONS and (len(node.args) == 1 or name in ("clip", "round")) and not _reduction(node):
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
        yield swapped, _instead(place, swapped), 4
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
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, (ast.Add, ast.Sub)) and not _reduction(node):
            made = ast.BinOp(put(inner.left), inner.op, put(inner.right))
            if say(inner.left) and say(inner.right):
                yield made, f"{words} is taken of {say(inner.left)} and of {say(inner.right)} apart", 1


def _layers(node):
    """(what is inside, how to wrap something else the same way, its name) for each way to take off a layer."""
    found = _reduction(node)
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


# ---- operators ----

SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@", ast.Pow: "**", ast.FloorDiv: "//"}


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
            yield made, _instead(place, made), 3, ("constant", value, other)


def names(node, place, scope):
    if not (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)) or node.id == "np":
        return
    if isinstance(place.parent, ast.Call) and place.field == "func":
        return
    for other in scope.before(node.lineno):
        if other != node.id:
            made = ast.Name(other, ast.Load())
            yield made, _instead(place, made), 4, ("name", node.id, other)
    if node.id in scope.parameters and scope.assigned.get(node.id, node.lineno) < node.lineno:
        yield ast.Name(_as_it_came(node.id), ast.Load()), _old_one(node, place), 2


def _as_it_came(name):
    return f"{name}_as_it_came"


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


RULES = [
    reductions, functions, other_order, apart, operators, brackets, signs, comparisons, constants, names, attributes, indices, pairs,
]  # fmt: skip


# ---- statements ----


def _bodies(node):
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        if isinstance(block, list):
            yield node, field, block
            for inner in block:
                yield from _bodies(inner)


def _statement_edits(function):
    """(changes, words, rank) for lines left out, swapped, or in the wrong block."""
    blocks = list(_bodies(function))
    for parent, field, block in blocks:
        whole = Place(parent, field, None, ())
        for at, line in enumerate(block):
            rest = [other for other in block if other is not line]
            if rest and not isinstance(line, ast.Return):
                yield [(whole, rest)], f"{_line(line)} is left out", 3
            if at + 1 < len(block) and not isinstance(block[at + 1], ast.Return):
                order = [*block[:at], block[at + 1], line, *block[at + 2 :]]
                yield [(whole, order)], f"{_line(block[at + 1])} comes before {_line(line)}", 2
            yield from _blocks_and_jumps(whole, block, at, line)
            yield from _assignments(Place(parent, field, at, ()), line)


def _line(statement):
    text = code_of(statement) if not hasattr(statement, "body") else ast.unparse(statement).split("\n")[0].rstrip(":")
    return f"the line `{text}`" if len(text) <= LONGEST else f"the line with `{text.split(' ')[0]}`"


def _blocks_and_jumps(whole, block, at, line):
    """A return inside the loop, a line that belongs in it or after it, a condition turned around."""
    rest = block[at + 1 :]
    if isinstance(line, (ast.For, ast.While)):
        if isinstance(line.body[-1], ast.Return) and len(line.body) > 1:
            out = copy.copy(line)
            out.body = line.body[:-1]
            yield [(whole, [*block[:at], out, line.body[-1], *rest])], RETURN_INSIDE, 1
        if rest and isinstance(rest[-1], ast.Return):
            inside = copy.copy(line)
            inside.body = line.body + [rest[-1]]
            yield (
                [(whole, [*block[:at], inside, *rest])],
                "`return` stands inside the loop, so it ends after the first round",
                1,
            )
        for n, moved in enumerate(line.body):
            if len(line.body) > 1:
                out = copy.copy(line)
                out.body = [other for other in line.body if other is not moved]
                yield (
                    [(whole, [*block[:at], out, moved, *rest])],
                    f"{_line(moved)} stands after the loop and not inside it",
                    3,
                )
                yield (
                    [(whole, [*block[:at], moved, out, *rest])],
                    f"{_line(moved)} stands before the loop and not inside it",
                    3,
                )
        for n, moved in enumerate(block[:at]):
            inside = copy.copy(line)
            inside.body = [moved, *line.body]
            yield (
                [(whole, [*block[:at], inside, *rest])],
                f"{_line(moved)} stands inside the loop, so every round starts over",
                2,
            )
        once = copy.copy(line)
        once.body = [*line.body, ast.Break()]
        yield [(whole, [*block[:at], once, *rest])], "the loop ends after its first round", 2
    if isinstance(line, ast.For):
        for cut, words in (
            ("[1:]", "the first round is left out"),
            ("[:-1]", "the last round is left out"),
            ("[::-1]", "the loop goes backward"),
        ):
            other = copy.copy(line)
            other.iter = ast.parse(f"list({ast.unparse(line.iter)}){cut}", mode="eval").body
            yield [(whole, [*block[:at], other, *rest])], words, 3
    if isinstance(line, ast.If):
        test = say(line.test) or "the condition"
        turned = copy.copy(line)
        turned.test = ast.UnaryOp(ast.Not(), line.test)
        yield [(whole, [*block[:at], turned, *rest])], f"{test} decides the other way around", 1
        yield [(whole, [*block[:at], *line.body, *rest])], f"{test} is not asked: what belongs there is always done", 1
        if line.orelse:
            yield [(whole, [*block[:at], *line.orelse, *rest])], f"{test} is not asked, and never holds", 2
            if len(line.orelse) == 1 and isinstance(line.orelse[0], ast.If):
                first = copy.copy(line)
                first.orelse = []
                yield [(whole, [*block[:at], first, line.orelse[0], *rest])], "`if` stands where `elif` belongs", 2


def _assignments(place, line):
    """The last value kept in place of an answer that grows, and = for += or the other way."""
    if isinstance(line, ast.AugAssign):
        name = code_of(line.target)
        yield (
            [(place, ast.Assign([line.target], line.value))],
            f"`{name}` is set to {say(line.value)} where that should be added to it",
            2,
        )
        if isinstance(line.op, ast.Add):
            made = ast.AugAssign(line.target, ast.Sub(), line.value)
            yield [(place, made)], f"{say(line.value)} is taken off `{name}` where it should be added", 2
    if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
        name = line.targets[0].id
        added = ast.AugAssign(line.targets[0], ast.Add(), line.value)
        yield [(place, added)], f"`{name}` is added up from round to round", 3
    if (
        isinstance(line, ast.Assign)
        and isinstance(line.value, ast.BinOp)
        and isinstance(line.value.op, (ast.Add, ast.Sub))
    ):
        target = line.targets[0]
        if isinstance(target, ast.Name) and code_of(line.value.left) == target.id:
            made = ast.AugAssign(target, line.value.op, line.value.right)
            sign = SIGNS[type(line.value.op)]
            words = f"`{target.id} {sign}= ...` changes the one array again and again, where `{target.id} = {target.id} {sign} ...` makes a new one"
            yield [(place, made)], words, 2
