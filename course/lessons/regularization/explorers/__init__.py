"""The explorers of lesson 05, a file each: ways to keep a free model from going wild."""
