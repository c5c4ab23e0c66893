"""What becomes of questions that no report answers: they are grouped, looked at again, and filled."""
