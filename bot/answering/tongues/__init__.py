"""The languages in which disputes, figures and statements are read beside English: lists, and their reading.

A language's words stand in a module of its own; what reads them knows no language. English has lists of its own, older
and finer, beside the code that reads it.
"""
