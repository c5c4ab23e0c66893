"""People: who may do what, by number; grants, invitations, and the guard in front of every handler."""
