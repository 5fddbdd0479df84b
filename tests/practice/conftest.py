"""A small lesson in a folder of its own, and a progress file of its own for every test."""

import importlib.util
import itertools
import sys
from pathlib import Path

import pytest

from course.practice import progress

sys.path.insert(0, str(Path(__file__).parent))  # so that tests say: import mutants

LESSON_MD = '''\
---
jupytext:
  text_representation: {extension: .md, format_name: myst}
lesson:
  number: 3
  title: "Toys: what *is* <right>?"
  builds_on: []
---

# Toys

```{prediction} upwards
question: |
  Every point lies `above` the line. Which way?
choices:
  - Towards larger b
  - Towards smaller b
answer: 1
because: |
  All residuals are positive, SECRET-REASON.
show: picture(w=30, b=-3800)
```

```{prediction} plain
question: Is <b>this</b> bold?
choices: [It is, It is not, One cannot know]
answer: 2
because: HTML is shown as it is written.
```

```{code-cell} ipython3
:tags: [exercise]

def mse(prediction, target):
    """Mean squared error. prediction, target: (n,) arrays. Returns a float."""
    ### BEGIN SOLUTION
    return float(np.mean((prediction - target) ** 2))
    ### END SOLUTION
```

```{code-cell} ipython3
:tags: [exercise]

def shift(x, by):
    """x + by, as an array, without changing x."""
    n = len(x)
    ### BEGIN SOLUTION
    return x + by
    ### END SOLUTION
```

```{quiz}
- question: Which loss forgives most?
  choices:
    - right: The absolute one
      why: SECRET-RIGHT, its slope never exceeds one.
    - wrong: The squared one
      why: SECRET-WRONG, it squares the distance.
- question: What is a loss?
  choices:
    - wrong: A pity
      why: Sometimes.
    - wrong: A place
      why: Never.
    - right: A number
      why: It says how wrong the guesses are.
```
'''

EXERCISES_PY = """\
import numpy as np
from course.practice import Exercise, Misconception

def pairs(rng):
    return tuple(rng.normal(0, 3, (2, rng.integers(1, 6))).round(1))

mse = Exercise(
    draw=pairs,
    hints=["What is a single miss?", "Square it: `** 2`.", "`np.mean` takes the mean."],
    cases={
        "two numbers": (np.array([1.0, 2.0]), np.array([3.0, 5.0])),
        "four numbers": (np.array([0.0, 1.0, 2.0, 3.0]), np.array([1.0, 1.0, 4.0, 0.0])),
        "one number": (np.array([2.0]), np.array([4.0])),
    },
    misconceptions=[
        Misconception("You summed the squares; the mean divides by how many there are.",
                      lambda p, y: np.sum((p - y) ** 2)),
        Misconception("That is the mean of the distances; square them first.",
                      lambda p, y: np.mean(np.abs(p - y))),
        Misconception("That is still one number for each example; take their mean.",
                      lambda p, y: (p - y) ** 2),
    ],
)

shift = Exercise(
    cases={"up": (np.array([1.0, 2.0, 3.0]), 2.0), "down": (np.array([1.0]), -1.0)},
    draw=lambda rng: (rng.normal(size=3).round(1), float(rng.normal())),
    hints=["NumPy adds a number to every entry.", "Return the sum."],
)
"""

INIT_PY = """\
from course.practice import Lesson
from . import exercises
import ipywidgets

made = []

def picture(w=1, b=2):
    made.append((w, b))
    return ipywidgets.HTML(f"w = {w}, b = {b}")

lesson = Lesson(__name__, exercises)
check, predict, quiz = lesson.check, lesson.predict, lesson.quiz
"""

_names = itertools.count()


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    """The progress of this test."""
    monkeypatch.setenv(progress.VARIABLE, str(tmp_path / "kept" / "progress.jsonl"))
    return progress.current()


@pytest.fixture
def restart_kernel():
    """Forget what this process holds, so that only the file speaks."""
    return progress._open.clear


def write_lesson(folder, markdown=LESSON_MD):
    folder.mkdir(parents=True)
    folder.joinpath("lesson.md").write_text(markdown, encoding="utf-8")
    folder.joinpath("exercises.py").write_text(EXERCISES_PY, encoding="utf-8")
    folder.joinpath("__init__.py").write_text(INIT_PY, encoding="utf-8")
    return folder


@pytest.fixture
def toys(tmp_path, monkeypatch):
    """The lesson `toys`, imported from its folder."""
    folder = write_lesson(tmp_path / "lessons" / "toys")
    name = f"toys_{next(_names)}"
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, name, module)
    spec.loader.exec_module(module)
    yield module
    for loaded in [key for key in sys.modules if key.startswith(name + ".")]:
        del sys.modules[loaded]


@pytest.fixture
def learner(tmp_path):
    """A function that defines what a learner writes, as a cell does: with a file, so that lines can be shown."""
    import numpy as np

    numbers = itertools.count()

    def define(text, name="mse"):
        path = tmp_path / f"cell_{next(numbers)}.py"
        path.write_text(text, encoding="utf-8")
        namespace = {"np": np, "__name__": "__main__"}
        exec(compile(text, str(path), "exec"), namespace)
        return namespace[name]

    return define
