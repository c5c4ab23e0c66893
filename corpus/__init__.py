"""What the reports are: values, reading files into them, and the catalogue that is the truth. Imports no other room."""
