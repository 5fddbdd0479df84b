"""A lesson's deck: deck.md, which is written to be seen while somebody speaks, and all that is made of it.

`read` turns the text into slides, `check` says what a room could not follow, `numbers` runs what the deck claims, `markup`
makes a slide's HTML, `file` the one HTML file (and the PDF), `notebook` the lecture notebook, and `live` shows a slide in it.
"""
