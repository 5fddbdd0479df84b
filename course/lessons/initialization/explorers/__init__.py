"""The explorers of lesson 06, a file each: what the first weights decide."""
