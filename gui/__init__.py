"""The window: it draws and listens, and touches files only through storage."""
