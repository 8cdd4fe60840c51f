"""What a person configures, read once and typed: settings of this machine, the story in config/, the corpus in seeds/."""
