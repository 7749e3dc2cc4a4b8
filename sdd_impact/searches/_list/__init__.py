"""What the plain list is made of: the shape of the file, and the conditions of a search."""
