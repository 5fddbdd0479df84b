"""The explorers of lesson 08, a file each: seven pictures of what batch normalization does, and of what it doesn't do."""
