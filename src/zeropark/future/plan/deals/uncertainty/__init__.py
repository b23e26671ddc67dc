"""Uncertainty: takes a project and how far its figures may be off, gives what becomes of its worth.

Always: chance is an argument; the same chance gives the same answer.
"""
