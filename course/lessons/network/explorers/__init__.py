"""The explorers of lesson 00, a file each: a neuron, a picture as a vector, two neurons that fold a sheet, and pieces of a curve."""
