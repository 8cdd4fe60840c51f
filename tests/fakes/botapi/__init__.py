"""A Bot API server for tests: strict where Telegram is, and as unkind as a test wants."""
