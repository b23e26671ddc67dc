"""Other forms of a program: takes a step program, gives one that is easier or asks something else.

Always: an answer to the other form says something of the first, by what the form gives back.
"""
