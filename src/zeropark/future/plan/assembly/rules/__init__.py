"""What a plan must keep: takes the park's flows and sizes, gives limits as sums of them.

Always: a limit that the program keeps is never looser than what the books would judge.
"""
