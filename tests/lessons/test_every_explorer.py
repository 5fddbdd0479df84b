"""Every explorer of every lesson, over its whole ranges, with every warning an error."""

import math
import warnings

import numpy as np
import pytest

from course.live.controls import Point, Slider
from course.live.explorer import Scene

RANDOM_SETTINGS = 40


@pytest.fixture(autouse=True)
def no_warning():
    with warnings.catch_warnings(), np.errstate(all="warn"):
        warnings.simplefilter("error")
        yield


def test_every_corner_has_its_numbers(corner_sweep):
    explorer, corners = corner_sweep
    for settings in corners:
        said = explorer.at(**settings)
        for name, value in said.items():
            if isinstance(value, float):
                assert not math.isnan(value), f"{explorer.written(settings)}: {name} is not a number"
                assert math.isfinite(value) or "verdict" in said, (
                    f"{explorer.written(settings)}: {name} is {value}, unexplained"
                )


def test_every_corner_can_be_painted(corner_sweep):
    explorer, corners = corner_sweep
    scene = Scene(explorer)
    for settings in corners[:: max(1, len(corners) // 60)]:
        scene.run(explorer.settings(**settings))
        assert scene.stage.paint().std() > 0


def any_value(control, rng):
    if isinstance(control, Point):
        return control.nearest([rng.uniform(lo, hi) for lo, hi in zip(control.low, control.high)])
    if isinstance(control, Slider):
        return control.nearest(rng.uniform(control.low, control.high))
    return control.corners()[rng.integers(len(control.corners()))]


def test_anywhere_between_the_corners(explorer):
    rng = np.random.default_rng(7)
    for _ in range(RANDOM_SETTINGS):
        settings = {name: any_value(control, rng) for name, control in explorer.controls.items()}
        first = explorer.at(**settings)
        assert first == explorer.at(**settings), f"{explorer.written(settings)} says something else the second time"


def test_no_control_moves_nothing(explorer):
    """Each control changes the picture at one of its extremes, and the picture comes back with it: from the start, or from
    one of the presets, because a control may need another one (which noise it is says nothing where there is none)."""
    scene = Scene(explorer)

    def picture(*preset, **settings):
        scene.forget()
        scene.run(explorer.settings(*preset, **settings))
        return np.array(scene.stage.paint())

    def moves(name, *preset):
        start = picture(*preset)
        moved = [picture(*preset, **{name: value}) for value in explorer.controls[name].corners()]
        assert (picture(*preset) == start).all(), f"after {name} moved away and back, the picture differs"
        return any((other != start).any() for other in moved)

    for name in explorer.controls:
        assert moves(name) or any(moves(name, preset) for preset in explorer.presets), f"{name} moves nothing"


def test_every_preset_shows_something_of_its_own(preset):
    explorer, name = preset
    scene = Scene(explorer)

    def picture(*which):
        scene.forget()
        said = scene.run(explorer.settings(*which))
        return np.array(scene.stage.paint()), said

    seen, said = picture(name)
    assert said == explorer.at(name)
    for other in {*explorer.presets} - {name}:
        assert (picture(other)[0] != seen).any(), f"{name} and {other} show the same"


def test_the_widget_shows_what_at_says(explorer):
    live = explorer()
    for name, control in explorer.controls.items():
        value = control.corners()[-1]
        live.reset()
        live.set(**{name: value})
        said, shown = explorer.at(**{name: value}), live.readouts
        assert {k: v for k, v in said.items()} == {k: v for k, v in shown.items()}, name
    live.close()


def test_the_text_for_a_screen_reader_is_a_sentence(explorer):
    assert explorer.title.endswith("."), "the first line of the docstring is read aloud"
    data, metadata = explorer()._repr_mimebundle_()
    assert explorer.title in metadata["image/png"]["alt"]
    assert "0x" not in data["text/plain"], "no memory address may get into a notebook"


def test_a_picture_is_small_enough_to_keep(explorer):
    assert len(Scene(explorer).stage.png()) < 100_000
