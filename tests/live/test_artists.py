"""Artists that change with every frame show what matplotlib's own would."""

import numpy as np
import pytest

from course.live.artists import Bars, Field, Pixels, QuickText, Sheet, Valley, level_line
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


def whole(xlim, ylim, size=(200, 100)):
    """A stage that is nothing but axes with these limits."""
    stage = Stage(*size)
    stage.figure.set_layout_engine("none")
    axes = stage.figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=xlim, ylim=ylim)
    return stage, axes


@pytest.mark.parametrize("scale", [1, 1.37, 2])
@pytest.mark.parametrize("extent, xlim, ylim", [
    ((-0.5, 7.5, 3.5, -0.5), (-1, 9), (4.2, -1)),  # rows counted down, as a picture of its own has them
    ((0, 4, 0, 2), (0, 5), (-1, 3)),
    ((0, 4, 0, 2), (5, 0), (-1, 3)),  # an axis that runs to the left
    ((0, 4, 0, 2), (1, 3), (0.5, 2.5)),  # larger than the axes
])  # fmt: skip
def test_a_small_picture_is_what_imshow_shows(scale, extent, xlim, ylim):
    values = np.random.default_rng(1).integers(0, 2, (5, 7))
    pictures = []
    for quick in (True, False):
        stage, axes = whole(xlim, ylim)
        stage.set_scale(scale)
        if quick:
            stage.moving(Pixels(axes, extent)).set_data(values)
        else:
            stage.moving(
                axes.imshow(values, cmap="Greys", vmin=0, vmax=1, extent=extent, aspect="auto", interpolation="nearest")
            )
            axes.set(xlim=xlim, ylim=ylim)
        pictures.append(stage.paint()[..., 0].astype(int))
    away = abs(pictures[0] - pictures[1]) > 60
    inner = away[1:-1, 1:-1] & away[:-2, 1:-1] & away[2:, 1:-1] & away[1:-1, :-2] & away[1:-1, 2:]
    assert not inner.any(), "they differ by more than the rounding of an edge to whole pixels"
    assert away.mean() < 0.06


def test_a_small_picture_keeps_within_its_axes_and_shows_what_is_no_number_as_the_lowest():
    stage, axes = whole((0, 1), (0, 1))
    axes.set_position((0.25, 0.25, 0.5, 0.5))
    stage.moving(Pixels(axes, (-1, 2, -1, 2), low=-1, high=1)).set_data([[np.nan, np.inf], [-np.inf, 1e300]])
    dark = stage.paint()[..., 0] < 128
    assert not dark[:, :50].any() and not dark[:, 150:].any() and not dark[:25].any() and not dark[75:].any()
    assert not dark[30:70, 55:95].any() and dark[30:70, 105:145].all()


@pytest.mark.parametrize("along", ["x", "y"])
def test_a_row_of_bars_is_what_bar_and_barh_show(along):
    lengths = [0.3, -0.5, np.nan, 0.9]
    pictures = []
    for quick in (True, False):
        limits = {"x": ((-1, 1), (-1, 4)), "y": ((-1, 4), (-1, 1))}[along]
        stage, axes = whole(*limits)
        if quick:
            stage.moving(Bars(axes, range(4), 0.6, along, fc="#0000ff", ec="white", hatch="//")).show(lengths)
        else:
            draw = {"x": axes.barh, "y": axes.bar}[along]
            drawn = draw([0, 1, 3], [0.3, -0.5, 0.9], 0.6, fc="#0000ff", ec="white", hatch="//")
            stage.moving(list(drawn))
            axes.set(xlim=limits[0], ylim=limits[1])
        pictures.append(np.array(stage.paint()))
    apart = abs(pictures[0].astype(int) - pictures[1])
    assert (
        apart.max() <= 4 and (pictures[0][..., 2] > pictures[0][..., 0]).any()
    )  # white corners are mitred a little otherwise


def test_bars_can_be_put_elsewhere_and_each_have_a_colour():
    stage, axes = whole((0, 10), (0, 1))
    bars = stage.moving(Bars(axes, [1, 4], 1, fc=["#ff0000", "#0000ff"]))
    bars.place([2, 7], [1, 4])
    bars.show([1, 1])
    picture = stage.paint()[50]
    assert tuple(picture[40, :3]) == (255, 0, 0) and tuple(picture[110, :3]) == tuple(picture[170, :3]) == (0, 0, 255)
    assert tuple(picture[20, :3]) == tuple(picture[80, :3]) == (255, 255, 255)


def test_a_text_is_painted_where_it_is_said_and_anew_when_it_changes():
    stage, axes = whole((0, 10), (0, 10))
    text = stage.moving(QuickText(axes, 5, 5, "#0000ff", size=12))
    seen = []
    for words, color, (x, y) in (("88", "#0000ff", (5, 5)), ("1", "#0000ff", (5, 5)), ("88", "#ff0000", (2, 8))):
        text.set(text=words, color=color, position=(x, y))
        picture = stage.paint()
        inked = (picture[..., :3] < 200).any(axis=2)
        rows, columns = (np.flatnonzero(inked.any(axis=axis)) for axis in (1, 0))
        assert (
            abs((columns[0] + columns[-1]) / 2 - 20 * x) <= 1.5
            and abs((rows[0] + rows[-1]) / 2 - (100 - 10 * y)) <= 1.5
        )
        seen.append((inked.sum(), tuple(picture[inked][:, [0, 2]].min(axis=0) < 60)))
    assert seen[0][0] == seen[2][0] > seen[1][0]
    assert seen[0][1] == (True, False) and seen[2][1] == (False, True)


def test_a_text_may_lie_at_shares_of_its_axes():
    stage, axes = whole((1, 1000), (1e-3, 1e3))
    axes.set(xscale="log", yscale="log")
    axes.axis("off")
    stage.moving(QuickText(axes, 0.25, 0.75, "#000000", size=12, shares=True)).set_text("8")
    rows, columns = np.nonzero(stage.paint()[..., 0] < 128)
    assert abs(columns.mean() - 50) < 2 and abs(rows.mean() - 25) < 2


def test_a_painted_field_has_few_tones_none_far_from_what_was_asked_for():
    stage, field = field_stage()
    grey = np.linspace(0, 1, len(field.x))
    field.paint(np.repeat(np.tile(grey, len(field.y))[:, None], 3, axis=1))
    row = stage.paint()[50, :, 0].astype(int)
    assert row[0] == 0 and row[-1] == 255 and len(set(row)) <= 64
    assert (
        abs(row - np.interp(np.arange(200) + 0.5, (np.arange(len(grey)) + 0.5) * 200 / len(grey), 255 * grey)).max()
        <= 4
    )


def test_a_valley_follows_when_it_changes_and_what_is_pinned_shows_through_it():
    stage = Stage(200, 200)
    (axes,) = stage.panels("")
    axes.set(xlim=(-3, 3), ylim=(-3, 3))
    valley = Valley(stage, axes, levels=[0.5, 2.0, 8.0])
    path = stage.moving(axes.plot([-2, 2], [-2, 2], color="red", lw=6))
    valley.show(np.eye(2))
    first = stage.paint().copy()
    assert (stage.paint() == first).all()
    valley.show(np.diag([1.0, 5.0]))
    assert (stage.paint() != first).any()
    valley.show(np.eye(2))
    assert (stage.paint() == first).all()
    stage.set_scale(2)
    assert stage.paint().shape[0] == 400
    stage.set_scale(1)
    assert (stage.paint() == first).all()
    stage.pin()
    path.set_data([], [])
    with_ghost = stage.paint().copy()
    stage.unpin()
    assert (with_ghost != stage.paint()).any(axis=2).sum() > 100, "the pinned path shows through"


def test_a_sheet_has_its_tiles_colours_and_later_tiles_lie_over_earlier_ones():
    stage = Stage(200, 100)
    stage.figure.set_layout_engine("none")
    axes = stage.figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, 4), ylim=(0, 2))
    sheet = stage.moving(Sheet(axes))
    blank = stage.paint().copy()
    corners = np.stack(np.meshgrid([0.0, 2.0, 4.0], [0.0, 2.0]), axis=-1)
    red, blue = np.array([[[1.0, 0, 0, 1], [0, 0, 1, 1]]]).swapaxes(0, 1)
    faces = np.stack([red, blue], axis=1)
    sheet.show(corners, faces, faces)
    picture = stage.paint()
    assert tuple(picture[50, 50, :3]) == (255, 0, 0) and tuple(picture[50, 150, :3]) == (0, 0, 255)
    corners[:, 2, 0] = 1  # the second tile is folded back, over half of the first
    sheet.show(corners, faces, faces)
    picture = stage.paint()
    assert tuple(picture[50, 25, :3]) == (255, 0, 0) and tuple(picture[50, 75, :3]) == (0, 0, 255)
    sheet.set_visible(False)
    assert (stage.paint() == blank).all()
