"""On paper: posters, booklets and lists, planned in millimetres and painted page by page."""
