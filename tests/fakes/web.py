"""A web server on loopback that answers each path as a test says, byte for byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Slow = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Web:
    """The pages by path, and the heads of all requests that came."""

    pages: dict[str, bytes | Slow] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    port: int = 0
    answering: set[asyncio.Task[None]] = field(default_factory=set)

    def put(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Serve a body; header names are written with underscores. Returns the address."""
        lines = [f"HTTP/1.1 {status} Words", f"Content-Length: {len(body)}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        self.pages[path] = "\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body
        return self.url(path)

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection; nobody waits for what is still being said when the server stops."""
        task = asyncio.current_task()
        assert task is not None
        self.answering.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                await self._say(reader, writer)
                writer.close()
                await writer.wait_closed()
        finally:
            writer.transport.abort()
            self.answering.discard(task)

    async def _say(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        self.heads.append(head)
        page = self.pages.get(head.split()[1], b"HTTP/1.1 404 Words\r\nContent-Length: 0\r\n\r\n")
        if isinstance(page, bytes):
            writer.write(page)
            await writer.drain()
        else:
            await page(writer)

    async def stop(self) -> None:
        """End what is still being said."""
        for task in list(self.answering):
            task.cancel()
        await asyncio.gather(*self.answering, return_exceptions=True)
        await asyncio.sleep(0)  # aborted connections are closed by the loop's next turn


@asynccontextmanager
async def serving() -> AsyncIterator[Web]:
    """The server while it runs."""
    web = Web()
    server = await asyncio.start_server(web.answer, "127.0.0.1", 0)
    web.port = server.sockets[0].getsockname()[1]
    try:
        yield web
    finally:
        server.close()
        await web.stop()
        await server.wait_closed()
