"""In front of a class: a lecture notebook is presented in JupyterLab, and slides are opened from a file."""

import re
import shutil
from pathlib import Path

import harness
import matplotlib
import numpy as np
import pytest

from course.lessons import softmax
from course.publish import pages, teach

LESSON, TITLE = "09_softmax", "9 · Softmax"  # made as if it had no deck
FIRST, SLIDER = softmax.four_classes, "temperature"  # on the lecture's first slide
PROJECTOR = {"width": 1280, "height": 720}
SLIDE = ".reveal .slides > section.present > section.present"
# Of the slide that is shown: its number, how many there are, and what does not fit on it or is too small for the back row.
SEEN = """() => {
  const slide = document.querySelector('SLIDE'), all = [...document.querySelectorAll('.reveal .slides > section > section')];
  const parts = [...slide.querySelectorAll('*')].filter(node => node.offsetWidth && node.offsetHeight && !node.closest('.nbh-spoken, mjx-container'));
  const says = node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
  const name = node => `${node.tagName}.${node.className}: ${node.textContent.trim().slice(0, 40)}`;
  return { number: all.indexOf(slide) + 1, of: all.length, words: slide.innerText.trim(),
    below: Math.max(slide.scrollHeight - slide.clientHeight, ...parts.map(node => Math.ceil(node.getBoundingClientRect().bottom) - innerHeight)),
    cut: parts.filter(node => node.matches('.cm-scroller, pre, .jp-RenderedHTMLCommon, .nbh-explorer') && node.scrollWidth > node.clientWidth + 1).map(name),
    small: parts.filter(node => says(node) && parseFloat(getComputedStyle(node).fontSize) < 16).map(name) };
}""".replace("SLIDE", SLIDE)

# Of slides in a file: those with something that is higher or wider than the window, or that does not fit into its own box.
OVER = """() => [...document.querySelectorAll('section')].filter(slide => {
  const box = slide.getBoundingClientRect();
  return box.height > innerHeight + 1 || slide.scrollHeight > slide.clientHeight + 1 || [...slide.querySelectorAll('*')].some(node =>
    node.getBoundingClientRect().right > innerWidth + 1 || (node.matches('pre, .highlight') && node.scrollWidth > node.clientWidth + 1));
}).map(slide => slide.id)"""
# matplotlib brings DejaVu along, so that each machine has wide letters, whatever its own are.
FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")
PLAIN, MONO = ((FONTS / name).as_uri() for name in ("DejaVuSans.ttf", "DejaVuSansMono.ttf"))
WIDE = f"""
@font-face {{ font-family: Wide; src: url({PLAIN}); }}
@font-face {{ font-family: WideMono; src: url({MONO}); }}
section * {{ font-family: Wide !important; }} code, pre, pre * {{ font-family: WideMono !important; }}"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lecture")
    chosen = pages.choose(pages.discover(harness.HOME / "course" / "lessons"), [LESSON])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(teach.read, "exists", lambda folder: False)
        teach.lectures(chosen, folder, say=lambda path: None)
        teach.slides(chosen, folder, say=lambda path: None)
    return folder


@pytest.fixture
def lecture(lab, made):
    shutil.copy(made / "sliveshow.css", lab.folder / "course")  # beside the notebook, as in build/lecture
    opened = lab.open(made / f"{LESSON}.ipynb")
    opened.page.set_viewport_size(PROJECTOR)
    assert opened.run_all() == []
    yield opened
    opened.close()


def start(lecture):
    """Start the slideshow as a hand does: without a click just before, a browser refuses to fill the screen."""
    lecture.page.mouse.click(5, 5)
    lecture.command("slideshow:start-first")


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
        lambda: shown.look()["readouts"] == harness.said(FIRST.at(**shown.settings()))[0],
        "the numbers do not follow the slider",
    )


def test_a_lecture_is_presented_slide_by_slide_with_live_sliders(lecture):
    page = lecture.page
    start(lecture)
    page.locator(".reveal .slides").wait_for()
    now = page.locator(".reveal section.present").last
    now.get_by_role("heading", name=TITLE).wait_for()
    assert page.get_by_text("For the speaker", exact=False).filter(visible=True).count() == 0, "notes are on the slide"
    assert now.locator(".jp-InputArea-editor").filter(visible=True).count() == 0, (
        "the code that calls up the picture is shown"
    )
    shown = harness.Shown(lecture, FIRST, now)
    move(shown, SLIDER)
    settings = shown.settings()
    page.keyboard.press("PageDown")  # a clicker's button, while the slider still has the focus
    page.locator("strong", has_text="After this lesson you can").filter(visible=True).wait_for()
    page.keyboard.press("PageUp")
    lecture.until(lambda: page.evaluate(SEEN)["number"] == 1, "Page Up does not turn back")
    assert shown.settings() == settings, "the clicker has moved the slider"
    lecture.command("slideshow:exit")


def test_every_slide_fits_on_a_projector(lecture):
    start(lecture)
    lecture.page.locator(SLIDE).wait_for()
    lecture.page.wait_for_timeout(1000)  # the first figure finds its size
    wrong, seen = [], lecture.page.evaluate(SEEN)
    for number in range(1, seen["of"] + 1):
        seen = lecture.until(
            lambda: (now := lecture.page.evaluate(SEEN))["number"] == number and now, f"slide {number} does not come"
        )
        if seen["below"] > 0 or seen["cut"] or seen["small"] or not seen["words"]:
            wrong.append(seen)
        lecture.page.keyboard.press("PageDown")
    assert number > 30 and wrong == []
    lecture.command("slideshow:exit")


def test_without_any_extra_the_lecture_is_large_and_its_notes_are_folded(lecture):
    lecture.command("application:toggle-presentation-mode")
    page = lecture.page
    title = lecture.panel.get_by_role("heading", name=TITLE).first
    title.scroll_into_view_if_needed()
    assert title.evaluate("title => parseFloat(getComputedStyle(title).fontSize)") > 28
    folds = lecture.panel.locator(".jp-MarkdownOutput details")
    assert folds.count() > 10 and lecture.panel.locator(".jp-MarkdownOutput details[open]").count() == 0
    move(harness.Shown(lecture, FIRST, lecture.panel), SLIDER)
    folds.first.locator("summary").click()
    assert page.locator(".jp-MarkdownOutput details[open]").count() == 1
    lecture.command("application:toggle-presentation-mode")


def test_slides_open_from_a_file_and_turn_their_pages(browser, made):
    page = browser.new_context(viewport={"width": 1280, "height": 720}, offline=True).new_page()
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.goto((made / f"{LESSON}.html").as_uri())
    count = page.locator("section").count()
    assert count > 20 and page.locator(".place").inner_text() == f"1 / {count}"
    for key, at in (("ArrowRight", 2), ("PageDown", 3), ("ArrowLeft", 2), ("End", count), ("Home", 1)):
        page.keyboard.press(key)
        page.wait_for_function("text => document.querySelector('.place').textContent === text", arg=f"{at} / {count}")
        page.wait_for_function(
            "n => Math.abs(document.querySelector('#s' + n).getBoundingClientRect().top) < 5", arg=at
        )
    assert page.evaluate(OVER) == []
    pictures = page.evaluate(
        "Promise.all([...document.images].map(image => image.decode().then(() => image.naturalWidth)))"
    )
    assert wrong == [] and min(pictures) > 600
    answer = page.locator("details").first
    assert not answer.locator("p").first.is_visible()
    answer.locator("summary").click()
    assert answer.locator("p").first.is_visible()
    page.context.close()


@pytest.fixture
def in_wide_letters(browser, made):
    """Slides, opened before their fonts came, which are wide: Arial and its like are not to be had."""
    page = browser.new_context(viewport=PROJECTOR).new_page()
    page.goto((made / f"{LESSON}.html").as_uri())
    page.add_style_tag(content=WIDE)
    page.wait_for_function(
        "document.fonts.status === 'loaded' && [...document.fonts].every(font => font.status === 'loaded')"
    )
    yield page
    page.context.close()


def sizes(page):
    """How large the type of each slide is, in pixels."""
    return np.array(
        page.evaluate(
            "[...document.querySelectorAll('section')].map(slide => parseFloat(getComputedStyle(slide).fontSize))"
        )
    )


def test_slides_fit_where_letters_are_wide_and_in_any_window(in_wide_letters):
    page = in_wide_letters
    for width, height in ((1280, 720), (1920, 1080), (1024, 768), (800, 450), (1280, 720)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        assert page.evaluate(OVER) == [], f"cut in a window of {width} by {height}"
        assert np.median(sizes(page)) > 0.0145 * width, "a slide that fits became smaller, too"


def test_answers_that_open_do_not_push_a_slide_over_its_edge(in_wide_letters):
    page = in_wide_letters
    page.evaluate("document.querySelectorAll('details').forEach(answer => { answer.open = true; })")
    page.wait_for_timeout(300)
    assert page.locator("details[open]").count() > 5 and page.evaluate(OVER) == []


def test_slides_fit_on_paper_too(in_wide_letters):
    page = in_wide_letters
    count = page.locator("section").count()
    printed = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == count, "a slide has run on to a second sheet"
    page.emulate_media(media="print")
    assert page.evaluate(OVER) == [], "cut on paper"
    assert np.median(sizes(page)) > 22
