"""The explorers of lesson 01, a file each: five pictures of what a loss is."""
