"""A deck in front of a room: the HTML file, the same slides live in JupyterLab, the speaker's view, and paper."""

import re
import shutil
from pathlib import Path

import harness
import matplotlib
import numpy as np
import pytest

from course.live.talk import contrast
from course.publish import pages, teach
from course.publish.deck import read

# matplotlib brings DejaVu along, so that each machine has wide letters, whatever its own are.
FONTS = Path(matplotlib.get_data_path(), "fonts", "ttf")
PLAIN, MONO = ((FONTS / name).as_uri() for name in ("DejaVuSans.ttf", "DejaVuSansMono.ttf"))
WIDE = f"""
@font-face {{ font-family: Wide; src: url({PLAIN}); }}
@font-face {{ font-family: WideMono; src: url({MONO}); }}
section * {{ font-family: Wide !important; }} code, pre, pre * {{ font-family: WideMono !important; }}"""


def start(lecture):
    """Start the slideshow as a hand does: without a click just before, a browser refuses to fill the screen."""
    lecture.page.mouse.click(5, 5)
    lecture.command("slideshow:start-first")


LESSONS = harness.HOME / "course" / "lessons"
DECKS = [page for page in pages.discover(LESSONS) if page.folder and read.exists(page.path.parent)]
SIZES = [(1280, 720), (1920, 1080)]
every_deck = pytest.mark.parametrize("page_of_lesson", DECKS, ids=lambda page: page.name)

# Of the slide that is shown: what runs over its edge, what is smaller than 22 pixels in 720, and how large a figure's type is.
LOOK = """() => {
  const slide = document.querySelector('.nbd-here'), edge = slide.getBoundingClientRect(), least = 22 * innerHeight / 720 - 0.3;
  const parts = [...slide.querySelectorAll('.nbd-title, .nbd-body *')].filter(node => node.offsetWidth && !node.closest('math, svg'));
  const says = node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
  const name = node => `${node.tagName}.${node.className}: ${node.textContent.trim().slice(0, 40)}`;
  return { number: slide.dataset.number,
    over: parts.filter(node => { const box = node.getBoundingClientRect(); return box.right > edge.right + 1 || box.bottom > edge.bottom + 1; }).map(name),
    small: parts.filter(node => says(node) && parseFloat(getComputedStyle(node).fontSize) < least).map(name),
    figures: [...slide.querySelectorAll('.nbd-now img')].map(image => { const box = image.getBoundingClientRect();
      return Math.min(box.width / image.naturalWidth, box.height / image.naturalHeight) * 2 * 15.28 * 720 / innerHeight; }) };
}"""


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """The HTML file and the lecture notebook of each deck."""
    folder = tmp_path_factory.mktemp("decks")
    teach.slides(DECKS, folder, say=lambda path: None, link="https://example.org/course")
    return folder


def opened(browser, files, name, size=SIZES[0], **context):
    page = browser.new_context(viewport=dict(zip(("width", "height"), size)), offline=True, **context).new_page()
    page.problems = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("requestfailed", lambda request: page.problems.append(request.url))
    page.goto((files / f"{name}.html").as_uri())
    page.wait_for_function("document.fonts.status === 'loaded' && [...document.images].every(image => image.complete)")
    return page


@pytest.fixture
def show(browser, files):
    """``show("02_descent", size)``: that file, open in a window."""
    pages_ = []

    def make(name, size=SIZES[0], **context):
        pages_.append(opened(browser, files, name, size, **context))
        return pages_[-1]

    yield make
    for page in pages_:
        assert page.problems == []
        page.context.close()


def here(page):
    return int(page.locator(".nbd-here").get_attribute("data-number"))


WHERE = """() => JSON.stringify([now, document.querySelectorAll('.nbd-lifted').length,
  [...document.querySelectorAll('.nbd-states')].map(figure => figure.dataset.now)])"""


def whole_deck(page):
    """Go through the whole deck with one key, as a clicker does; gives what was seen, each slide in its last state."""
    seen = {}
    for _ in range(400):
        look, before = page.evaluate(LOOK), page.evaluate(WHERE)
        seen[look["number"]] = look
        page.keyboard.press("PageDown")
        if page.evaluate(WHERE) == before:
            return list(seen.values())
    raise AssertionError("the deck does not end")


@every_deck
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_slide_is_cut_and_no_type_is_small(show, page_of_lesson, size, scheme):
    page = show(page_of_lesson.name, size, color_scheme=scheme)
    seen = whole_deck(page)
    assert len(seen) > 20
    assert [look for look in seen if look["over"] or look["small"]] == []
    assert min(type_ for look in seen for type_ in look["figures"]) > 21.5


@every_deck
def test_slides_fit_themselves_where_letters_are_wide(show, page_of_lesson):
    page = show(page_of_lesson.name)
    page.add_style_tag(
        content=WIDE.replace("section *", ".nbd-slide, .nbd-slide *").replace("code, pre", ".nbd-code, .nbd-code")
    )
    page.add_style_tag(content=".nbd-body { letter-spacing: 0.08em; }")  # wider still, so that some have to give way
    page.evaluate("Promise.all([...document.fonts].map(font => font.load())).then(() => null)")
    page.wait_for_timeout(300)
    seen = whole_deck(page)
    assert [look for look in seen if look["over"]] == []


def test_the_same_key_lifts_covers_brings_states_and_turns_the_page_and_back(show):
    page = show("02_descent")
    for key in ("PageDown", "ArrowRight"):
        page.keyboard.press("Home")
        page.keyboard.press(key)
        page.keyboard.press(key)
        assert here(page) == 2
        picture = page.locator(".nbd-here .nbd-now img").get_attribute("src")
        page.keyboard.press(key)
        assert here(page) == 2, "the figure's next state comes before the next slide"
        assert page.locator(".nbd-here .nbd-now img").get_attribute("src") != picture
        assert page.locator(".nbd-here .nbd-now .nbd-then").first.inner_text() == "pinned: 0.00201"
        page.keyboard.press("1")
        assert page.locator(".nbd-here .nbd-now img").get_attribute("src") == picture
    page.evaluate("turn(slides.findIndex(slide => slide.querySelector('.nbd-table .nbd-cover')))")
    number, covers = here(page), page.locator(".nbd-here .nbd-cover")
    assert covers.count() == 5 and page.locator(".nbd-here .nbd-lifted").count() == 0
    page.keyboard.press(" ")
    assert page.locator(".nbd-here .nbd-lifted").count() == 5, "a row is lifted at once"
    page.keyboard.press("ArrowLeft")
    assert page.locator(".nbd-here .nbd-lifted").count() == 0 and here(page) == number
    page.keyboard.press("PageUp")
    assert here(page) == number - 1


def test_a_state_that_has_not_been_shown_keeps_its_name_to_itself(show):
    page = show("02_descent")
    page.evaluate("turn(2)")
    buttons = page.locator(".nbd-here .nbd-row button")
    assert [text for text in buttons.all_inner_texts() if "press" in text] == []
    page.keyboard.press("ArrowRight")
    assert buttons.nth(1).inner_text().startswith("one press") and "two" not in "".join(buttons.all_inner_texts())


@every_deck
def test_what_is_drawn_can_be_told_from_its_ground_in_light_and_dark(show, page_of_lesson):
    for scheme in ("light", "dark"):
        page = show(page_of_lesson.name, color_scheme=scheme)
        colors = page.evaluate(
            """() => { const look = getComputedStyle(document.querySelector('.nbd-deck'));
                 return Object.fromEntries(['--ink', '--ground', '--soft', '--line', '--mark', '--card'].map(k => [k, look.getPropertyValue(k).trim()])); }"""
        )
        assert (colors["--ground"] == "#fff") == (scheme == "light")
        for name, least in (("--ink", 7), ("--soft", 4.5), ("--mark", 4.5), ("--line", 3)):
            assert contrast(colors[name], colors["--ground"]) >= least, (scheme, name)


def test_the_speakers_window_has_notes_what_comes_next_and_a_clock_and_turns_the_page(show):
    page = show("02_descent")
    page.keyboard.press("ArrowRight")
    with page.context.expect_page() as came:
        page.keyboard.press("s")
    view = came.value
    assert "standing in fog" in view.locator("#notes").inner_text()
    assert view.locator("#next").inner_text() == "Next: 2. Five percent longer steps, and the walk is gone"
    assert view.locator("#plan").inner_text() == "plan: leave this slide at 2:00"
    assert view.locator("#preview .nbd-title").count() == 1
    view.keyboard.press("ArrowRight")
    assert here(page) == 2, "the room follows the speaker's window"
    view.wait_for_function("document.querySelector('#title').textContent.startsWith('2.')")
    page.keyboard.press("End")
    view.wait_for_function("document.querySelector('#notes').textContent.includes('a good card')")
    page.evaluate("turn(6)")  # and five minutes behind the plan
    page.evaluate("Date.now = (now => () => now() + 20 * 60000)(Date.now)")
    view.wait_for_function("document.querySelector('#late').textContent.includes('late? Leave out 9, 15, 16')")


@every_deck
def test_on_paper_each_slide_is_a_page_and_the_answers_come_last(show, page_of_lesson):
    page = show(page_of_lesson.name)
    count = page.locator(".nbd-slide").count()
    printed = page.pdf(prefer_css_page_size=True, tagged=True)
    assert len(re.findall(rb"/Type /Page\b", printed)) == count and b"/StructTreeRoot" in printed
    page.emulate_media(media="print")
    over = page.evaluate(
        """() => [...document.querySelectorAll('.nbd-slide')].filter(slide => { const edge = slide.getBoundingClientRect();
             return [...slide.querySelectorAll('.nbd-body *')].some(node => { const box = node.getBoundingClientRect();
               return box.width && !node.closest('math, svg') && (box.right > edge.right + 1 || box.bottom > edge.bottom + 1); }); })
             .map(slide => slide.dataset.number || 'answers')"""
    )
    assert over == []
    assert page.locator(".nbd-answers").is_visible() and page.locator(".nbd-slide").last.get_attribute(
        "class"
    ).endswith("nbd-answers")
    assert page.locator(".nbd-lifted").count() == 0, "what was covered stays covered, for whoever fills it in"


# ---- live, in JupyterLab ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lectures")
    teach.lectures(pages.choose(DECKS, ["descent"]), folder, say=lambda path: None)
    return folder


@pytest.fixture
def lecture(lab, notebooks):
    shutil.copy(notebooks / "sliveshow.css", lab.folder / "course")
    made = lab.open(notebooks / "02_descent.ipynb")
    made.page.set_viewport_size({"width": 1280, "height": 720})
    assert made.run_all() == []
    yield made
    made.close()


NOW = ".reveal .slides section.present .nbd-live"
LIVE = """() => {
  const body = [...document.querySelectorAll('.reveal .slides section.present .nbd-live')].pop(); if (!body) return null;
  const edge = body.getBoundingClientRect(), canvas = body.querySelector('canvas'), hall = body.closest('.reveal').getBoundingClientRect();
  const scale = Math.min(hall.height / 720, hall.width / 1280);
  const parts = [...body.querySelectorAll('*')].filter(node => node.offsetWidth && !node.closest('math, svg, .nbh-spoken'));
  const says = node => [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
  const name = node => `${node.tagName}.${node.className}: ${node.textContent.trim().slice(0, 40)}`;
  return { number: Number(body.querySelector('[data-number]').dataset.number),
    over: parts.filter(node => node.getBoundingClientRect().bottom > Math.min(edge.bottom, hall.bottom) + 2).map(name),
    small: parts.filter(node => says(node) && parseFloat(getComputedStyle(node).fontSize) < 22 * scale - 0.3).map(name),
    type: canvas ? canvas.clientWidth / Number(canvas.style.aspectRatio.split('/')[0]) * 15.28 / scale : 22 };
}"""


def live_at(lecture, number):
    return lecture.until(
        lambda: (now := lecture.page.evaluate(LIVE)) and now["number"] == number and now,
        f"slide {number} does not come",
    )


def test_a_deck_is_presented_live_with_the_same_keys(lecture):
    page = lecture.page
    start(lecture)
    live_at(lecture, 0)
    page.keyboard.press("ArrowRight")
    live_at(lecture, 1)
    assert page.locator(f"{NOW} .nbh-controls").filter(visible=True).count() == 0, "a quiet figure shows no slider"
    page.keyboard.press("PageDown")
    live_at(lecture, 2)
    number = page.locator(f"{NOW} [data-name=loss] .nbh-now")
    lecture.until(lambda: number.inner_text() == "0.00201", "the figure shows nothing")
    page.keyboard.press("ArrowRight")
    lecture.until(lambda: number.inner_text() == "3.48", "the key does not bring the next state")
    lecture.until(lambda: "0.00201" in page.locator(f"{NOW} .nbh-pinned").first.inner_text(), "no ghost")
    page.keyboard.press("PageDown")
    lecture.until(lambda: number.inner_text().startswith("4.49"), "a clicker does not bring the last state")
    slider = page.locator(f"{NOW} .noUi-handle").first
    slider.press("ArrowLeft")
    lecture.until(
        lambda: not number.inner_text().startswith("4.49"), "the arrow key does not move the slider that has the focus"
    )
    page.keyboard.press("PageDown")
    live_at(lecture, 3)
    page.keyboard.press("PageUp")
    live_at(lecture, 2)
    lecture.command("slideshow:exit")


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_live_slides_fit_and_can_be_read_from_the_back(lecture, size):
    page = lecture.page
    page.set_viewport_size(dict(zip(("width", "height"), size)))
    start(lecture)
    live_at(lecture, 0)
    seen, last = {}, len(read.on_path(read.read(LESSONS / "descent"), 50).slides) - 1
    for _ in range(120):
        page.wait_for_timeout(500)  # it lays itself out when the figure has come
        look = page.evaluate(LIVE)
        seen[look["number"]] = look
        if look["number"] == last:
            break
        page.keyboard.press("ArrowRight")
    assert sorted(seen) == list(range(last + 1))
    assert [look for look in seen.values() if look["over"] or look["small"]] == []
    assert np.median([look["type"] for look in seen.values()]) > 21 and min(look["type"] for look in seen.values()) > 19
    lecture.command("slideshow:exit")


def test_the_speakers_window_follows_the_live_slides(lecture):
    page = lecture.page
    start(lecture)
    live_at(lecture, 0)
    page.keyboard.press("ArrowRight")
    live_at(lecture, 1)
    with page.context.expect_page() as came:
        page.keyboard.press("s")
    view = came.value
    view.wait_for_function("document.querySelector('#title').textContent.startsWith('1. This walk')")
    view.keyboard.press("ArrowRight")
    live_at(lecture, 2)
    view.wait_for_function("document.querySelector('#title').textContent.startsWith('2.')")
    view.close()
    lecture.command("slideshow:exit")


def test_in_presentation_mode_the_same_keys_go_from_title_to_title(lecture):
    page = lecture.page
    lecture.command("application:toggle-presentation-mode")
    page.wait_for_timeout(600)
    titles = lecture.panel.locator(".jp-RenderedMarkdown h2")
    titles.nth(0).scroll_into_view_if_needed()
    lecture.select(0)
    page.keyboard.press("Escape")
    top = lambda number: titles.nth(number).evaluate("title => title.getBoundingClientRect().top")  # noqa: E731
    for number in (1, 2):
        for _ in range(4):
            page.keyboard.press("PageDown")
            page.wait_for_timeout(400)
            if -20 < top(number) < 220:
                break
        assert -20 < top(number) < 220, f"title {number} does not come to the top"
    page.keyboard.press("PageDown")
    number = lecture.panel.locator("[data-name=loss] .nbh-now").first
    lecture.until(lambda: number.inner_text() == "3.48", "the key does not bring the next state")
    lecture.command("application:toggle-presentation-mode")
