"""What the page of an action shows: the words of one language with the facts of all.

Templates print this and ask nothing of the database. Facts come from the record, so that a new
deadline or target stands on the Urdu page the moment the source is published; the words for them
come from the page, by the block's id, and are left out where the page has none.
"""

from actions.presentation.reading import present
from actions.presentation.view import ActionView

__all__ = ["ActionView", "present"]
