"""Sun, wind and warmth at a site: takes coordinates and a seed, gives series."""
