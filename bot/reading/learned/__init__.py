"""The second reader: a small encoder that judges what the first one's front end finds. See docs/reading.md, "Two readers"."""
