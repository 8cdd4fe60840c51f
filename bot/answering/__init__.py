"""Claims and events into replies: pure functions from a view of the store and the reader's words to parts."""
