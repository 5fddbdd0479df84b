"""Small edits of a worked solution: a sign, an axis, a factor, an index, a term left out, two lines swapped.

Most wrong answers are one slip away from a right one. So the solution's syntax tree is changed in one place after
another, and if one change gives just the learner's numbers in every case, the learner made that slip, however the
code is written. Each Edit says in words what it changes, to go after "These are the numbers you get if ...".

A rule, in slips/, looks at one place of the tree and yields what might stand there instead, the words for it, and
perhaps a rank (how unlikely it is, 5 where nothing is said) and a key, alike for all places where one slip can be made.
"""

import ast
from collections import Counter, defaultdict
from functools import cached_property, lru_cache

import numpy as np

from .slips import functions, operators, parts
from .slips.lines import statement_edits
from .slips.places import Scope, as_it_came, code_of, places, say


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
    scope = Scope(function)
    kept = [f"{as_it_came(name)} = {name}" for name in scope.parameters if name in scope.assigned]
    function.body = ast.parse("\n".join(kept)).body + function.body
    found = []
    for place in places(function):
        for rule in RULES:
            for node, words, *more in rule(place.node, place, scope):
                found.append(Edit(tree, name, [(place, node)], words, *more))
    found += [Edit(tree, name, *made) for made in statement_edits(function)]
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


RULES = [
    functions.reductions, functions.functions, functions.other_order, functions.apart, operators.operators,
    operators.brackets, operators.signs, operators.comparisons, parts.constants, parts.names, parts.attributes,
    parts.indices, parts.pairs,
]  # fmt: skip
