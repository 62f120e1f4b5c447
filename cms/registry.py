"""What lower layers let higher ones fill, in their AppConfig.ready()."""

from collections.abc import Callable
from typing import Any

# (home page, request) → template context; the library adds the open actions.
home_sections: list[Callable[[Any, Any], dict[str, Any]]] = []
