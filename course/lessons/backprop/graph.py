"""The lesson's small network as a graph: its values from left to right, and its slopes from right to left.

z = w·x + b      a = max(z, 0)      ŷ = v·a (+ x, with the shortcut)      L = (ŷ − y)²
"""

LEAVES = ("x", "w", "b", "v", "y")
EDGES = (("x", "z"), ("w", "z"), ("b", "z"), ("z", "a"), ("a", "ŷ"), ("v", "ŷ"), ("ŷ", "L"), ("y", "L"))
SHORTCUT = ("x", "ŷ")


def forward(x, w, b, v, y, shortcut=False):
    """Every value of the graph, from left to right."""
    z = w * x + b
    a = max(z, 0.0)
    out = v * a + (x if shortcut else 0.0)
    return {"x": x, "w": w, "b": b, "v": v, "y": y, "z": z, "a": a, "ŷ": out, "L": (out - y) ** 2}


def backward(values, shortcut=False):
    """The slope of each edge on its own, dL/d(value) for every value, and what each edge brings of it."""
    x, w, v, y, z, a, out = (values[name] for name in ("x", "w", "v", "y", "z", "a", "ŷ"))
    local = {
        ("ŷ", "L"): 2 * (out - y),
        ("y", "L"): -2 * (out - y),
        ("a", "ŷ"): v,
        ("v", "ŷ"): a,
        ("z", "a"): 1.0 if z > 0 else 0.0,
        ("w", "z"): x,
        ("b", "z"): 1.0,
        ("x", "z"): w,
    }
    if shortcut:
        local[SHORTCUT] = 1.0
    slopes, brought = {"L": 1.0}, {}
    for source, target in local:  # written from the loss backwards, so a target's slope is known before its sources'
        brought[source, target] = slopes[target] * local[source, target]
        slopes[source] = slopes.get(source, 0.0) + brought[source, target]
    return local, slopes, brought


def change(leaf, h, leaves, shortcut=False):
    """How much the loss changes when one leaf is moved by h."""
    moved = forward(**{**leaves, leaf: leaves[leaf] + h}, shortcut=shortcut)
    return moved["L"] - forward(**leaves, shortcut=shortcut)["L"]
