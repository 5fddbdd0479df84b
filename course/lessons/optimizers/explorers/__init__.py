"""The explorers of lesson 07, a file each: averages with a memory, and the methods that are made of them."""
