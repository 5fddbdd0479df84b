"""A lesson's source: what is read from it, and what a mistake in it says."""

import os
import textwrap

import pytest

from course.practice.source import Choice, Prediction, blocks, exercise, read

LESSON = '''\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
lesson:
  number: 1
  title: "Loss: what does \\"right\\" mean?"
  builds_on: [network]
---

# Loss

```{prediction} residuals
question: |
  Every point lies above the line.
  Which way?
choices:
  - Towards larger b
  - No
answer: 1            # counted from 1
because: |
  All residuals are positive.
show: fit_a_line(w=30, b=-3800)
```

Some prose with a plain fence:

```
```{quiz}
this is only shown
```

```{code-cell} ipython3
:tags: [exercise]

import math

def mse(prediction, target):
    """Mean squared error."""
    ### BEGIN SOLUTION
    return float(np.mean((prediction - target) ** 2))
    ### END SOLUTION
```

```{code-cell} ipython3
---
tags: [exercise, hard]
---
def root(x):
    y = x
    ### BEGIN SOLUTION
    y = x ** 0.5
    ### END SOLUTION
    return y
```

```{code-cell} ipython3
mse(1, 2)
```

```{quiz}
- question: Which loss forgives an outlier most?
  choices:
    - right: The mean absolute error
      why: Its slope never exceeds one.
    - wrong: 0.5
      why: It squares the distance.
```
'''


def lesson(tmp_path, text=LESSON):
    folder = tmp_path / "loss"
    folder.mkdir(exist_ok=True)
    (folder / "lesson.md").write_text(text, encoding="utf-8")
    return folder


def broken(tmp_path, old, new):
    assert old in LESSON
    with pytest.raises(ValueError) as caught:
        read(lesson(tmp_path, LESSON.replace(old, new)))
    message = str(caught.value)
    assert "lesson.md" in message and "loss" in message
    return message


def test_the_front_matter_is_read(tmp_path):
    source = read(lesson(tmp_path))
    assert (source.folder, source.number) == ("loss", 1)
    assert source.title == 'Loss: what does "right" mean?'
    assert source.builds_on == ("network",)


def test_a_prediction_is_read_and_its_answer_counts_from_zero(tmp_path):
    assert read(lesson(tmp_path)).predictions == {
        "residuals": Prediction(
            id="residuals",
            question="Every point lies above the line.\nWhich way?",
            choices=("Towards larger b", "No"),
            answer=0,
            because="All residuals are positive.",
            show="fit_a_line(w=30, b=-3800)",
        )
    }


def test_a_quiz_is_read_and_its_choices_stay_as_written(tmp_path):
    (question,) = read(lesson(tmp_path)).quiz
    assert question.question == "Which loss forgives an outlier most?"
    assert question.choices == (
        Choice("The mean absolute error", True, "Its slope never exceeds one."),
        Choice("0.5", False, "It squares the distance."),
    )


def test_an_exercise_is_read_twice_as_stub_and_as_solution(tmp_path):
    exercises = read(lesson(tmp_path)).exercises
    assert list(exercises) == ["mse", "root"]
    assert exercises["mse"].stub == textwrap.dedent('''\
        import math

        def mse(prediction, target):
            """Mean squared error."""
            ...  # your code here''')
    assert exercises["mse"].solution.endswith("    return float(np.mean((prediction - target) ** 2))")
    assert "SOLUTION" not in exercises["mse"].solution
    assert exercises["root"].stub == "def root(x):\n    y = x\n    ...  # your code here\n    return y"


def test_a_lesson_is_read_again_only_when_it_changes(tmp_path):
    folder = lesson(tmp_path)
    first = read(folder)
    assert read(folder) is first
    lesson(tmp_path, LESSON.replace("number: 1", "number: 2"))
    os.utime(folder / "lesson.md", ns=(1, 1))
    assert read(folder).number == 2


def test_a_block_knows_its_lines(tmp_path):
    found = blocks(LESSON)
    assert [(block.kind, block.name) for block in found] == [("prediction", "residuals"), ("quiz", "")]
    lines = LESSON.splitlines()
    for block in found:
        assert lines[block.start].startswith("```{" + block.kind)
        assert lines[block.end - 1] == "```"
        assert "\n".join(lines[block.start + 1 : block.end - 1]) == block.body


def test_a_fence_inside_a_longer_fence_is_only_text():
    assert blocks("````\n```{quiz}\n- x\n```\n````\n") == []


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("answer: 1", "answer: 3", ["prediction residuals", "counts from 1 to 2", "got 3"]),
        ("answer: 1", "answer: first", ["prediction residuals", "`answer:`", "'first'"]),
        ("because: |\n  All residuals are positive.\n", "", ["prediction residuals", "`because:` is missing"]),
        ("show: fit", "shows: fit", ["prediction residuals", "got `shows:`"]),
        ("{prediction} residuals", "{prediction}", ["prediction", "needs a name", "line 18"]),
        ("  - Towards larger b\n  - No\n", "  - Only one\n", ["prediction residuals", "at least 2"]),
        ("why: Its slope", "why: Its: slope", ["quiz", "not YAML", "line 70", "colon"]),
        ("wrong: 0.5", "right: 0.5", ["quiz question 1", "exactly one", "got 2"]),
        ("      why: It squares the distance.\n", "", ["quiz question 1 choice 2", "`why:` is missing"]),
        ("number: 1", "number: one", ["`number:`", "'one'"]),
        ("number: 1", "number: 1\n  minutes: 40", ["`minutes:`", "computed"]),
        ("lesson:\n", "lessons:\n", ["front matter", "`lesson:`"]),
        ("    ### END SOLUTION\n    return y\n", "    return y\n", ["exercise", "END SOLUTION"]),
        ("def root", "def mse", ["'mse' is there twice"]),
        ("y = x ** 0.5", "y = x **", ["exercise root", "solution is not Python"]),
        ("```{quiz}\n- question", "````{quiz}\n- question", ["never closed"]),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path, old, new, said):
    message = broken(tmp_path, old, new)
    for part in said:
        assert part in message


def test_a_second_quiz_is_refused(tmp_path):
    quiz = LESSON[LESSON.rindex("```{quiz}") :]
    with pytest.raises(ValueError, match="one quiz"):
        read(lesson(tmp_path, LESSON + "\n" + quiz))


def test_a_missing_file_says_which(tmp_path):
    with pytest.raises(ValueError, match="nowhere.*lesson.md.*no such file"):
        read(tmp_path / "nowhere")


def test_an_exercise_without_a_function_is_refused():
    with pytest.raises(ValueError, match="no function"):
        exercise("### BEGIN SOLUTION\nx = 1\n### END SOLUTION")
