"""Import a document: give it, look at what was understood beside the original, make the draft.

Nothing is kept between the steps but in the form itself: what was read is read again from the
text that the form carries.
"""

from actions.admin.importing import hooks

__all__ = ["hooks"]
