"""Who cannot see well, cannot use a mouse, or gets dizzy: axe-core over what we draw, and everything by keyboard."""

import json

import harness
import pytest
from axe_playwright_python.sync_playwright import Axe

from course.live import style
from course.live.controls import Choice, Timeline, Toggle

LESSONS = harness.thorough()
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
OURS = {"include": [[".nbh-explorer"], [".nbh-questions"]]}

each_lesson = pytest.mark.parametrize("lesson", LESSONS, indirect=True, ids=lambda path: path.stem)


@pytest.fixture
def themed():
    """``themed(notebook, "dark")``: the page in that theme, until the test ends."""
    changed = []

    def choose(notebook, theme):
        changed.append(notebook)
        notebook.command("apputils:change-theme", theme=THEMES[theme])
        notebook.page.wait_for_function(
            "light => document.body.dataset.jpThemeLight === light", arg=str(theme == "light").lower()
        )

    yield choose
    for notebook in changed:
        if not notebook.page.is_closed():
            notebook.command("apputils:change-theme", theme=THEMES["light"])


def serious(notebook, where):
    """What axe-core finds that is serious, one line each."""
    found = Axe().run(notebook.page, context=where, options={"resultTypes": ["violations"]})
    return [f"{one['id']} ({one['impact']}): {json.dumps([node['html'][:200] for node in one['nodes'][:3]])}"
            for one in found.response["violations"] if one["impact"] in ("serious", "critical")]  # fmt: skip


@pytest.mark.parametrize("theme", THEMES)
@each_lesson
def test_axe_finds_nothing_serious_in_what_we_draw(lesson, themed, theme):
    themed(lesson, theme)
    assert serious(lesson, OURS) == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_in_any_kind_of_control_nor_in_an_error(on_scratch, themed, theme):
    shown = on_scratch("fragile")
    shown.press("x", "End")
    shown.notebook.until(lambda: shown.look()["error"], "there is no error to look at")
    themed(shown.notebook, theme)
    assert serious(shown.notebook, {"include": [[".nbh-explorer"]]}) == []
    shown.reset()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_serious_on_the_first_page(lab, themed, theme):
    index = lab.open(harness.HOME / "notebooks" / "index.ipynb")
    assert index.run_all() == []
    themed(index, theme)
    assert serious(index, {"include": [[".jp-OutputArea-output"]]}) == []
    themed(index, "light")  # the theme is a setting of the whole Lab, and must not outlive this page
    index.close()


def test_the_tab_key_reaches_everything_and_leads_out_again(on_scratch):
    shown = on_scratch("everything")
    things = shown.root.locator(
        "button:not([disabled]), input, select, [tabindex='0'], [contenteditable='true']"
    ).filter(visible=True)
    count = things.count()
    things.first.focus()
    reached = shown.root.evaluate("root => { window.reached = new Set([document.activeElement]); return 1; }")
    for _ in range(count + 2):
        shown.page.keyboard.press("Tab")
        reached = shown.root.evaluate(
            "root => { if (root.contains(document.activeElement)) window.reached.add(document.activeElement); return window.reached.size; }"
        )
    assert reached == count
    assert not shown.root.evaluate("root => root.contains(document.activeElement)"), "the tab key is caught"


def test_every_kind_of_control_can_be_moved_by_keyboard_alone(on_scratch):
    shown = on_scratch("everything")
    shown.agree(**shown.explorer.settings())
    for name, control in shown.explorer.controls.items():
        if harness.is_slider(control):
            shown.press(name, "ArrowRight")
            shown.notebook.until(
                lambda name=name, control=control: shown.settings()[name] > control.start, f"{name} stays"
            )
        elif isinstance(control, Toggle):
            shown.checkbox(name).press("Space")
            shown.agree(**{name: not control.start})
        elif isinstance(control, Choice):
            shown.menu(name).press("ArrowDown")
            shown.agree(**{name: control.options[1]})
    before = shown.agree()["grips"]
    shown.grip().press("Shift+ArrowUp")
    shown.notebook.until(lambda: shown.look()["grips"] != before, "the point stays")
    shown.button("Pin").press("Enter")
    shown.button("Unpin").press("Space")
    shown.button("Pin").wait_for()
    shown.button("Reset").press("Enter")
    shown.agree(**shown.explorer.settings())
    (timeline,) = (name for name, control in shown.explorer.controls.items() if isinstance(control, Timeline))
    shown.root.locator(".widget-play button").first.press("Enter")
    shown.agree(**{timeline: shown.explorer.controls[timeline].high})
    shown.reset()


def test_nothing_moves_by_itself(lab):
    """Only Play moves a picture without a hand, and somebody has pressed it. Nothing slides, fades or blinks."""
    page = lab.open(harness.HOME / "notebooks" / "01_loss.ipynb", reduced_motion="reduce")
    assert page.run_all() == []
    shown = harness.first_explorer(page)
    shown.press("w", "End")
    shown.agree(w=shown.explorer.controls["w"].high)
    moving = """() => document.getAnimations().map(one => one.effect?.target).filter(node => node?.closest?.('[class*=nbh-]'))
                  .map(node => node.className)"""
    assert page.page.evaluate(moving) == []
    frame = shown.look()["frame"]
    page.page.wait_for_timeout(700)
    assert shown.look()["frame"] == frame
    page.close()


def luminance(colour):
    """Relative luminance of a colour #rrggbb (WCAG 2.2, definition of relative luminance)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear))


@pytest.mark.parametrize("name", ["BLACK", "GREY", "BLUE"])
def test_what_is_written_in_a_figure_stands_out_from_its_paper(name):
    assert 1.05 / (luminance(getattr(style, name)) + 0.05) >= 4.5
