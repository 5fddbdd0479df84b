"""The lecture notebook of a deck: a title and a slide's body for each slide, and folded notes between them."""

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from course.publish.keep import digest
from course.publish.learner import KERNEL, PYTHON, name_cells

from . import speaker
from .markup import COVER

HIDDEN = {"source_hidden": True}


def notebook(deck, page, path, link=""):
    """The notebook of a deck that holds the slides of one path, not yet executed."""
    cells = [_plan(deck, path), _setup(page, path, link)]
    for slide in deck.slides:
        cells += _slide(slide)
    cells.append(_notes("For the speaker", deck.speaker)) if deck.speaker else None
    made = new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "language_info": PYTHON})
    name_cells(made)
    made.metadata["nets_by_hand"] = {"page": page.name, "sources": digest(made)}
    return made


def _plan(deck, path):
    text = (
        f"**For the speaker: {deck.lesson.title}, in {path} minutes.** Before class: *Run → Run All Cells*, then *Sliveshow → "
        "Start from first cell*, or *View → Presentation Mode*. Page Down, the right arrow, the space bar or a clicker "
        "goes on: it lifts what is covered, brings a figure's next state, and then turns the page. **S** opens your own "
        "view, with notes, what comes next and a clock; **D** makes the slides dark.\n\n" + speaker.table(deck)
    )
    return new_markdown_cell(text, metadata=_on("skip") | {"tags": ["speaker"]})


def _setup(page, path, link):
    linked = f", link={link!r}" if link else ""
    code = f"from course.publish.deck.live import Talk\n\ntalk = Talk({page.folder!r}, minutes={path}{linked})"
    return new_code_cell(code, metadata=_on("skip") | {"jupyter": HIDDEN})


def _slide(slide):
    title = new_markdown_cell(f"## {COVER.sub(lambda found: found[1], slide.title)}", metadata=_on("slide"))
    hidden = _on("-") | {"jupyter": HIDDEN}
    hidden["slideshow"]["hide_code"] = True  # as sliveshow reads it
    body = new_code_cell(f"talk.slide({slide.number})", metadata=hidden)
    minutes = next(iter(slide.minutes.values()))
    return [title, body, _notes(f"Slide {slide.number}, {minutes:g} min", slide.notes)]


def _notes(title, text):
    # a fold that holds Markdown needs a blank line after its title
    folded = f"<details>\n<summary>{title}</summary>\n\n{text.strip()}\n\n</details>"
    return new_markdown_cell(folded, metadata=_on("notes") | {"tags": ["speaker"]})


def _on(kind):
    return {"slideshow": {"slide_type": kind}}
