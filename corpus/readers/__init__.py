"""Reads reports out of files: the door to this package.

A document is read once, in a process of its own, and its text is never changed afterwards.
"""

from corpus.readers.kinds import SUFFIXES
from corpus.readers.reading import read_submission

__all__ = ["SUFFIXES", "read_submission"]
