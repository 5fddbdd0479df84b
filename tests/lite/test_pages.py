"""The pages to read: whole, accessible, at home on a phone, and alive as far as a page can be without Python."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from lite_hands import NOTEBOOKS

LESSONS = sorted(path.stem for path in NOTEBOOKS.glob("[0-9]*.ipynb"))
MB = 1e6


def test_the_site_is_small_and_its_first_page_smaller(folder, new_page, address):
    files = [path for path in folder.rglob("*") if path.is_file() and "slides" not in path.parts]
    assert sum(path.stat().st_size for path in files) < 60 * MB
    page = new_page()
    sizes = []
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(f"{address}index.html", wait_until="networkidle")
    assert sum(sizes) < 300_000
    assert page.get_by_role("heading", name="Nets by Hand").is_visible()


def test_every_link_of_every_page_leads_somewhere(folder):
    pages = [
        folder / "index.html",
        folder / "licences.html",
        *folder.glob("read/*.html"),
        *folder.glob("code/**/*.html"),
    ]
    assert len(pages) > 30
    broken = []
    for path in pages:
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r'(?:href|src|data-alone|data-src)="([^"]+)"', text):
            parts = urlsplit(target)
            if parts.scheme or target.startswith("#"):
                continue
            leads = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            notebook = re.match(r"path=(.*\.ipynb)", parts.query)
            if not leads.is_file() or notebook and not (folder / "files" / notebook[1]).is_file():
                broken.append((path.name, target))
    assert not broken


@pytest.mark.parametrize("name", ["index", "licences", *(f"read/{lesson}" for lesson in LESSONS)])
def test_a_page_fits_a_phone_and_passes_axe_in_light_and_dark(new_page, address, name):
    for dark in (False, True):
        page = new_page(width=360, height=740, dark=dark)
        page.goto(f"{address}{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        found = Axe().run(page).response["violations"]
        assert not [(one["id"], one["nodes"][0]["target"], one["nodes"][0].get("failureSummary")) for one in found]


@pytest.mark.parametrize("name", LESSONS)
def test_every_preset_of_every_figure_shows_its_picture_and_its_numbers(new_page, address, name):
    page = new_page()
    page.goto(f"{address}read/{name}.html")
    figures = page.locator("article > .cell > figure.explorer")
    assert figures.count() >= 4
    for number in range(figures.count()):
        figure = figures.nth(number)
        figure.scroll_into_view_if_needed()
        for button in figure.locator(".presets button").all():
            button.click()
            assert button.get_attribute("aria-pressed") == "true"
            picture = figure.locator("img")
            picture.evaluate("picture => picture.decode()")
            assert picture.evaluate("picture => picture.naturalWidth") > 400
            assert picture.get_attribute("src") == button.get_attribute("data-src")
            assert figure.locator("figcaption").inner_text().strip()


def test_a_prediction_gives_its_reason_after_the_answer_and_remembers(new_page, address):
    page = new_page()
    page.goto(f"{address}read/01_loss.html")
    asked = page.locator('form.question[data-name="doubled"]')
    assert not asked.locator(".reason").is_visible()
    asked.get_by_role("button", name="Commit").click()
    assert asked.locator(".feedback").inner_text() == "Choose one first."
    asked.locator("input").first.check()
    asked.get_by_role("button", name="Commit").click()
    assert "Not this time" in asked.locator(".feedback").inner_text()
    assert asked.locator(".reason").is_visible()
    page.reload()
    assert page.locator('form.question[data-name="doubled"] .reason').is_visible()


def test_a_quiz_counts_the_first_tries(new_page, address):
    page = new_page()
    page.goto(f"{address}read/01_loss.html")
    forms = page.locator(".quiz form.question")
    for number in range(forms.count()):
        form = forms.nth(number)
        for choice in form.locator("input").all():
            if form.locator(".commit").is_hidden():
                break
            choice.check()
            form.locator(".commit").click()
    assert re.fullmatch(rf"You got \d of {forms.count()} right at the first try\.", page.locator(".score").inner_text())


def test_before_it_is_answered_a_question_gives_nothing_away(new_page, address):
    page = new_page()
    page.goto(f"{address}read/01_loss.html")
    seen = page.locator("main").inner_text()
    assert "So one miss of 2 costs as much as four misses of 1" not in seen


def test_what_only_a_kernel_can_use_is_on_no_page(folder):
    for path in folder.glob("read/*.html"):
        text = re.sub(r"<[^>]+>", "", path.read_text(encoding="utf-8"))
        assert "@title" not in text and ".check(" not in text and ".onward()" not in text, path.name


def test_the_figure_on_the_first_page_moves(new_page, address):
    page = new_page()
    page.goto(f"{address}index.html")
    slider, picture = page.locator(".mover input"), page.locator("figure.explorer img")
    before, said = picture.get_attribute("src"), page.locator("figcaption").inner_text()
    slider.press("ArrowRight")
    assert picture.get_attribute("src") != before and page.locator("figcaption").inner_text() != said


def test_without_javascript_answers_stand_behind_a_click(new_page, address):
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}read/01_loss.html")
    folded = page.locator('form.question[data-name="doubled"] details')
    assert folded.locator("summary").is_visible() and not folded.locator("p").first.is_visible()


def test_a_page_can_be_printed(browser, new_page, address):
    page = new_page()
    page.goto(f"{address}read/01_loss.html")
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden() and page.locator(".presets").first.is_hidden()
    assert page.locator("figure.explorer img").first.is_visible()


def test_licences_name_everything_that_is_shipped(folder):
    text = (folder / "licences.html").read_text(encoding="utf-8")
    for path in (folder / "static/pyodide").glob("*.whl"):
        name = path.name.split("-")[0].replace("_", "-")
        assert name == "jedi" or f">{name}<" in text, f"{path.name} is not listed"
    assert (folder / "licences/numpy.txt").stat().st_size > 1000
    for name in ("@jupyterlab/notebook", "react", "Pyodide"):
        assert name in text
