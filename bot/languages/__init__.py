"""The languages in which the bot speaks: which there are, and a catalogue (gettext) of its sentences for each."""
