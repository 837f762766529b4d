"""What enters and edits events."""
