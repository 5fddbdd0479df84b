"""In front of a class: a lecture notebook is presented in JupyterLab, and slides are opened from a file."""

import harness
import numpy as np
import pytest

from course.lessons import loss
from course.publish import pages, teach

FIRST = loss.fit_a_line  # on the lecture's first slide


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lecture")
    chosen = pages.choose(pages.discover(harness.HOME / "course" / "lessons"), ["loss"])
    teach.lectures(chosen, folder, say=lambda path: None)
    teach.slides(chosen, folder, say=lambda path: None)
    return folder


@pytest.fixture
def lecture(lab, made):
    opened = lab.open(made / "01_loss.ipynb")
    assert opened.run_all() == []
    yield opened
    opened.close()


def move(shown, name):
    """A slider moved by key, by mouse: numbers and picture follow."""
    shown.wait_alive()
    before = shown.pixels()
    shown.press(name, *["ArrowRight"] * 5)
    shown.notebook.until(lambda: not np.array_equal(shown.pixels(), before), f"{name}: the picture stays as it was")
    shown.drag(shown.slider(name), 60, 0)
    settings = shown.settings()
    assert settings[name] > FIRST.controls[name].start
    shown.notebook.until(
        lambda: shown.look()["readouts"] == harness.said(FIRST.at(**shown.settings()))[0], "the numbers do not follow the slider")


def test_a_lecture_is_presented_slide_by_slide_with_live_sliders(lecture):
    page = lecture.page
    lecture.command("slideshow:start-first")
    page.locator(".reveal .slides").wait_for()
    now = page.locator(".reveal section.present").last
    now.get_by_role("heading", name="1 · Loss").wait_for()
    assert page.get_by_text("For the speaker", exact=False).filter(visible=True).count() == 0, "notes are on the slide"
    assert now.locator(".jp-InputArea-editor").filter(visible=True).count() == 0, "the code that calls up the picture is shown"
    move(harness.Shown(lecture, FIRST, now), "w")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("PageDown")
    page.locator("strong", has_text="After this lesson you can").filter(visible=True).wait_for()
    lecture.command("slideshow:exit")


def test_without_any_extra_the_lecture_is_large_and_its_notes_are_folded(lecture):
    lecture.command("application:toggle-presentation-mode")
    page = lecture.page
    title = lecture.panel.get_by_role("heading", name="1 · Loss").first
    title.scroll_into_view_if_needed()
    assert title.evaluate("title => parseFloat(getComputedStyle(title).fontSize)") > 28
    folds = lecture.panel.locator(".jp-MarkdownOutput details")
    assert folds.count() > 10 and lecture.panel.locator(".jp-MarkdownOutput details[open]").count() == 0
    move(harness.Shown(lecture, FIRST, lecture.panel), "w")
    folds.first.locator("summary").click()
    assert page.locator(".jp-MarkdownOutput details[open]").count() == 1
    lecture.command("application:toggle-presentation-mode")


def test_slides_open_from_a_file_and_turn_their_pages(browser, made):
    page = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True).new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.goto((made / "01_loss.html").as_uri())
    count = page.locator("section").count()
    assert count > 20 and page.locator(".place").inner_text() == f"1 / {count}"
    for key, at in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("End", count), ("Home", 1)):
        page.keyboard.press(key)
        page.wait_for_function("text => document.querySelector('.place').textContent === text", arg=f"{at} / {count}")
        page.wait_for_function("n => Math.abs(document.querySelector('#s' + n).getBoundingClientRect().top) < 5", arg=at)
    tall = page.evaluate("[...document.querySelectorAll('section')].filter(s => s.scrollHeight > innerHeight + 20).map(s => s.id)")
    wide = page.evaluate("[...document.querySelectorAll('section')].filter(s => s.scrollWidth > innerWidth).map(s => s.id)")
    pictures = page.evaluate("Promise.all([...document.images].map(image => image.decode().then(() => image.naturalWidth)))")
    assert tall == wide == wrong == [] and min(pictures) > 600
    answer = page.locator("details").first
    assert not answer.locator("p").first.is_visible()
    answer.locator("summary").click()
    assert answer.locator("p").first.is_visible()
    page.context.close()
