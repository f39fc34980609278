"""How property tests run: the same cases each time, on machines of any speed."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
