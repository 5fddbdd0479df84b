"""From a lesson's source to what people open: the learner's notebook, executed, with its outputs.

`pages` finds the sources, `learner` turns one into cells, `run` executes them, `compare` says where
two notebooks differ, and `build` puts the four together. `binder` writes what Binder installs.
"""
