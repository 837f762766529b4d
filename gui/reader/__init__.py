"""The reader's panes: the list of events, and the page of the chosen one."""
