"""What readers are told when a report that was quoted to them stands no longer, in English."""

WITHDRAWN = "The report {report}, which was quoted here on {day}, has been withdrawn: {note} It is no longer quoted."
REWORDED = (
    "The report {report}, which was quoted here on {day}, has new wording, and the words quoted are no longer in it."
)
CORRECTED = (
    "The report {report}, which was quoted here on {day}, has been corrected, and the words quoted are no longer in "
    "it: {note}"
)
WHAT_WAS_QUOTED = "What was quoted"
NO_REASON = "no reason was given."
NAMED = "“{title}”"
NAMED_WITH_OUTLET = "“{title}” ({outlet})"
