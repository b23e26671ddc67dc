"""The single-line sketch of a park (单线图): takes a park document, gives shapes with positions.

Always drawn by rule, never by hand: the same park gives the same picture; no label lies on
another, no wire runs through a symbol, and what isn't shown is counted.
"""
