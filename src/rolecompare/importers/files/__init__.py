"""Files as they were downloaded: archives, workbooks, tables, and the download itself."""
