"""What a slip may look like in each place of a syntax tree, and how it is said: the rules behind ../edits.py."""
