"""What the speaker's view knows: titles, notes, minutes, and what to leave out when time is short."""

from .markup import markdown


def plan(deck):
    """The plan of a deck that holds the slides of one path, as plain data."""
    clock, slides = 0.0, []
    for slide in deck.slides:
        minutes = next(iter(slide.minutes.values()))
        clock += minutes
        slides.append({
            "number": slide.number, "title": slide.title, "part": slide.part, "minutes": minutes, "clock": clock,
            "notes": markdown(slide.notes), "late": slide.late,
        })  # fmt: skip
    return {"title": deck.lesson.title, "slides": slides}


def table(deck):
    """The parts of the deck with their slides and minutes, as a Markdown table, and what to leave out when late."""
    rows, clock = [], 0.0
    for part in dict.fromkeys(slide.part for slide in deck.slides):
        within = [slide for slide in deck.slides if slide.part == part]
        minutes = sum(next(iter(slide.minutes.values())) for slide in within)
        clock += minutes
        numbers = f"{within[0].number}–{within[-1].number}" if len(within) > 1 else f"{within[0].number}"
        rows.append(f"| {part} | {numbers} | {minutes:g} | {clock:g} |")
    late = [slide for slide in deck.slides if slide.late]
    said = ""
    if late:
        minutes = sum(next(iter(slide.minutes.values())) for slide in late)
        said = (
            f"\n\n**Running late?** Leave out {', '.join(str(slide.number) for slide in late)} ({minutes:g} minutes)."
        )
    return "| part | slides | minutes | clock at its end |\n|---|---|--:|--:|\n" + "\n".join(rows) + said
