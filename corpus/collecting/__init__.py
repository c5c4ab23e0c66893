"""Takes apart documents that are many: archives of reports, and lists of them; in a process of its own."""
