"""Where lines stand on a printed leaf: characters → lines → columns → reading order → stories."""
