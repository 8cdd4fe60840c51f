"""Unpacks the body of an answer while it arrives, and no more of it than was agreed."""

from __future__ import annotations

import zlib

PLAIN = frozenset({"", "identity"})
GZIP, ZLIB, RAW = 31, 15, -15
"""What zlib calls its forms."""


class TooLargeError(Exception):
    """More came than the limit allows."""


class BrokenBodyError(Exception):
    """The body is not what its headers say, or it breaks off."""


class Unpacker:
    """Takes the chunks of one body; never holds more than `limit` bytes of what they unpack to, and never unpacks more."""

    def __init__(self, encoding: str, limit: int) -> None:
        """`encoding` is the Content-Encoding header. Raises BrokenBodyError for one that was not asked for."""
        self._encoding = encoding.strip().lower().removeprefix("x-")
        if self._encoding not in PLAIN | {"gzip", "deflate"}:
            raise BrokenBodyError(f"Content-Encoding: {self._encoding[:40]}")
        self._limit = limit
        self._body = bytearray()
        self._head = b""
        self._stream: zlib._Decompress | None = None
        self._started = False

    def add(self, chunk: bytes) -> None:
        """Take the next chunk. Raises TooLargeError, BrokenBodyError."""
        if self._encoding in PLAIN:
            self._keep(chunk)
            return
        chunk, self._head = self._head + chunk, b""
        if not self._started and len(chunk) < 2:
            self._head = chunk
            return
        while chunk:
            chunk = self._unpack(chunk)

    def finish(self) -> bytes:
        """The whole body. Raises BrokenBodyError where it breaks off."""
        if self._head or (self._stream is not None and not self._stream.eof):
            raise BrokenBodyError("the compressed body breaks off")
        return bytes(self._body)

    def _unpack(self, chunk: bytes) -> bytes:
        """Unpack a piece and return what is left of the chunk. A body may be several gzip members in a row."""
        if self._stream is None:
            self._stream, self._started = zlib.decompressobj(self._form(chunk)), True
        elif self._stream.eof:
            if self._encoding != "gzip" or not chunk.strip(b"\x00"):
                return b""
            self._stream = zlib.decompressobj(GZIP)
        try:
            self._keep(self._stream.decompress(chunk, self._limit - len(self._body) + 1))
        except zlib.error:
            raise BrokenBodyError(f"the body is no {self._encoding}") from None
        return self._stream.unconsumed_tail or self._stream.unused_data

    def _form(self, chunk: bytes) -> int:
        """Deflate comes with a header, as it should, or without one, as some servers send it."""
        if self._encoding == "gzip":
            return GZIP
        return ZLIB if chunk[0] & 0x0F == 8 and (chunk[0] << 8 | chunk[1]) % 31 == 0 else RAW

    def _keep(self, data: bytes) -> None:
        if len(self._body) + len(data) > self._limit:
            raise TooLargeError
        self._body += data
