"""What a story is, and how it is kept, read, searched and shown without a window. No Qt."""
