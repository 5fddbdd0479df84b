"""The course: `course.map()` shows its lessons and how far you have come."""


def map():
    """The lessons, what you have done in each, and where to go on. Shown as a table in a notebook."""
    from course.practice import course_map  # here, so that `python -m course` starts without the course's packages

    return course_map()
