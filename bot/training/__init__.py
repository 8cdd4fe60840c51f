"""Trains the second reader's model: `make train`. Needs torch; nothing that runs the bot imports this."""
