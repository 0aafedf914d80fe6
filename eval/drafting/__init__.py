"""Gold in the making: drafts of questions from a library or from ratings, for a person to accept or reject."""
