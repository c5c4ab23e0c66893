"""/follow and /unfollow: questions whose answers somebody wants to hear of when reports change them."""
