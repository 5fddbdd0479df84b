"""Explorers as a room sees them: a few panels, large type, contrast, states in order."""

import importlib
from pathlib import Path

import numpy as np
import pytest
from matplotlib.lines import Line2D
from matplotlib.text import Text

from course.live import State, explorer, linear, readouts, show, style
from course.live.explorer import Scene
from course.live.style import BLACK, ORANGE
from course.live.talk import PALE, SMALLEST, TalkExplorer, contrast, darker, shots
from course.publish.deck import read
from course.publish.deck.states import Stated

LESSONS = Path(__file__).resolve().parents[2] / "course" / "lessons"
DECKS = sorted(path.parent.name for path in LESSONS.glob("*/deck.md"))


@explorer(size=(600, 300), k=linear(0, 3, start=1, step=0.1, label="slope k"))
def pale(k):
    """A pale line, with a small word beside it."""
    return State()


@pale.seen
def scene(stage):
    left, right = stage.panels("Left", "Right", names=["left", "right"])
    for axes in (left, right):
        axes.set(xlim=(0, 1), ylim=(0, 3))
    left.text(0.1, 0.1, "small", fontsize=7)
    thick = stage.moving(right.plot([], [], color=ORANGE, lw=2))
    thin = stage.moving(right.plot([], [], color=ORANGE, lw=0.8))

    def update(state):
        for line in (thick, thin):
            line.set_data([0, 1], [0, state.k])

    return update


@pale.said
def words(state):
    return readouts(end=show(state.k, ".2f"), other=state.k, verdict="up")


def scene_of(explorer):
    made = Scene(explorer)
    made.run(explorer.settings())
    return made


def test_only_the_panels_in_focus_are_drawn_and_a_single_one_has_no_title():
    assert len(scene_of(TalkExplorer(pale, (1000, 500))).stage.figure.axes) == 2
    (axes,) = scene_of(TalkExplorer(pale, (1000, 500), ("right",))).stage.figure.axes
    assert axes.get_title("left") == ""
    with pytest.raises(ValueError, match="there is no panel 'top' to focus on; there are left, right"):
        Scene(TalkExplorer(pale, (1000, 500), ("top",)))


def test_small_type_grows_and_pale_lines_get_an_edge_or_a_darker_color():
    stage = scene_of(TalkExplorer(pale, (1000, 500))).stage
    assert min(text.get_fontsize() for text in stage.figure.findobj(Text)) >= SMALLEST
    thick, thin = stage.figure.axes[1].lines
    assert thick.get_path_effects() and not thin.get_path_effects()
    assert contrast(thin.get_color(), "white") >= PALE > contrast(ORANGE, "white")


def test_what_is_said_is_what_the_slide_asks_for():
    assert list(TalkExplorer(pale, (1000, 500)).at(k=2)) == ["end", "other"]
    assert list(TalkExplorer(pale, (1000, 500), show=("end",)).at(k=2)) == ["end"]
    assert scene_of(TalkExplorer(pale, (1000, 500), quiet=True)).run({"k": 2}) == {}
    assert list(pale.at(k=2)) == ["end", "other", "verdict"], "the lesson's own explorer stays as it is"


def test_shots_go_through_the_states_and_leave_a_ghost_behind():
    talk = TalkExplorer(pale, (1000, 500), ("right",))
    first, second = shots(talk, [{"k": 1}, {"k": 2}], pin=0)
    plain = shots(talk, [{"k": 1}, {"k": 2}])[1]
    assert first.pinned is None and second.pinned.end == 1 and second.readouts.end == 2
    assert second.image != plain.image, "no ghost"
    assert shots(talk, [{"k": 2}], pinned={"k": 1})[0].image == second.image


def test_contrast_is_that_of_the_guidelines():
    assert contrast("black", "white") == pytest.approx(21) and contrast("#767676", "white") == pytest.approx(
        4.54, abs=0.01
    )
    assert contrast(darker("yellow"), "white") >= PALE


@pytest.mark.parametrize("lesson", DECKS)
def test_in_every_figure_of_a_deck_lines_grips_and_ghosts_can_be_told_from_paper(lesson):
    package = importlib.import_module(f"course.lessons.{lesson}")
    seen = set()
    for slide in read.read(LESSONS / lesson).slides:
        for figure in slide.of(read.Figure):
            if (figure.explorer, figure.focus) in seen:
                continue
            seen.add((figure.explorer, figure.focus))
            stage = scene_of(Stated(figure, slide, package).explorer).stage
            for line in stage.figure.findobj(Line2D):
                if line.get_animated() and stage.shows(line.axes):
                    assert max(shades(line)) >= PALE, f"slide {slide.number}: {line}"
    assert seen


def shades(line):
    """The contrasts with white of a line, of the edge around it, and of its markers' edges and faces."""
    yield contrast(line.get_color(), "white") if line.get_linestyle() != "None" else 0
    for color in (line.get_markeredgecolor(), line.get_markerfacecolor()):
        yield contrast(color, "white") if line.get_marker() not in ("None", None, "") and color != "none" else 0
    yield contrast(BLACK, "white") if line.get_path_effects() else 0


@pytest.mark.parametrize("name", ["BLACK", "BLUE", "RED", "GREEN", "PURPLE", "ORANGE", "GREY"])
def test_a_ghost_of_any_color_is_dark_enough(name):
    stage = scene_of(TalkExplorer(pale, (1000, 500), ("right",))).stage
    (line, _) = stage.figure.axes[0].lines
    line.set(color=getattr(style, name), path_effects=None, lw=9)
    stage.pin()
    line.set_visible(False)
    ghost = np.array(stage.paint())[..., :3] / 255
    stage.unpin()
    seen = ghost[(ghost != stage.paint()[..., :3] / 255).any(axis=2)]
    assert max(contrast(tuple(color), "white") for color in np.unique(seen, axis=0)) >= PALE
