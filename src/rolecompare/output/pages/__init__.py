"""What each answer looks like as a page."""
