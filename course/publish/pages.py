"""Which pages the course has: `lesson.md` in each lesson's folder, those beside them, and the glossary."""

from dataclasses import dataclass
from pathlib import Path

from course.practice import source

GLOSSARY = "glossary"


class PublishError(Exception):
    """Something an author can mend, in one sentence."""


@dataclass(frozen=True)
class Page:
    """One source and the name of the notebook made from it: 01_loss, or index."""

    path: Path
    name: str
    folder: str = ""

    def text(self):
        """Its source, as its author wrote it; the glossary's is made from the list of terms."""
        if self.name == GLOSSARY:
            from course.publish import terms

            return terms.glossary(self.path.parent / "lessons")
        return self.path.read_text(encoding="utf-8")

    def answers_to(self, word):
        """`loss`, `01_loss`, `01` and `1` all mean lesson 01."""
        number = self.name.partition("_")[0]
        return word in (self.name, self.folder, number) or (word.isdecimal() and word.zfill(2) == number)


def discover(lessons):
    """Every Page under this folder: the index, the lessons by number, and the pages that all of them share."""
    lessons = Path(lessons)
    found = [_lesson(path) for path in sorted(lessons.glob("*/lesson.md"))]
    by_number = {}
    for page in found:
        number = page.name.partition("_")[0]
        if number in by_number:
            raise PublishError(
                f"lessons {by_number[number]} and {page.folder} both have the number {number}; "
                "give one of them another in its front matter"
            )
        by_number[number] = page.folder
    shared = [Page(path, path.stem) for path in sorted(lessons.glob("*.md"))]
    index = [page for page in shared if page.name == "index"]
    words = lessons.parent / "terms.yml"
    shared += [Page(words, GLOSSARY)] * words.is_file()
    return index + sorted(found, key=lambda page: page.name) + [page for page in shared if page not in index]


def _lesson(path):
    try:
        about = source.read(path.parent)
    except ValueError as error:
        raise PublishError(str(error)) from None
    return Page(path, f"{about.number:02d}_{about.folder}", about.folder)


def choose(pages, words):
    """The pages that these words name; all of them when there are no words."""
    chosen = []
    for word in words:
        named = [page for page in pages if page.answers_to(word)]
        if not named:
            raise PublishError(f"there is no lesson {word!r}; there are {', '.join(page.name for page in pages)}")
        chosen += [page for page in named if page not in chosen]
    return chosen if words else list(pages)
