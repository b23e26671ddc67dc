"""The park as equations: takes a park document, its conditions and choices, gives a program.

Always: a link's flow is an expression of columns, and every bus closes by them.
"""
