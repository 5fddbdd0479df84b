"""The explorers of lesson 09, a file each: from scores to probabilities, and how far to trust them."""
