"""What of a lesson's prose goes on a slide."""

import pytest

from course.publish.condense import condensed


@pytest.mark.parametrize(
    "markdown, shown",
    [
        ("## A heading", "## A heading"),
        ("Long talk. The **loss** is a number. More talk.", "The **loss** is a number."),
        ("Nothing of weight here.", ""),
        ("$$\na = b\n$$", "$$\na = b\n$$"),
        ("It is 0.5 for **one** half. And e.g. this goes.", "It is 0.5 for **one** half."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |\n|---|---|\n| 1 | 2 |"),
        ("```python\nx = 1\n```", "```python\nx = 1\n```"),
        ("(An aside with **bold** words.)", ""),
        ("(An aside. This is its **end**.)", ""),
        ("Talk. A ball rolls. It goes **down**. More talk.", "A ball rolls. It goes **down**."),
        (
            "Talk. Divide by this first: $z/T$. It is the **temperature**.",
            "Divide by this first: $z/T$. It is the **temperature**.",
        ),
        ("Run the cell (**Shift + Enter**).", ""),
        ("**Time**: about 40 minutes. **You need**: courage.", ""),
        ("1. **One** thing.\n2. Another.", "1. **One** thing.\n2. Another."),
    ],
)
def test_headings_formulas_tables_and_key_sentences_are_shown(markdown, shown):
    assert condensed(markdown) == (shown, shown != markdown)


def test_a_long_item_of_a_list_is_cut_after_its_first_sentence():
    shown, left_out = condensed(
        "- Press it and look. " + "Then wonder for a while about what you saw. " * 5 + "\n- Short one."
    )
    assert shown == "- Press it and look.\n- Short one." and left_out


def test_what_is_for_a_reader_is_left_out_up_to_the_next_heading():
    text = "## To take away\n\n1. **This.**\n\n### Words and symbols of this lesson\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n## Next\n\n**More.**"
    assert condensed(text) == ("## To take away\n\n1. **This.**\n\n## Next\n\n**More.**", True)


def test_bold_words_are_never_cut_in_two():
    assert condensed("Here is **one. And Two** of them. No more.")[0].count("**") % 2 == 0
