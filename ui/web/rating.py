"""A reader's press on 👍 or 👎: what the browser does with it, and what is kept of it."""

from __future__ import annotations

import gradio as gr

from rag.errors import BaodaError
from rag.feedback import Feedback, Rating
from ui.web.conversation import restore, store, with_rating
from ui.web.desk import Desk

# A press on 👍 or 👎: the button changes at once, then the page tells of it. Pressed again, it is taken back.
ON_PRESS = """
element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-rating]');
  if (!button) return;
  const pressed = button.getAttribute('aria-pressed') !== 'true';
  for (const other of button.parentElement.children) other.setAttribute('aria-pressed', pressed && other === button);
  trigger('like', { index: button.parentElement.dataset.key, value: pressed ? button.dataset.rating : 'none' });
});
"""


def rated(desk: Desk, stored: str, key: str, value: str) -> str:
    """Keep the rating of one answer of this browser's conversation and return the conversation with it."""
    exchanges = restore(stored)
    found = next((one for one in exchanges if one.key == key), None)
    if found is None or value not in set(Rating):
        return stored  # the conversation was begun anew in another window
    try:
        desk.library.keep_feedback(Feedback.of(Rating(value), found.question, found.answer))
    except BaodaError as error:
        gr.Warning(str(error))
        return stored
    return store(with_rating(exchanges, key, Rating(value)))
