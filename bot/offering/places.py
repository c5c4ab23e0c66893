"""Where a detail was found that did not come with the words of a document; `corpus.readers.origins` names the rest.

These are kept with an offer, and `bot.offering.detail_wording` says them.
"""

BY_YOU, THE_POST, THE_LINK, THE_LIST = "you", "the post", "the link", "the list"
THE_DOCUMENT, THE_OLD_VERSION = "the document", "the version on the shelf"
