"""Translations of quotations: how a language model is asked for them, and what of its reply may be shown.

A translation is data: shown under its original as ours, never between quotation marks, never searched and never quoted.
"""
