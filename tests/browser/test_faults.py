"""What goes wrong in a learner's day: kernels that restart or die, two tabs, slow lines, cells run again, a folder
that cannot be written. Each ends in a state that says what it is and how to go on, with answers and progress kept."""

import base64
import io
import json
import os
import shutil
import signal
import sys
from pathlib import Path

import harness
import numpy as np
import pytest
import scenes
from nbclient import NotebookClient
from nbformat.sign import NotebookNotary
from PIL import Image

from course.lessons import loss

SCENES = Path(scenes.__file__).read_text(encoding="utf-8")
STOPPED, SILENT = "The kernel has stopped", "The kernel has not answered yet"
WAY_ON = "Run All Cells"


@pytest.fixture
def opened(lab):
    """``opened(notebook)``: a page of its own, closed after the test."""
    pages = []

    def make(*sources, **how):
        pages.append(lab.open(harness.notebook_of(*sources) if isinstance(sources[0], str) else sources[0], **how))
        assert pages[-1].run_all() == []
        return pages[-1]

    yield make
    for page in pages:
        page.close()


def in_session(notebook, script):
    """Run JavaScript with ``session``, the notebook's session context."""
    return notebook.page.evaluate(
        f"async () => {{ const session = window.jupyterapp.shell.currentWidget.sessionContext; {script} }}"
    )


def notice(shown):
    line = shown.root.locator(".nbh-kernel")
    return line.inner_text() if line.is_visible() else ""


def says(shown, what):
    shown.notebook.until(
        lambda: notice(shown).startswith(what), lambda: f"{what} was wanted; it says {notice(shown)!r}"
    )
    assert WAY_ON in notice(shown)


def live_again(notebook, explorer, cell):
    """After the way on that the notice names, the explorer answers as ever, and says nothing of the kernel."""
    assert notebook.run_all() == []
    shown = harness.Shown(notebook, explorer, cell)
    shown.wait_alive()
    name = shown.sliders()[0]
    shown.press(name, "End")
    shown.agree(**{name: explorer.controls[name].corners()[-1]})
    assert notice(shown) == ""
    return shown


def moved(shown):
    """A slider at an end, in picture and numbers."""
    shown.wait_alive()
    shown.press("share", "End")
    shown.agree(share=1)
    return shown


# ---- kernels --------------------------------------------------------------------------------------------


def test_a_restarted_kernel_is_said_at_once_and_running_all_brings_everything_back(opened, lab):
    lab.progress_file.unlink(missing_ok=True)
    page = opened(harness.HOME / "notebooks" / "01_loss.ipynb")
    lesson = loss.lesson.source
    asked = next(iter(lesson.predictions))
    cells = [cell.source for cell in harness.nbformat.read(page.source, as_version=4).cells]
    box = page.cell(next(k for k, source in enumerate(cells) if f'.predict("{asked}")' in source))
    box.locator("input[type=radio]").first.check()
    box.get_by_role("button", name="Commit").click()
    box.locator(".nbh-right").wait_for()
    place = harness.explorers(page.source)[0]
    shown = harness.Shown(page, place.explorer, place.cell)
    shown.wait_alive()
    picture = shown.pixels()
    in_session(page, "await session.session.kernel.restart();")
    says(shown, STOPPED)
    assert np.array_equal(shown.pixels(), picture), "the last picture stays"
    waiting = box.locator(".nbh-waiting")
    assert waiting.is_visible() and waiting.inner_text().startswith(STOPPED)
    live_again(page, place.explorer, place.cell)
    box.locator(".nbh-right").wait_for()  # the answer is remembered, and shown
    assert box.locator("input[type=radio]").first.is_checked() and not box.locator(".nbh-waiting").is_visible()


def test_a_kernel_killed_in_mid_drag_is_said_and_running_all_brings_it_back(opened):
    page = opened(SCENES, "everything()")
    shown = moved(harness.Shown(page, scenes.everything, 1))
    number = page.ask("__import__('os').getpid()")
    box = shown.slider("share").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x - 60, y, steps=5)
    os.kill(number, signal.SIGKILL)
    page.page.mouse.move(x - 160, y, steps=5)
    page.page.mouse.up()
    says(shown, STOPPED)
    page.page.locator(".jp-Dialog").get_by_role("button", name="Ok").click()  # JupyterLab says that it restarts
    in_session(
        page, "while (session.session.kernel.status !== 'idle') await new Promise(done => setTimeout(done, 50));"
    )
    live_again(page, scenes.everything, 1)


def test_another_kernel_for_the_same_notebook(opened, lab):
    page = opened(SCENES, "everything()")
    shown = moved(harness.Shown(page, scenes.everything, 1))
    in_session(page, "await session.changeKernel({name: 'python3'});")
    shown.press("share", "Home")
    shown.notebook.until(lambda: notice(shown), "it does not say that its kernel is gone")
    assert WAY_ON in notice(shown)
    live_again(page, scenes.everything, 1)
    lab.problems[:] = [
        problem for problem in lab.problems if "Cannot send" not in problem
    ]  # what ipywidgets says of it


def test_a_figure_whose_widgets_were_saved_shows_its_picture_and_what_to_do(lab):
    """The course's own JupyterLab gives a page no widgets whose kernel is long gone."""
    made = with_saved_widgets(lab.folder)
    (given,) = made.cells[1].outputs
    notebook = lab.open(made)
    picture = notebook.cell(1).locator(".jp-OutputArea-output img")
    picture.wait_for()
    assert notebook.cell(1).locator(".nbh-explorer").count() == 0 and "Error" not in notebook.cell(1).inner_text()
    stored = picture.evaluate("node => [node.naturalWidth, node.naturalHeight]")
    plain = Image.open(io.BytesIO(base64.b64decode(given["data"]["image/png"]))).size
    assert stored[0] == plain[0] and stored[1] > plain[1]  # below it: how to make it move
    live_again(notebook, loss.one_weight, 1)
    notebook.close()


def test_in_another_jupyterlab_a_saved_figure_shows_its_picture_and_says_at_the_first_touch_what_to_do(
    browser, tmp_path
):
    with harness.jupyterlab(tmp_path, program=(sys.executable, "-m", "jupyterlab")) as (address, token):
        lab = harness.Lab(tmp_path, address, token, browser)
        notebook = lab.open(with_saved_widgets(lab.folder))
        shown = harness.Shown(notebook, loss.one_weight, 1)
        picture = shown.root.locator("canvas.nbh-picture[data-still]")
        picture.wait_for()
        assert picture.evaluate("node => node.width") == 1.5 * loss.one_weight.size[0]
        for name, _, text in harness.said(loss.one_weight.at(w=1))[0]:
            assert shown.root.locator(f'[data-name="{name}"] .nbh-now').inner_text() == text
        assert notice(shown) == ""
        shown.slider("w").focus()
        notebook.page.keyboard.press("ArrowRight")
        says(shown, "This is a stored picture")
        live_again(notebook, loss.one_weight, 1)
        notebook.close()


def with_saved_widgets(folder):
    """A notebook as JupyterLab's "Save Widget State Automatically" leaves it, trusted by the JupyterLab of this folder."""
    made = harness.notebook_of("from course.lessons import loss", "loss.one_weight(w=1)")
    NotebookClient(made, kernel_name="python3").execute(env=os.environ | {"JPY_SESSION_NAME": "as JupyterLab has it"})
    assert made.metadata.widgets
    trusted = NotebookNotary(data_dir=str(folder / "data"))
    trusted.sign(made)  # somebody has run it here
    trusted.store.close()
    return made


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="kernels are stopped the way of Unix")
def test_a_kernel_that_does_not_answer_is_said_and_when_it_does_the_picture_follows(opened):
    page = opened(SCENES, "everything()")
    shown = moved(harness.Shown(page, scenes.everything, 1))
    number = page.ask("__import__('os').getpid()")
    os.kill(number, signal.SIGSTOP)
    try:
        shown.press("share", "Home")
        says(shown, SILENT)
    finally:
        os.kill(number, signal.SIGCONT)
    shown.agree(share=-1)
    page.until(lambda: notice(shown) == "", "the notice stays")


def test_a_busy_kernel_is_no_alarm_and_a_busy_cell_does_not_stop_a_figure(opened):
    page = opened(SCENES, "everything()", "")
    shown = moved(harness.Shown(page, scenes.everything, 1))
    page.write(2, "import time; time.sleep(6); print('done')")
    page.select(2)
    page.page.evaluate("() => { window.jupyterapp.commands.execute('notebook:run-cell'); }")
    shown.press("share", "Home")
    shown.agree(share=-1)
    assert page.outputs()[2] == [] and notice(shown) == ""
    page.until(lambda: page.outputs()[2], "the cell does not end")


# ---- tabs, lines, cells ---------------------------------------------------------------------------------


def test_two_tabs_of_one_notebook_show_the_same_and_either_can_be_moved(opened, lab):
    first = opened(SCENES, "everything()")
    here = moved(harness.Shown(first, scenes.everything, 1))
    first.command("docmanager:save")
    second = lab.open_again(first)
    there = harness.Shown(second, scenes.everything, 1)
    there.wait_alive()
    there.agree(share=1)
    there.press("count", "End")
    there.agree(share=1, count=12)
    here.agree(share=1, count=12)
    here.press("share", "Home")
    here.agree(share=-1, count=12)
    there.agree(share=-1, count=12)
    second.page.context.close()
    here.press("count", "Home")
    here.agree(count=1)


@pytest.mark.parametrize("delay", [150, 300])
def test_on_a_long_line_pictures_follow_the_hand_and_the_last_is_that_of_the_last_setting(lab, delay):
    with harness.slow_line(lab.address, delay / 1000) as far:
        away = harness.Lab(lab.folder, far, lab.token, lab.browser)
        page = away.open(harness.notebook_of(SCENES, "everything()", "slow()"))
        assert page.run_all() == []
        shown = moved(harness.Shown(page, scenes.everything, 1))
        shown.press("share", *["ArrowLeft", "ArrowRight"] * 8, pause=33)  # by now it is known to be long
        shown.agree(share=1)
        since = len(page.messages)
        keys = (["ArrowLeft"] * 7 + ["ArrowRight"] * 4) * 6
        shown.press("share", *keys, pause=33)
        shown.agree(share=scenes.everything.controls["share"].nearest(1 - 18 * 0.05))
        frames = [content for what, content, _ in shown.traffic(since) if what == "frame"]
        assert all(frame["far"] for frame in frames)
        assert len(frames) > len(keys) / 3  # one at a time, they'd be a fifth, or a tenth
        assert_in_order(shown, since)
        since = len(page.messages)
        shown.carry(0, 80, -40)
        shown.agree()
        assert_in_order(shown, since)
        assert notice(shown) == ""
        page.close()
        assert away.problems == []


def assert_in_order(shown, since):
    """Each frame is painted once, in the order in which they left."""
    for kind in ("frame", "painted"):
        said = [content["id"] for what, content, _ in shown.traffic(since) if what == kind]
        assert said == sorted(set(said)), (kind, said)


def test_a_broken_connection_is_mended_and_the_picture_follows(opened):
    page = opened(SCENES, "everything()")
    shown = moved(harness.Shown(page, scenes.everything, 1))
    for key, end in [
        ("Home", -1),
        ("End", 1),
    ] * 3:  # at each, ipywidgets may fetch the kernel's values in another moment
        in_session(page, "session.session.kernel._ws.close();")  # as when a laptop sleeps
        shown.press("share", key)
        shown.agree(share=end)
    shown.press("share", "ArrowLeft", "ArrowLeft")
    shown.agree()
    assert notice(shown) == ""


def test_what_was_set_on_a_line_that_was_dead_already_is_not_lost_and_everything_can_still_be_moved(opened):
    """A browser takes messages for a line until it notices that nobody is at the other end."""
    page = opened(SCENES, "everything()")
    shown = moved(harness.Shown(page, scenes.everything, 1))
    in_session(page, "window.lost = 0; session.session.kernel._ws.send = () => { window.lost++; };")
    before = shown.grip_at(0)
    shown.press("share", "Home")
    shown.press("count", "End", "ArrowLeft")
    shown.drag(shown.grip(0), 80, -40)
    assert page.page.evaluate("window.lost") > 2 and shown.grip_at(0) == before
    in_session(page, "session.session.kernel._ws.close();")
    shown.agree(share=-1, count=11)
    page.until(lambda: shown.grip_at(0) != before, "the point has not followed")
    shown.press("share", "ArrowRight", "ArrowRight")
    shown.press("count", "Home")
    shown.carry(0, -40, 20)
    shown.agree(share=-0.9, count=1)
    assert notice(shown) == ""


def test_an_answer_given_on_a_dead_line_is_not_lost(opened, lab):
    lab.progress_file.unlink(missing_ok=True)
    page = opened(harness.HOME / "notebooks" / "01_loss.ipynb")
    asked = next(iter(loss.lesson.source.predictions))
    box = page.cell(next(k for k, source in enumerate(page.sources()) if f'.predict("{asked}")' in source))
    in_session(page, "session.session.kernel._ws.send = () => {};")
    box.locator("input[type=radio]").first.check()
    box.get_by_role("button", name="Commit").click()
    in_session(page, "session.session.kernel._ws.close();")
    box.locator(".nbh-right").wait_for()
    assert not box.locator(".nbh-waiting").is_visible()
    assert lab.progress_file.read_text(encoding="utf-8").count('"prediction"') == 1


def test_a_cell_run_twenty_times_leaves_nothing_behind(opened):
    page = opened(SCENES, "everything()")
    shown = moved(harness.Shown(page, scenes.everything, 1))
    page.run_cell(1)
    shown.wait_alive()
    before = page.ask(harness.WIDGETS_AND_FIGURES)
    for _ in range(20):
        page.run_cell(1)
    shown.wait_alive()
    shown.agree(**scenes.everything.settings() | {"share": 1})  # a cell that is run again keeps what was set
    assert page.cell(1).locator(".nbh-explorer").count() == 1
    page.until(
        lambda: page.ask(harness.WIDGETS_AND_FIGURES) == before,
        lambda: f"widgets and figures: {before} before, {page.ask(harness.WIDGETS_AND_FIGURES)} after",
    )
    shown.press("share", "Home")
    shown.agree(share=-1)


# ---- JupyterLab, set otherwise --------------------------------------------------------------------------


def test_where_cells_out_of_sight_are_taken_from_the_page(browser, tmp_path):
    settings = harness.SETTINGS | {"notebook-extension/tracker": {"windowingMode": "full"}}
    with harness.jupyterlab(tmp_path, settings=settings) as (address, token):
        lab = harness.Lab(tmp_path, address, token, browser)
        page = lab.open(harness.HOME / "notebooks" / "01_loss.ipynb")
        assert page.run_all() == []
        places = list({place.explorer: place for place in harness.explorers(page.source)}.values())

        def at(place):
            """The explorer, scrolled to: only what is near is in the page."""
            page.page.evaluate(
                "k => window.jupyterapp.shell.currentWidget.content.scrollToItem(k, 'center')", place.cell
            )
            cell = page.panel.locator(f".jp-Cell[data-windowed-list-index='{place.cell}']")
            shown = harness.Shown(page, place.explorer, cell)
            shown.wait_alive()
            return shown

        last = {}
        for place in places:
            shown = at(place)
            if shown.sliders():
                name = shown.sliders()[0]
                shown.press(name, "End")
                last[place] = shown.agree(**{name: place.explorer.controls[name].corners()[-1]})["readouts"]
        for place, readouts in last.items():  # come back: it is as it was left, and live
            shown = at(place)
            assert shown.look()["readouts"] == readouts
            name = shown.sliders()[0]
            shown.press(name, "Home")
            shown.agree(**{name: place.explorer.controls[name].corners()[0]})
        page.close()
        assert lab.problems == []


@pytest.mark.skipif(os.name != "posix", reason="folders are made unwritable the way of Unix")
def test_a_folder_that_cannot_be_written(browser, tmp_path):
    program = harness.COURSE_LAB
    if os.geteuid() == 0:  # root may write everywhere, unless this right is taken
        if not shutil.which("setpriv"):
            pytest.skip("root, and no setpriv to take its rights away")
        program = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", *program)
    served = tmp_path / "course"
    with harness.jupyterlab(tmp_path, program) as (address, token):
        lab = harness.Lab(tmp_path, address, token, browser)
        shutil.copy(harness.HOME / "notebooks" / "01_loss.ipynb", served / "lesson.ipynb")
        (served / "lesson.ipynb").chmod(0o444)
        served.chmod(0o555)
        try:
            page = harness.Notebook(
                lab, lab._page("lesson"), served / "lesson.ipynb", harness.HOME / "notebooks" / "01_loss.ipynb"
            )
            assert page.run_all() == []
            shown = harness.first_explorer(page)
            shown.press("w", "End")
            shown.agree(w=shown.explorer.controls["w"].high)
            form = page.panel.locator(".nbh-form").first
            form.locator("input[type=radio]").first.check()
            form.get_by_role("button", name="Commit").click()
            page.until(lambda: lab.progress_file.exists(), "progress is not kept")
            assert json.loads(lab.progress_file.read_text().split("\n")[1])["kind"] == "prediction"
            page.page.evaluate("() => { window.jupyterapp.commands.execute('docmanager:save'); }")
            page.page.locator(".jp-Dialog").wait_for()  # JupyterLab says that it could not save
            said = page.page.locator(".jp-Dialog").inner_text()
            assert "ermission" in said or "read" in said.lower(), said
            page.page.context.close()
        finally:
            served.chmod(0o755)
