"""What admins are told of a change of the embedding model."""

BEGUN = (
    "The reports are being embedded anew: {model} is to answer in place of {former}, which goes on answering "
    "meanwhile. /stats says how far it is."
)
DONE = "The reports are embedded anew: {model} answers from now on."
FAILED = "The reports could not be embedded anew with {model}: {reason} {former} goes on answering."
OVERTAKEN = "Another embedding model was set before this one had embedded the reports."
