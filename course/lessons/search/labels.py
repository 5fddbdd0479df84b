"""Where numbers can stand beside their marks without hiding one another."""


def clear_of(marks, others, high=0.26):
    """Where a number can stand near its mark: the middle of its lower edge, clear of other marks and numbers if possible.

    marks: {(x, y): half the width of its number}. others: (x, y) of what else may not be hidden. Gives {(x, y): place}.
    """
    taken, places = [(x, y, 0.1, 0.1) for x, y in [*marks, *others]], {}
    for (x, y), wide in marks.items():
        side = wide + 0.14
        near = [
            (0, 0.17),
            (0, -0.44),
            (side, -0.13),
            (-side, -0.13),
            (side, 0.1),
            (-side, 0.1),
            (side, -0.36),
            (-side, -0.36),
        ]
        inside = [
            (x + dx, y + dy) for dx, dy in near if -4.15 + wide < x + dx < 1.15 - wide and -5.1 < y + dy < 0.1 - high
        ]

        def gap(place):
            """How far it is from the nearest of what is there; below 0 they overlap."""
            return min(
                (
                    max(abs(place[0] - a) - wide - w, abs(place[1] + high / 2 - b) - high / 2 - h)
                    for a, b, w, h in taken
                ),
                default=1,
            )

        places[x, y] = a, b = next((place for place in inside if gap(place) > 0), max(inside, key=gap))
        taken.append((a, b + high / 2, wide, high / 2))
    return places
