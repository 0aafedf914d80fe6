"""The doors for programs: HTTP, the OpenAI protocol and MCP, in one application with the chat page."""
