"""Appraising a plan: takes a finished plan and what is assumed, gives projects and their worth.

Always: what is built is what the plan built, and costs what it costs there; no solver is asked.
"""
