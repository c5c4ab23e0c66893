"""What may be wrong with a statement where it or one of its quotations is not in English.

Figures, dates, sides, grave words, denials, doubts and speakers are held against each other by what they mean in six
languages. What none of these lists can judge is dropped: a statement in or over another language passes only where it
follows its quotation's own words.
"""
