"""How the catalogue's tables came to be, step by step; run by `Database.migrate`, never by hand."""
