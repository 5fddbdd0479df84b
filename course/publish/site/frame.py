"""The frame around every page of the site that is no notebook: head, bar on top, foot."""

from html import escape

THEME = (  # before anything is drawn, so that nothing flashes
    'try{const t=localStorage.getItem("nbh-theme");if(t)document.documentElement.dataset.theme=t}catch{}'
)


def framed(
    title, body, root="", scripts=(), description="How neural networks are trained, in pictures that you can touch."
):
    """A whole page. `root` leads from the page to the site's own folder."""
    loaded = "".join(f'<script src="{root}{name}" defer></script>\n' for name in ["site.js", *scripts])
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · Nets by Hand</title>
<meta name="description" content="{escape(description)}">
<link rel="icon" href="{root}static/favicons/favicon.ico">
<link rel="manifest" href="{root}manifest.webmanifest">
<link rel="stylesheet" href="{root}page.css">
<link rel="stylesheet" href="{root}start.css">
<script>{THEME}</script>
<script src="{root}start.js" data-root="{root or "./"}"></script>
{loaded}</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header class="bar"><a class="home" href="{root}index.html">Nets by Hand</a>
<nav aria-label="Site"><a href="{root}index.html#lessons">Lessons</a><a href="{root}index.html#teach">Teach</a>
<button type="button" class="theme" aria-label="Light or dark">◐</button></nav></header>
<main id="main">
{body}
</main>
<footer class="foot"><a href="{root}licences.html">Licences of everything on this site</a> · Nothing you do here is sent anywhere.</footer>
</body>
</html>
"""
