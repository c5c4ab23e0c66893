"""What readers say of an answer by pressing 👍 or 👎, and where editors see it.

The rule: an opinion is kept by person, so that it counts once and can be forgotten, and shown without the person.
"""
