"""Finding names in the words of actions, and putting others in their place, wherever they are.

A word of an action is kept many times: in the rows of its pages, in every revision of them, in
the record, in what translators work with. Whoever replaces one replaces it in all of them.
"""

from actions.rewriting.mentions import Mention, find_mentions
from actions.rewriting.replacing import replace_words

__all__ = ["Mention", "find_mentions", "replace_words"]
