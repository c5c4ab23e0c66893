"""What admins are told of errors."""

NEW = "Something failed in a way that was not seen before: {kind}. The log tells more under {error_id}."
AGAIN = (
    "Something goes on failing: {kind}, {times} since the last message about it. The log tells more under "
    "{error_id}, the latest."
)
TIMES = ("{count} time", "{count} times")
DEAD = (
    "A message could not be dealt with in three tries and was given up: update {number}, {kind}. Whoever sent it was "
    "told that the log has it under {error_id}."
)
NO_MORE = "Others that are given up today (UTC) are counted in {metric} and told of no more."
CRASHED = "during which the bot ended again and again"
