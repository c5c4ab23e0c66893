"""What operators see of the running bot: its log, its figures, its health, and what admins are told of errors.

Nothing here has people in it: no texts, no names, no numbers of people, and never the token or a key.
"""
