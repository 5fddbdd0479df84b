"""The explorers of lesson 02, a file each: five pictures of what happens when you walk downhill."""
