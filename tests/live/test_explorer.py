"""An explorer from code: its numbers, its summary, what it refuses."""

import base64
import io
import math
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest
from PIL import Image

from course.lab import page
from course.lab.page import VIEW
from course.lessons import loss
from course.live import State, explorer, linear, point, readouts, show


def test_at_gives_the_numbers_with_no_widget(example):
    said = example.at(k=2.5)
    assert said.k == said["k"] == 2.5 and said.verdict == "steep"
    assert repr(said) == "k: 2.5\nvisits: 1\nverdict: steep"
    assert "verdict" not in example.at(), "an empty readout is left out"


def test_at_remembers_nothing_from_one_call_to_the_next(example):
    assert [example.at(k=k).visits for k in (1, 2, 3)] == [1, 1, 1]


def test_at_needs_no_picture_and_no_widget():
    code = (
        "import sys; from course.lessons import loss; assert loss.one_weight.at(w=2).loss == 0; "
        "print([m for m in sys.modules if m.partition('.')[0] in ('matplotlib', 'PIL', 'ipywidgets', 'traitlets', 'yaml')])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_a_state_carries_the_settings_it_came_from(example):
    state = example.state(k=2)
    assert (state.height, state.k, state.start, state.bold) == (2.0, 2.0, (0.2, 0.5), False)


def test_a_preset_names_settings(example):
    assert example.at("flat") == example.at(k=0) and example.at("flat", k=1) == example.at(k=1)
    assert example("steep and bold").settings == example.settings(k=2.5, bold=True)
    assert example.preset_of(example.settings(k=0)) == "flat" and example.preset_of(example.settings()) == ""
    with pytest.raises(
        ValueError, match="^ray has no preset 'steep or bold'; did you mean 'steep and bold'\\? it has flat,"
    ):
        example.at("steep or bold")


@pytest.mark.parametrize(
    "preset, wrong",
    [
        ({"slope": 1}, "has no control 'slope'"),
        ({"k": 4}, "k = 4.00 is outside its range"),
        (3, "got 3; wanted a dict of controls and values"),
    ],
)
def test_a_preset_that_cannot_be_stops_whoever_writes_it(preset, wrong):
    with pytest.raises((TypeError, ValueError), match=rf"test_explorer.py, line \d+: preset 'odd' of mine: .*{wrong}"):

        @explorer(presets={"odd": preset}, k=linear(0, 3, start=1))
        def mine(k):
            """A line."""


@pytest.mark.parametrize("call", ["at", "__call__"])
def test_what_it_cannot_do_it_says(example, call):
    ask = getattr(example, call)
    with pytest.raises(TypeError, match="^ray has no control 'slope'; it has k, start, kind, bold$"):
        ask(slope=1)
    with pytest.raises(ValueError, match="^k = 4.0 is outside its range, 0.0 to 3.0$"):
        ask(k=4)


def test_an_error_in_update_is_raised_by_at(example):
    with pytest.raises(ZeroDivisionError, match="one over nothing"):
        example.at(kind="broken")
    with pytest.raises(TypeError, match=r"ray said dict; readouts\(\.\.\.\) was wanted"):
        example.at(kind="wrong")


def test_what_a_notebook_stores(example):
    live = example(k=2)
    data, metadata = live._repr_mimebundle_()
    assert data["text/plain"] == "ray(k=2.0, start=(0.2, 0.5), kind='plain', bold=False)\nk: 2.0\nvisits: 1"
    assert data[VIEW]["model_id"] == live.model_id
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    assert picture.size == (450, 225)
    assert metadata["image/png"].keys() == {"width", "alt"}, "with a height, a narrow page would squeeze it"
    assert metadata["image/png"]["alt"] == (
        "A line with one slope. With slope k 2.0, start (0.2, 0.5), kind plain, bold off. k: 2.0; visits: 1."
    )
    assert example(k=2)._repr_mimebundle_()[0]["image/png"] == data["image/png"], "the same settings, the same picture"


def test_a_page_with_no_kernel_is_given_the_picture_and_the_words(example):
    live = example(k=2)
    data, _ = live._repr_mimebundle_()
    state = live._canvas.get_state()
    assert state["still"] == base64.b64decode(data["image/png"])
    assert ["k", "k", "2.0", None] in [list(row) for row in state["words"]["readouts"]]
    assert state["words"]["alt"].startswith("A line with one slope.")


def test_in_colab_the_page_is_told_who_shows_a_figure(example, monkeypatch):
    output = ModuleType("google.colab.output")
    output._widgets = SimpleNamespace(_installed_url=None)
    output.enable_custom_widget_manager = lambda: setattr(output._widgets, "_installed_url", "https://manager.js")
    monkeypatch.setitem(sys.modules, "google.colab.output", output)
    _, metadata = example()._repr_mimebundle_()
    assert metadata[VIEW] == {"colab": {"custom_widget_manager": {"url": "https://manager.js"}}}
    assert metadata["image/png"]["alt"].startswith("A line")


@pytest.mark.parametrize(
    "request_id, environment, shown",
    [
        ("5a3c-11", {}, True),  # a page
        ("5a3c_77_11", {}, False),  # papermill, nbconvert, `jupyter execute`
        ("5a3c_77_11", {"JPY_SESSION_NAME": "01_loss.ipynb"}, True),  # a server that runs cells itself
        ("5a3c_77_11", {"SERVER_SOFTWARE": "voila/0.5"}, True),
    ],
)
def test_a_program_that_runs_a_notebook_gets_no_widget(example, monkeypatch, request_id, environment, shown):
    for name in page.SERVED:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    shell = SimpleNamespace(get_parent=lambda: {"header": {"msg_id": request_id}})
    monkeypatch.setattr(page, "_shell", lambda: shell)
    data, _ = example()._repr_mimebundle_()
    assert (VIEW in data) == shown and data["image/png"]


def test_an_explorer_says_what_it_can_do(example):
    assert repr(example) == "<explorer ray: k, start, kind, bold>"
    assert example.__doc__ == "A line with one slope."


def test_mistakes_in_a_lesson_are_told_to_its_author():
    with pytest.raises(ValueError, match="has no docstring"):

        @explorer(k=linear(0, 1, start=0))
        def silent(k):
            pass

    @explorer(start=point(0, 0))
    def nowhere(start):
        """A point without a place."""
        return State()

    with pytest.raises(ValueError, match="nowhere says nothing; decorate a function of the state with @nowhere.said"):
        nowhere.at()
    with pytest.raises(
        ValueError, match="nowhere has no scene; decorate the function that draws it with @nowhere.seen"
    ):
        nowhere()
    nowhere.said(lambda state: readouts(x=state.start[0]))
    nowhere.seen(lambda stage: stage.panels("Empty"))
    with pytest.raises(ValueError, match="gives point 'start' no place; call stage.grip"):
        nowhere()
    with pytest.raises(TypeError, match="readout x is a list; a number or a string was wanted"):
        readouts(x=[1])


def test_one_panel_can_be_shown_alone():
    whole, alone = loss.fit_a_line(w=21), loss.fit_a_line(w=21, focus="line")
    assert alone.readouts == whole.readouts and alone.explorer.size[0] < whole.explorer.size[0]
    assert [grip["name"] for grip in alone._grips()] == ["left end", "right end"], "the dot's panel is not there"
    assert repr(alone).startswith("fit_a_line(w=21.0, b=500.0, focus='line')")
    with pytest.raises(ValueError, match="there is no panel 'lines' to focus on; there are line, map, residuals"):
        loss.fit_a_line(focus="lines")
    few = loss.fit_a_line.focused(("line", "map"))
    assert few.size == loss.fit_a_line.size, "a few panels have the whole figure's room"
    with pytest.raises(ValueError, match="there is no panel 'maps'"):
        loss.fit_a_line.focused(("line", "maps"))
    picture = alone._scene.stage.paint().copy()
    alone.set(w=20)
    assert alone.readouts.mse != whole.readouts.mse and (alone._scene.stage.paint() != picture).any()


def test_a_state_that_hides_a_setting_or_is_none_is_refused():
    @explorer(k=linear(0, 3, start=1))
    def mine(k):
        """A line."""
        return State(k=2 * k) if k < 3 else None

    with pytest.raises(TypeError, match="^mine: the state's k is a control; choose another name$"):
        mine.state()
    with pytest.raises(TypeError, match=r"^mine returned NoneType; a State\(...\) was wanted$"):
        mine.state(k=3)


@pytest.mark.parametrize("value, text", [(-0.0001, "0.00 m"), (math.inf, "infinite m"), (-math.inf, "minus infinite m"),
                                         (math.nan, "not a number m"), (1234.5, "1,234.50 m")])  # fmt: skip
def test_numbers_are_written_as_a_person_would(value, text):
    assert show(value, ",.2f", "m").text == text


def test_plain_values_are_written_too():
    assert repr(readouts(n=12345, ok=True, word="fine", x=0.12345)) == "n: 12,345\nok: yes\nword: fine\nx: 0.123"
    with pytest.raises(AttributeError, match="no readout 'y'; there are n"):
        readouts(n=1).y


def test_the_last_digits_of_the_layout_do_not_show(example, monkeypatch):
    """They come from a solver, and differ from one process to the next."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    from course.live.explorer import Scene

    def picture():
        scene = Scene(example)
        scene.start(example.settings())
        return scene.stage.paint(), [axes.get_position().bounds for axes in scene.stage.figure.axes]

    lay_out, before = ConstrainedLayoutEngine.execute, picture()

    def a_little_otherwise(engine, figure):
        lay_out(engine, figure)
        for axes in figure.axes:
            axes.set_position([number + 3e-16 for number in axes.get_position(original=True).bounds])

    monkeypatch.setattr(ConstrainedLayoutEngine, "execute", a_little_otherwise)
    after = picture()
    assert after[1] == before[1] and (after[0] == before[0]).all()


def test_a_quiet_figure_keeps_its_numbers_to_itself(page, example):
    quiet = page(example.quieted(), k=2.5)
    assert quiet.frames[-1]["readouts"] == [] and quiet.frames[-1]["verdict"] == ""
    assert "steep" not in quiet.frames[-1]["alt"] and example.at(k=2.5).verdict == "steep"
    assert example(k=2.5, quiet=True).readouts == {}


def test_a_figure_may_begin_with_a_ghost(page, example):
    live = example(k=2, pinned={"k": 0.5})
    assert live.settings["k"] == 2 and live._pinned.k == 0.5 and live.readouts.k == 2
    assert (
        live._scene.stage.paint() != example(k=2)._scene.stage.paint()
    ).any() or live._scene.stage._ghost is not None
    with pytest.raises(TypeError, match="has no control 'q'"):
        example(pinned={"q": 1})
