"""What holds for every test."""

from hypothesis import HealthCheck, settings

# A slow or stalled machine is no failure: a property says what holds, never how fast.
settings.register_profile("gonets", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gonets")
