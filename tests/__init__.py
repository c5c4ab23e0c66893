"""The tests of On Record, room by room."""

from hypothesis import settings

# A busy machine makes single examples slow without anything being wrong.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
