"""Who says so: what was known when, what is open, who spoke, and figures with their owners."""
