"""Events from the cells of another program's table: which column is what, what each row gives, what was refused."""
