"""Slips with whole lines: one left out, two swapped, a `return` inside the loop."""

import ast
import copy

from .places import LONGEST, Place, code_of, say

RETURN_INSIDE = "`return` stands inside the loop, so the function ends after the first round"
SIGNS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@", ast.Pow: "**", ast.FloorDiv: "//"}
# ---- statements ----


def _bodies(node):
    for field in ("body", "orelse"):
        block = getattr(node, field, None)
        if isinstance(block, list):
            yield node, field, block
            for inner in block:
                yield from _bodies(inner)


def statement_edits(function):
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
