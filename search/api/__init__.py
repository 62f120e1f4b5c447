"""The JSON API at /api/v1/: read-only, for anybody, without a session.

Its parameters are the library's, from the same registry of facets; what is wrong in them is an
error here, where pages leave it out and say so. What it says of itself is in English, as logs are.
"""

from search.api.views import urls

__all__ = ["urls"]
