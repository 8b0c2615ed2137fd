"""The workbooks of the U.S. Bureau of Labor Statistics."""
