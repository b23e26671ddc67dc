"""Linear programs that repeat step by step: takes equations, gives arrays, and judges answers.

Always: an answer is judged from the arrays of the program alone, whoever solved it.
"""
