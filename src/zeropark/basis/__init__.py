"""What is: errors, units, time, carriers, rules and the park; imports nothing of ours above it."""
