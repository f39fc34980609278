"""Agencies: every body named, which one is meant, and what is doubtful about it."""

from kl_extract.extract.agencies.mention import Mention
from kl_extract.extract.agencies.registry import Registry, build_registry, unique

__all__ = ["Mention", "Registry", "build_registry", "unique"]
