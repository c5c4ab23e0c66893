"""The commands that the shelf is kept with, in groups: what each takes, as `bot.cli` says it for asking and adding."""
