"""The places of a syntax tree that can be changed, and how the code that stands there is said in a sentence."""

import ast
from dataclasses import dataclass

LONGEST = 60  # of a piece of code that is quoted


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


class Scope:
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


def places(root, around=()):
    """Every place below `root` that holds an expression."""
    for field, value in ast.iter_fields(root):
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, node in items:
            if isinstance(node, ast.expr) and field not in ("decorator_list", "returns", "annotation"):
                yield Place(root, field, index, around)
            if isinstance(node, (ast.expr, ast.stmt, ast.keyword, ast.comprehension)):
                inner = (node, *around) if isinstance(node, ast.expr) else () if isinstance(node, ast.stmt) else around
                yield from places(node, inner)


# ---- saying it ----


def code_of(node):
    return " ".join(ast.unparse(node).split())


def say(node):
    """A piece of code between backticks, or '' where it is too long to be read in a sentence."""
    text = code_of(node)
    return f"`{text}`" if len(text) <= LONGEST else ""


def instead(place, node):
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


def as_it_came(name):
    return f"{name}as_it_came"
