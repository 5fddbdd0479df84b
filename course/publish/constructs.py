"""Which Python a lesson's cells use, found in their syntax trees, so that a reader knows beforehand.

Each construct has a heading on the page `python.md`, with a sentence and a line to run. What is in `BASIC` needs none:
names, numbers, arithmetic, calls, and `import`. A syntax that is in neither list is reported by its own name, and a test
then asks for an explanation.
"""

import ast

from course.practice import source

BASIC = (
    ast.Module, ast.Expr, ast.Assign, ast.Name, ast.Constant, ast.BinOp, ast.UnaryOp, ast.Call, ast.keyword, ast.Attribute,
    ast.Import, ast.ImportFrom, ast.alias, ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop,
    ast.arguments, ast.arg, ast.comprehension, ast.FormattedValue, ast.withitem, ast.Return, ast.Pass, ast.Slice,
    ast.Compare, ast.Subscript, ast.Tuple,
)  # fmt: skip


def _calls(*names):
    """A test for calls such as `zip(...)`."""
    return lambda node: isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names


def _is(*kinds):
    return lambda node: isinstance(node, kinds)


def _unpacks(node):
    targets = {
        ast.Assign: lambda: node.targets,
        ast.For: lambda: [node.target],
        ast.comprehension: lambda: [node.target],
    }
    return any(isinstance(target, ast.Tuple) for target in targets.get(type(node), list)())


def _index(node):
    """What stands in the square brackets, one by one."""
    if not isinstance(node, ast.Subscript):
        return []
    return node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]


def _masks(node):
    """`x[x > 0]`, and a comparison of which a mean or a sum is taken: `(a == b).mean()`, `np.mean(a == b)`."""
    match node:
        case ast.Subscript(_, ast.Compare()):
            return True
        case ast.Call(ast.Attribute(ast.Compare(), "mean" | "sum" | "any" | "all" | "astype")):
            return True
        case ast.Call(ast.Attribute(ast.Name("np"), "mean" | "sum" | "any" | "all"), [ast.Compare(), *_]):
            return True
    return False


def _looks_up(node):
    """`table[rows, classes]` or `x[order[:8]]`: numbers in brackets that are themselves in an array."""
    parts = _index(node)
    plain = not any(isinstance(part, (ast.Slice, ast.Constant)) for part in parts)
    return (len(parts) == 2 and plain) or any(isinstance(part, ast.Subscript) for part in parts)


def _broadcasts(node):
    """`x[:, None]` and `keepdims=True`."""
    if isinstance(node, ast.keyword):
        return node.arg == "keepdims"
    return any(isinstance(part, ast.Constant) and part.value is None for part in _index(node))


def _stars(node):
    return isinstance(node, ast.Starred) or isinstance(node, ast.keyword) and node.arg is None or _takes_any(node)


def _takes_any(node):
    return isinstance(node, ast.arguments) and bool(node.vararg or node.kwarg)


def _named(node):
    """Arguments by name, where a function of the reader's own has them."""
    return isinstance(node, ast.arguments) and bool(node.defaults or node.kw_defaults)


CONSTRUCTS = {  # by their headings on the page, in its order
    "Functions": _is(ast.FunctionDef),
    "Default values": _named,
    "Lists": _is(ast.List),
    "Dictionaries": _is(ast.Dict),
    "Unpacking": _unpacks,
    "f-strings": _is(ast.JoinedStr),
    "for loops": _is(ast.For),
    "range": _calls("range"),
    "zip": _calls("zip"),
    "enumerate": _calls("enumerate"),
    "while and break": _is(ast.While, ast.Break, ast.Continue),
    "if and else": _is(ast.If),
    "if in one line": _is(ast.IfExp),
    "and, or, not": _is(ast.BoolOp, ast.Not, ast.In, ast.NotIn, ast.Is, ast.IsNot),
    "Adding in place": _is(ast.AugAssign),
    "Whole division and remainder": _is(ast.FloorDiv, ast.Mod),
    "List comprehensions": _is(ast.ListComp, ast.SetComp),
    "Dictionary comprehensions": _is(ast.DictComp),
    "Generators": _is(ast.GeneratorExp, ast.Yield),
    "lambda": _is(ast.Lambda),
    "Stars": _stars,
    "Slices": lambda node: any(isinstance(part, ast.Slice) for part in _index(node)),
    "Boolean masks": _masks,
    "Several places at once": _looks_up,
    "axis": lambda node: isinstance(node, ast.keyword) and node.arg == "axis",
    "Broadcasting": _broadcasts,
    "The @ product": _is(ast.MatMult),
    "Random numbers": lambda node: isinstance(node, ast.Attribute) and node.attr == "default_rng",
    "Classes": _is(ast.ClassDef),
    "with": _is(ast.With),
}


def used(text):
    """The headings of what this text's code cells use, in the page's order; unknown syntax last, as `ast` calls it."""
    known, unknown = set(), set()
    for block in source.fences(text):
        if block.kind == "code-cell":
            for node in ast.walk(ast.parse(source.cell(block)[1])):
                found = {heading for heading, matches in CONSTRUCTS.items() if matches(node)}
                known |= found
                if not found and not isinstance(node, BASIC):
                    unknown.add(f"ast.{type(node).__name__}")
    return [heading for heading in CONSTRUCTS if heading in known] + sorted(unknown)


def explained(text):
    """``{heading: its section}`` of the page that explains them."""
    parts = {}
    for part in text.split("\n## ")[1:]:
        heading, _, body = part.partition("\n")
        parts[heading.strip().strip("`")] = body
    return parts


def line(text):
    """The folded line of a lesson: what its cells use, each a link to where it is explained."""
    links = " · ".join(f"[{heading}](python.ipynb#{heading.replace(' ', '-')})" for heading in used(text))
    return (
        f"\n<details>\n<summary>Python you will meet</summary>\n\n{links}\n\n"
        "Each is explained in two lines on [a page of its own](python.ipynb).\n\n</details>\n"
    )
