"""The explorers of lesson 04, a file each: how a network does on what it has seen, and how on what it has not."""
