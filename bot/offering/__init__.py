"""What is known of a document between the moment it is offered and an editor's word: values, and how they read.

Nothing here knows Telegram or a terminal; both show the same previews in the same words.
"""
