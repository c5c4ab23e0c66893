"""How editors put documents on the shelf from a chat.

messages | gathering: which belong together | preparing: received, read, looked up | previewing: shown, with buttons
         | deciding: pressed, checked | editing: a detail by a reply | adding: accept, wait for the job, “added”

Every message and press is kept before anything is done, so each step can be done again after a restart, and ends in
the same message. Nothing stands on the shelf before a press by the editor who sent it.
"""
