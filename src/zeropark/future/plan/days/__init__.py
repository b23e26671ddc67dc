"""Days: takes a park, what is foreseen and where things stand, gives how to run it.

Always on the same equations as sizing, in the money of the stretch itself, from a known state, with
what a store is to hold at the end; judged like every other answer.
"""
