"""Tests of rag.asking."""
