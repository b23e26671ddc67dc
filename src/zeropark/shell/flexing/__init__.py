"""What use cases of flexibility share: what is kept as nouns, flows that are known, the rules."""
