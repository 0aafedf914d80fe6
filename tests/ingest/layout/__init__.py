"""Tests of ingest/layout."""
