"""Lesson 01. Loss: what does "right" mean?"""

from .explorers import fit_a_line, one_weight, outlier, sure_and_wrong, two_distributions
