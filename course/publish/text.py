"""A page as its readers get it: the marks for the build taken out or written out, and the minutes filled in."""

import re

import jupytext

from course.practice import minutes, source
from course.publish import constructs, terms
from course.publish.pages import PublishError

EARLY, LATE = 0.35, 0.65  # of a lesson's minutes: a halfway stop that stands outside of these is none
PLACEHOLDER = re.compile(r"\{(minutes|shortest|longest|hours)\}")


def cells(page):
    """The page's cells."""
    return jupytext.reads(reading(page), fmt="md:myst").cells


def reading(page):
    """The page's text, with nothing in it that is for the build only."""
    try:
        text = page.text()
        return source.replaced(_filled(text, page), lambda mark: _shown(mark, text, page))
    except ValueError as error:
        raise PublishError(f"{page.path}, {error}") from None


def _filled(text, page):
    """Minutes in the place of `{minutes}`; the first page may name the shortest lesson, the longest, and all."""
    if not PLACEHOLDER.search(text):
        return text
    known = {"minutes": minutes.lesson(page.path.parent)} if page.folder else spans(page.path.parent)

    def number(found):
        if found[1] not in known:
            raise ValueError(f"{found[0]} has no meaning here; wanted one of {', '.join(f'{{{k}}}' for k in known)}")
        return str(known[found[1]])

    return PLACEHOLDER.sub(number, text)


def spans(lessons):
    """Minutes of the shortest and the longest lesson under this folder, and hours of all."""
    each = [minutes.lesson(path.parent) for path in lessons.glob("*/lesson.md")]
    return {"shortest": min(each), "longest": max(each), "hours": round(sum(each) / 60)} if each else {}


def _shown(mark, text, page):
    match mark.kind:
        case "halfway":
            return halfway(mark, text, page)
        case "python":
            return constructs.line(text)
        case "terms":
            return terms.table(page.folder, page.path.parents[1])
    return ""


def halfway(mark, text, page):
    """The sentence that a reader gets where the lesson is half done."""
    whole, rest = minutes.total(text, page.folder), minutes.left(text, page.folder, mark.line)
    share = 1 - rest / whole
    if not EARLY <= share <= LATE:
        raise ValueError(
            f"line {mark.line}: `% halfway` stands after {share:.0%} of the lesson's minutes; "
            f"wanted it between {EARLY:.0%} and {LATE:.0%}, so move it {'up' if share > LATE else 'down'}"
        )
    return (
        f"\n*Roughly half of the lesson is behind you, and about {minutes.rounded(rest)} minutes are left. "
        "This is a good place to stop.*\n"
    )
