"""Who hears of what, when, and in which form. Pure: what is stored and what came in goes in, messages to queue come out."""
