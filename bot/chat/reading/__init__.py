"""Reading beside an answer: passages in their reports, what else was read, originals, and what a link opens.

The rule: a report is read on only as it stands now. What an answer quoted of it before is shown as past, from the
answer's own record; nothing that a button or a link names is believed before it is looked up.
"""
