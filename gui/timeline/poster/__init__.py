"""Posters: the timeline planned for sheets of paper, by the engine that lays out the screen, and painted as vectors."""
