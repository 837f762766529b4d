"""The timeline in two times: when things happened across, when they were said down."""
