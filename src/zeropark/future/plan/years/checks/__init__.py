"""Checks of a plan: takes a finished plan, gives its figures worked out again without a solver.

Always: what is worked out again comes from flows, sizes, documents and rules, never from the plan's
own figures.
"""
