"""What the pages of a plan show that is not a plain field: one module per page, and their common words."""
