"""What each page says of its numbers and figures is true."""

from pathlib import Path

import pytest

from course.publish import claims, pages

PAGES = pages.discover(Path(__file__).resolve().parents[2] / "course" / "lessons")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_claim_holds(page):
    assert claims.run(page).failures == ()
