"""What is known of bodies beforehand: names, aliases, abbreviations, how long they exist, and administrative units.

The register adds a key beside a printed name and never changes the name. It is optional: extraction reads without it.
"""

from extractors.register.places import Places, Region
from extractors.register.register import Known, KnownUnit, Register, default

__all__ = ["Known", "KnownUnit", "Places", "Region", "Register", "default"]
