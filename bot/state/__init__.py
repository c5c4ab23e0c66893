"""What the bot must remember: updates, what was sent for them, answers, gaps, documents offered, work, tokens, people.

The only rules: every change is one transaction, and every method blocks, so the chat calls them from a thread.
"""

from dataclasses import dataclass
from typing import Self

from bot.state.answers import AnswerRecords
from bot.state.conversations import Conversations
from bot.state.decisions import Decisions
from bot.state.deliveries import Deliveries
from bot.state.gap_groups import GapGroups
from bot.state.gaps import Gaps
from bot.state.inbox import Inbox
from bot.state.invites import Invites
from bot.state.jobs import Jobs
from bot.state.notices import Notices
from bot.state.offers import Offers
from bot.state.people import People
from bot.state.quoted import Quoted
from bot.state.searches import Searches
from bot.state.tokens import Tokens
from corpus.database import Database


@dataclass(frozen=True, slots=True)
class State:
    """All of it, over one database."""

    answers: AnswerRecords
    conversations: Conversations
    decisions: Decisions
    deliveries: Deliveries
    gap_groups: GapGroups
    gaps: Gaps
    inbox: Inbox
    invites: Invites
    jobs: Jobs
    notices: Notices
    offers: Offers
    people: People
    quoted: Quoted
    searches: Searches
    tokens: Tokens

    @classmethod
    def of(cls, database: Database) -> Self:
        """Open it in a database whose tables are there."""
        return cls(
            AnswerRecords(database),
            Conversations(database),
            Decisions(database),
            Deliveries(database),
            GapGroups(database),
            Gaps(database),
            Inbox(database),
            Invites(database),
            Jobs(database),
            Notices(database),
            Offers(database),
            People(database),
            Quoted(database),
            Searches(database),
            Tokens(database),
        )
