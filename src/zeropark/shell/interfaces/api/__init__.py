"""The API: the nouns of the glossary as resources, JSON in and out, described by OpenAPI."""
