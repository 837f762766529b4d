"""The timeline pane: layout, drawing and the hands on it."""
