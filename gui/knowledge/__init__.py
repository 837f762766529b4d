"""The panes beside the event list: open questions, people and outlets, figures."""
