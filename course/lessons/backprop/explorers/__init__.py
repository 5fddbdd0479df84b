"""The explorers of lesson 03, a file each: a graph that is alive, how small a nudge should be, what slopes cost."""
