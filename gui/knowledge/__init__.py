"""Panes about who said so: what is open, who speaks, and which figures were given."""
