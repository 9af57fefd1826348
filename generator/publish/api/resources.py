"""Every kind of document of the API. A new kind is declared in its own module and listed here."""

from __future__ import annotations

from generator.publish.api import facts
from generator.publish.api.base import Resource

RESOURCES: tuple[Resource, ...] = (*facts.RESOURCES,)
