"""What can go wrong, made to go wrong: the program is killed, the power fails, the disk refuses, others interfere.

Each module has a `run(folder, seed, rounds)` that raises AssertionError where something was lost and returns its counts
in words. The tests run quick forms; `python -m tests.faults` runs the full ones.
"""
