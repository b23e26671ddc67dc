"""How results look: takes results, gives figures, tables and words, and what pages are made of."""
