"""What it is about."""

import re
from collections.abc import Iterable

from django.utils.translation import pgettext_lazy

from actions.models import Topic
from search.facets.base import DirectoryFacet, Subject


class TopicFacet(DirectoryFacet):
    """Topics, by their slug."""

    name = "topic"
    label = pgettext_lazy("facet", "Topic")
    column = "topics"
    pattern = re.compile(r"[-\w]{1,50}", re.ASCII)
    model = Topic
    key = "slug"

    def document(self, subject: Subject) -> Iterable[str]:
        """The slugs of an action's topics."""
        return (topic.slug for topic in subject.record.topics.all())
