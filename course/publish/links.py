"""Every "lesson 3" in a page's text, made a link to that lesson's notebook."""

import re

# Code, formulas, links, tags and headings stay as they are: this matches them first, and they are put back.
UNTOUCHED = r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^(?P=fence)[`~]*[ \t]*$|^#[^\n]*$|`+[^`]*`+|\$\$.*?\$\$|\$[^$\n]+\$|!?\[[^\]]*\]\([^)]*\)|<[^>\n]+>"
NAMED = r"\b[Ll]essons?\s+\d+(?:(?:,\s*|,?\s+(?:and|or|to)\s+)\d+)*\b"
EITHER = re.compile(f"(?P<untouched>{UNTOUCHED})|(?P<named>{NAMED})", re.MULTILINE | re.DOTALL)
ONE = re.compile(r"\b(?:[Ll]esson\s+)?(\d+)\b")


def linked(markdown, pages, here):
    """The text with its lessons linked, except for ``here``, the page itself. ``pages``: every Page of the course."""
    names = {int(page.name.partition("_")[0]): page.name for page in pages if page.folder and page.name != here}

    def link(found):
        name = names.get(int(found[1]))
        return f"[{found[0]}]({name}.ipynb)" if name else found[0]

    return EITHER.sub(lambda found: ONE.sub(link, found["named"]) if found["named"] else found[0], markdown)
