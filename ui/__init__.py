"""What people meet: the command line and the chat page. Parses, calls one core function, renders."""
