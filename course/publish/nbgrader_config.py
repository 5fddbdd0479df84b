# nbgrader's settings for the exercises of Nets by Hand. Run its commands in this folder:
#
#     nbgrader generate_assignment 01_loss     from source/ to release/, which goes to your students
#     nbgrader autograde 01_loss               grades submitted/STUDENT/01_loss/01_loss.ipynb
#     nbgrader generate_feedback 01_loss       writes feedback/STUDENT/01_loss/01_loss.html
#
# The course must be installed where nbgrader runs. Change what you like: making the assignments again leaves this file alone.

c = get_config()  # noqa: F821  nbgrader provides it

c.CourseDirectory.course_id = "nets-by-hand"

# What stands in place of a solution. The course knows an exercise by it that nobody has started.
c.ClearSolutions.code_stub = {"python": "...  # your code here"}

# Each case of a check has its own time limit. This one is for a cell that never ends by itself.
c.Execute.timeout = 60
