"""Our own interior point: takes a step program, gives an answer with dual values.

Always: the work of an iteration grows with the number of steps, and no faster.
"""
