"""A small course with one lesson, in a folder of its own, for the publishing tests."""

from types import SimpleNamespace

import nbformat
import pytest

from course.publish import build, pages

HEAD = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
"""

INDEX = (
    HEAD
    + """\
---

# A small course

```{code-cell} ipython3
print("welcome")
```
"""
)

# `demo` stands in for a lesson's package: it answers to predict, quiz and check.
LESSON = (
    HEAD
    + '''\
lesson:
  number: 1
  title: A demonstration
  builds_on: []
---

# A demonstration

```{code-cell} ipython3
:tags: [setup]

class demo:
    predict = staticmethod(lambda name: print("asked", name))
    quiz = staticmethod(lambda: print("quizzed"))
    check = staticmethod(lambda function: print("checked", function.__name__))
    onward = staticmethod(lambda: print("onward"))

import course.lessons
course.lessons.demo = demo
```

+++ {"slideshow": {"slide_type": "slide"}}

Before the question.

```{prediction} sign
question: Is it positive?
choices: ["yes", "no"]
answer: 2
because: It is the secret reason.
```

Between the questions.

```{prediction} size
question: Is it large?
choices: ["yes", "no"]
answer: 1
because: Another secret reason.
```

+++ {"slideshow": {"slide_type": "notes"}}

Say this slowly, lecturer.

```{code-cell} ipython3
:tags: [exercise]

def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
```

```{code-cell} ipython3
import os, pathlib
from IPython.display import display
print(pathlib.Path.cwd().name, pathlib.Path(os.environ["NETS_BY_HAND_PROGRESS"]).exists())
print("one stream")
```

```{code-cell} ipython3
import ipywidgets
from IPython.display import Image

class Slider(ipywidgets.IntSlider):
    def __repr__(self):
        return f"Slider({self.value})"

Slider(value=3)
```

```{code-cell} ipython3
import base64, io, numpy as np
from PIL import Image as Picture

def picture(shift):
    pixels = np.full((60, 100), 255, dtype=np.uint8)
    pixels[29 + shift:31 + shift] = 0
    file = io.BytesIO()
    Picture.fromarray(pixels).save(file, "PNG")
    return Image(data=file.getvalue(), alt="a line")

display(picture(0))
```

```{code-cell} ipython3
:tags: [raises-exception]

double("x", 2)
```

```{quiz}
- question: Done?
  choices:
    - right: "yes"
      why: It is the end.
    - wrong: "no"
      why: It is the end all the same.
```

Goodbye.
'''
)


class Course(SimpleNamespace):
    """A home with lessons and notebooks in a temporary folder, and what an author does with them."""

    def write(self, lesson=LESSON):
        (self.lessons / "demo" / "lesson.md").write_text(lesson, encoding="utf-8")

    def replace(self, old, new):
        text = (self.lessons / "demo" / "lesson.md").read_text(encoding="utf-8")
        assert old in text
        self.write(text.replace(old, new))

    def build(self):
        """Builds the lesson; returns the lines that build printed."""
        said = []
        build.build(self.demo(), self.notebooks, say=said.append)
        return said

    def stale(self):
        return build.stale(self.demo(), self.notebooks)

    def demo(self):
        return pages.choose(pages.discover(self.lessons), ["demo"])

    @property
    def path(self):
        return self.notebooks / "01_demo.ipynb"

    def read(self):
        return nbformat.read(self.path, as_version=4)


def make_course(folder):
    lessons = folder / "course" / "lessons"
    (lessons / "demo").mkdir(parents=True)
    (lessons / "index.md").write_text(INDEX, encoding="utf-8")
    (folder / "pyproject.toml").touch()
    made = Course(home=folder, lessons=lessons, notebooks=folder / "notebooks")
    made.write()
    return made


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The small course, built once; tests read it and leave it as it is."""
    made = make_course(tmp_path_factory.mktemp("built"))
    made.build()
    return made


@pytest.fixture
def copy(built, tmp_path):
    """The small course with its notebook built already, to be changed."""
    made = make_course(tmp_path)
    made.notebooks.mkdir()
    made.path.write_bytes(built.path.read_bytes())
    return made
