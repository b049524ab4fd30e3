"""The language of a request: the cookie set by the switch, else what a program asks for, else that of the settings."""

from starlette.requests import HTTPConnection

from api.texts import LANGUAGES, Language

COOKIE = "boctach_language"


def language_of(request: HTTPConnection) -> Language:
    """Return "vi" or "en".

    Browsers ask for English by default even where staff read Vietnamese, so only the switch turns pages to another
    language than the settings'; a program (no cookie, no page wanted) gets what its Accept-Language puts first.
    """
    usual: Language = getattr(request.state, "language", "vi")
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        return chosen
    if "text/html" in request.headers.get("accept", "") or "cookie" in request.headers:
        return usual
    first = request.headers.get("accept-language", "").split(",")[0].strip().lower()[:2]
    return first if first in LANGUAGES else usual
