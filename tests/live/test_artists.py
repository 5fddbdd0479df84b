"""Artists that change with every frame show what matplotlib's own would."""

import numpy as np
import pytest

from course.live.artists import Field, Valley, level_line
from course.live.stage import Stage


def field_stage(**options):
    stage = Stage(200, 100)
    stage.figure.set_layout_engine("none")
    axes = stage.figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, 4), ylim=(0, 2))
    return stage, Field(stage, axes, ["#ff0000", "#0000ff"], bands=2, cells=40, **options)


@pytest.mark.parametrize("scale", [1, 2])
def test_a_field_has_its_colours_where_its_values_are(scale):
    stage, field = field_stage()
    stage.set_scale(scale)
    field.show(field.points[:, 1] > 1)  # blue above the middle
    picture = stage.paint()
    height, width = picture.shape[:2]
    assert tuple(picture[height // 4, width // 2, :3]) == (0, 0, 255)
    assert tuple(picture[3 * height // 4, width // 2, :3]) == (255, 0, 0)
    field.show(field.points[:, 0] > 2)  # blue on the right
    picture = stage.paint()
    assert tuple(picture[height // 2, 3 * width // 4, :3]) == (0, 0, 255)
    assert tuple(picture[height // 2, width // 4, :3]) == (255, 0, 0)


def test_a_field_shows_any_colours():
    stage, field = field_stage()
    field.paint(np.where(field.points[:, :1] < 2, [0.0, 1.0, 0.0], [1.0, 1.0, 1.0]))
    picture = stage.paint()
    assert tuple(picture[50, 40, :3]) == (0, 255, 0) and tuple(picture[50, 160, :3]) == (255, 255, 255)


def test_what_lies_outside_the_range_or_is_not_a_number_is_shown_as_an_end():
    stage, field = field_stage()
    for value, colour in ((np.inf, (0, 0, 255)), (-np.inf, (255, 0, 0)), (np.nan, (255, 0, 0)), (1e300, (0, 0, 255))):
        field.show(np.full(len(field.points), value))
        assert tuple(stage.paint()[50, 100, :3]) == colour


def test_the_line_of_a_level_runs_from_edge_to_edge():
    _, field = field_stage(level=1.0)
    field.show(field.points[:, 0] - field.points[:, 1])  # = 1 from (1, 0) to (3, 2)
    x, y = field.line.get_data()
    inside = (y > 0.1) & (y < 1.9)
    assert (x - y)[inside] == pytest.approx(1)
    assert np.nanmin(y) == 0 and np.nanmax(y) == 2
    field.show(np.zeros(len(field.points)))
    assert len(field.line.get_xdata()) == 0


def test_two_lines_are_kept_apart():
    x = np.linspace(-1, 1, 41)
    across, _ = level_line(x, x, np.broadcast_to(np.abs(x), (41, 41)), 0.5)
    assert np.isnan(across).sum() == 2 and set(np.round(across[~np.isnan(across)], 6)) == {-0.5, 0.5}


def test_the_rings_of_a_valley_lie_where_the_loss_has_their_levels():
    stage = Stage(200, 200)
    (axes,) = stage.panels("")
    valley = Valley(stage, axes, levels=[0.5, 2.0])
    hessian, lowest = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([0.5, -1.0])
    valley.show(hessian, lowest)
    for ring, level in zip(valley.rings, [2.0, 0.5]):
        away = ring.get_xy() - lowest
        assert ((away @ hessian) * away).sum(axis=1) / 2 == pytest.approx(level)
    assert stage.paint().std() > 0


def test_what_is_pinned_shows_through_a_field():
    stage = Stage(300, 200)
    (axes,) = stage.panels("")
    axes.set(xlim=(-1, 1), ylim=(-1, 1))
    field = Field(stage, axes, ["#000000", "#ffffff"], low=-1, high=1)
    field.show(field.points[:, 0])
    stage.pin()
    field.show(np.ones(len(field.points)))
    with_ghost = stage.paint().copy()
    stage.unpin()
    box = axes.get_window_extent()
    left, right = (with_ghost[100, round(box.x0 + share * box.width), 0] for share in (0.1, 0.9))
    assert left < right - 30, "the pinned field was dark on the left, and is still seen there"
    assert stage.paint()[100, round(box.x0 + 0.1 * box.width), 0] == 255
