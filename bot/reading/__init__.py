"""Text in, claims and dated events out. Knows the language of the domain only; its words come from config/."""
