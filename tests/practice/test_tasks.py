"""Lists of things to try: how they are read, what a click does, when they are ticked off, and that a tick is kept."""

import inspect

import pytest

from course.lessons import descent
from course.practice import source
from course.practice.tasks import TaskPanel, faults

LIST = """\
```{tasks} ravine
- do: Move η until the walk *oscillates* and still arrives.
  goal: lr > 0.0646 and predicted < 1
  reached: lr=0.0655
- do: Raise η by 5%.
  set: lr=0.0678
- do: Find another one that is as fast.
  goal: pinned and lr != pinned.lr and abs(predicted - pinned.predicted) < 0.01
  reached: lr=0.0646 after lr=0.064
```
"""


def read(text):
    (block,) = source.blocks(text)
    return source.tasks(block)


@pytest.fixture
def panel(kept):
    return TaskPanel(read(LIST), descent.ravine, "descent")


def done(panel):
    return panel._panel.done


def moved(figure, **settings):
    figure.set(**settings)
    return figure.readouts


def test_a_list_is_read():
    listed = read(LIST)
    assert (listed.name, listed.explorer, len(listed.tasks)) == ("ravine", "ravine", 3)
    assert listed.tasks[1] == source.Task(do="Raise η by 5%.", set="lr=0.0678")
    assert read(LIST.replace("} ravine", "} ravine 2")).explorer == "ravine"


def test_the_example_in_the_documentation_is_right():
    text = inspect.getdoc(source.tasks).partition("    ```")[2]  # Python 3.13 keeps no indentation; getdoc does for all
    lines = ("    ```" + text).partition("\nThe word")[0].replace("      set: blows up", "      set: lr=1")
    listed = read("\n".join(line.removeprefix("    ") for line in lines.splitlines()))
    assert len(listed.tasks) == 4 and faults(listed, descent.ravine) == []


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("} ravine", "}", "named after its explorer"),
        ("  reached: lr=0.0655\n", "", "go together"),
        ("goal: lr > 0.0646 and", "goal: lr > and", "is not Python"),
        ("- do: Raise", "- doo: Raise", "`do:` is missing"),
        ("set: lr", "put: lr", "got `put:`"),
    ],
)
def test_a_mistake_is_named_with_its_line(old, new, said):
    with pytest.raises(ValueError, match=said) as caught:
        read(LIST.replace(old, new))
    assert "line 1" in str(caught.value)


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("reached: lr=0.0655", "reached: lr=0.0678", "does not hold at lr=0.0678"),
        ("goal: lr > 0.0646 and predicted < 1", "goal: predicted < 1", "holds at the start already"),
        ("goal: lr > 0.0646 and predicted < 1", "goal: foretold < 1", "foretold"),
        ("set: lr=0.0678", "set: rate=0.0678", "no control 'rate'"),
        ("set: lr=0.0678", "set: lr=500", "outside its range"),
        ("set: lr=0.0678", "set: nowhere", "one of its presets"),
    ],
)
def test_a_list_that_cannot_be_done_is_found(old, new, said):
    assert faults(read(LIST), descent.ravine) == []
    (fault,) = faults(read(LIST.replace(old, new)), descent.ravine)
    assert "task" in fault and said in fault


def test_a_goal_that_is_reached_is_ticked_off_and_stays_so(panel):
    figure = descent.ravine()
    moved(figure, lr=0.0678)
    assert done(panel) == [False, False, False]
    moved(figure, lr=0.0655)
    assert done(panel) == [True, False, False]
    moved(figure, lr=0.01)
    assert done(panel) == [True, False, False]
    assert done(TaskPanel(read(LIST), descent.ravine, "descent")) == [True, False, False]  # the next day


def test_a_goal_may_compare_with_the_pinned_picture(panel):
    figure = descent.ravine()
    moved(figure, lr=0.064)
    assert not done(panel)[2]
    figure.pin()
    moved(figure, lr=0.0646)
    assert done(panel)[2]


def test_a_figure_that_nobody_has_moved_reaches_nothing(panel):
    descent.ravine(lr=0.0655).readouts
    assert done(panel) == [False, False, False]


def test_a_click_sets_the_figure_that_the_page_names(panel):
    first, second = descent.ravine(), descent.ravine()
    panel._receive(None, {"set": 1, "figure": first.canvas_id}, None)
    assert first.settings["lr"] == 0.0678 and second.settings["lr"] == descent.ravine.settings()["lr"]


def test_without_a_figure_a_click_makes_one(panel, monkeypatch):
    monkeypatch.setattr("course.live.widget._living", set())
    panel._receive(None, {"set": 1, "figure": ""}, None)
    assert panel.children[1].settings["lr"] == 0.0678


def test_a_task_without_a_goal_is_ticked_off_by_hand_and_back(panel):
    panel._receive(None, {"tick": 1}, None)
    assert done(panel) == [False, True, False]
    panel._receive(None, {"tick": 1}, None)
    assert done(panel) == done(TaskPanel(read(LIST), descent.ravine, "descent")) == [False, False, False]


def test_what_is_stored_is_a_list_to_read(panel):
    bundle = panel._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "<li>Move η until the walk <em>oscillates</em>" in data["text/html"]
    assert "2. Raise η by 5%." in data["text/plain"] and "goal" not in str(data)
