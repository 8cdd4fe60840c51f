"""Values and rules of the story's language. Standard library only; no I/O and no clock (times are passed in)."""
