"""The chat commands, one file each, and the registry that names them all."""

from __future__ import annotations

from handlers import (
    about,
    addfeed,
    admins,
    ask,
    audit,
    backup,
    checkfeed,
    claims,
    compare,
    digest,
    disagreement,
    disagreements,
    export,
    feeds,
    forget,
    health,
    help,  # noqa: A004 - the command's name
    language,
    latest,
    mute,
    pausefeed,
    privacy,
    quality,
    quiet,
    removefeed,
    reseed,
    review,
    source,
    sources,
    start,
    stats,
    subscribe,
    subscriptions,
    timeline,
    toll,
    unsubscribe,
)
from handlers.command import Command, Request, Role
from handlers.registry import Registry

COMMANDS = Registry(
    (
        toll.COMMAND,
        timeline.COMMAND,
        ask.COMMAND,
        claims.COMMAND,
        compare.COMMAND,
        disagreements.COMMAND,
        disagreement.COMMAND,
        sources.COMMAND,
        source.COMMAND,
        latest.COMMAND,
        export.COMMAND,
        subscribe.COMMAND,
        unsubscribe.COMMAND,
        subscriptions.COMMAND,
        digest.COMMAND,
        quiet.COMMAND,
        mute.COMMAND,
        language.COMMAND,
        privacy.COMMAND,
        forget.COMMAND,
        feeds.COMMAND,
        addfeed.COMMAND,
        removefeed.COMMAND,
        pausefeed.COMMAND,
        checkfeed.COMMAND,
        review.COMMAND,
        quality.COMMAND,
        audit.COMMAND,
        admins.COMMAND,
        help.COMMAND,
        about.COMMAND,
        start.COMMAND,
        reseed.COMMAND,
        backup.COMMAND,
        health.COMMAND,
        stats.COMMAND,
    )
)
"""All commands, in the order in which /help lists them."""

__all__ = ["COMMANDS", "Command", "Registry", "Request", "Role"]
