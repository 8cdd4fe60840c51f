"""The one address by which an article is known."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|at_(?:medium|campaign|custom\w*|format|link\w*|bbc_team|ptr_name)|mc_[ce]id|(?:fb|g|mys|y|ys)clid|gclsrc|dclid|igshid|_openstat"
    r"|wt_mc|cmpid|cmp|traffic_source|ns_(?:source|campaign|mchannel|linkname|fee)|__twitter_impression|_hs(?:enc|mi)"
    r"|twclid|msclkid",
    re.IGNORECASE,
)
_AMP_KEYS = frozenset({"amp", "outputtype", "isamp"})
_GOOGLE_AMP = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")
_CACHED = re.compile(r"/(?:amp/|[acv]/)(?P<secure>s/)?(?P<rest>[\w.-]+\.[a-z]{2,}(?:/.*)?)", re.IGNORECASE)


def canonical(url: str | None) -> str | None:
    """An http or https address without tracking parameters, AMP, default port and fragment; None for anything else."""
    parts = _split(url)
    if parts is None:
        return None
    parts = _unwrapped(parts)
    host = (parts.hostname or "").rstrip(".")
    port = "" if parts.port in (None, 80 if parts.scheme == "http" else 443) else f":{parts.port}"
    path = re.sub(r"(?i)(?:/amp|\.amp)/?$", "", parts.path) or "/"
    return urlunsplit((parts.scheme, (f"[{host}]" if ":" in host else host) + port, path, _query(parts.query), ""))


def host_of(url: str) -> str:
    """The host of an address without "www."; empty for what is no address."""
    parts = _split(url)
    return (parts.hostname or "").removeprefix("www.") if parts else ""


def _split(url: str | None) -> SplitResult | None:
    try:
        parts = urlsplit((url or "").strip())
        fits = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if fits and not re.search(r"[\x00-\x20\x7f\ud800-\udfff]", parts.geturl()) else None


def _query(query: str) -> str:
    """The query without what only tracks; left as it was where nothing of it does."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True)
    except ValueError:
        return query
    kept = [(key, value) for key, value in pairs if not _TRACKING.fullmatch(key) and not _is_amp(key, value)]
    return query if len(kept) == len(pairs) else urlencode(kept)


def _is_amp(key: str, value: str) -> bool:
    return key.lower() in _AMP_KEYS and value.lower() in ("", "1", "true", "amp")


def _unwrapped(parts: SplitResult) -> SplitResult:
    """The page behind an AMP cache."""
    host = parts.hostname or ""
    if not (host.endswith(".cdn.ampproject.org") or host == "cdn.ampproject.org" or _GOOGLE_AMP.fullmatch(host)):
        return parts
    match = _CACHED.fullmatch(parts.path)
    if match is None or (_GOOGLE_AMP.fullmatch(host) and not parts.path.startswith("/amp/")):
        return parts
    inner = _split(f"{'https' if match['secure'] else 'http'}://{match['rest']}")
    return inner._replace(query=parts.query) if inner else parts
