"""The explorers of lesson 04, a file each: what a net makes of what it has seen, and what it is worth on what it has not."""
