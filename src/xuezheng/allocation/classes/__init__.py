"""Balanced classes: divide a year group so evenly that what is left to gain is known.

`reading` makes a `Problem` of the files, `solve` a plan of the problem, `verify` counts the plan again
without any of this code. The objective is written down in docs/algorithms/classes.md.
"""
