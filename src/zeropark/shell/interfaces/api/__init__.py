"""The API: takes requests for nouns of the glossary, gives JSON; each operation a few lines."""
