"""Measurements: `python -m tests.bench [NAME ...]`.

A measurement is one file with a function that returns `Figure`s, and one line in `BENCHES` of `__main__.py`.
What is compared is measured in the same run, side by side, so that a busy machine slows both.
"""
