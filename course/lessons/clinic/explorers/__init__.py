"""The explorers of lesson 11, a file each: a sound run, every illness by its name, and the ward where none is named."""
