"""What enters and edits events: fields, forms and bars. Loaded when the first of them is wanted."""
