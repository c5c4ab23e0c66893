"""What may be wrong with a statement that a language model worded, one kind of fault in a module.

Each `find_…` gives a short phrase that a reader can be shown, or None. They err towards finding one: a statement that
goes costs some wording, and a wrong one that stays costs the answer its worth.
"""
