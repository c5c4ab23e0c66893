"""What the bot must remember: updates, what was sent for them, answers, follows, gaps, documents, work, people.

The only rules: every change is one transaction, and every method blocks, so the chat calls them from a thread.
"""

from dataclasses import dataclass
from typing import Self

from bot.state.announced import Announcements
from bot.state.answers import AnswerRecords
from bot.state.asked import Asked
from bot.state.bans import Bans
from bot.state.chats import Chats
from bot.state.conversations import Conversations
from bot.state.decisions import Decisions
from bot.state.deliveries import Deliveries
from bot.state.error_kinds import ErrorKinds
from bot.state.feedback import Feedback
from bot.state.follows import Follows
from bot.state.forgetting import Forgettings
from bot.state.gap_groups import GapGroups
from bot.state.gaps import Gaps
from bot.state.inbox import Inbox
from bot.state.invites import Invites
from bot.state.jobs import Jobs
from bot.state.loads import Loads
from bot.state.notices import Notices
from bot.state.offers import Offers
from bot.state.people import People
from bot.state.preferences import Preferences
from bot.state.quoted import Quoted
from bot.state.searches import Searches
from bot.state.tokens import Tokens
from bot.state.translations import Translations
from corpus.database import Database


@dataclass(frozen=True, slots=True)
class State:
    """All of it, over one database."""

    announcements: Announcements
    answers: AnswerRecords
    asked: Asked
    bans: Bans
    chats: Chats
    conversations: Conversations
    decisions: Decisions
    deliveries: Deliveries
    error_kinds: ErrorKinds
    feedback: Feedback
    forgettings: Forgettings
    follows: Follows
    gap_groups: GapGroups
    gaps: Gaps
    inbox: Inbox
    invites: Invites
    jobs: Jobs
    loads: Loads
    notices: Notices
    offers: Offers
    people: People
    preferences: Preferences
    quoted: Quoted
    searches: Searches
    tokens: Tokens
    translations: Translations

    @classmethod
    def of(cls, database: Database) -> Self:
        """Open it in a database whose tables are there."""
        return cls(
            Announcements(database),
            AnswerRecords(database),
            Asked(database),
            Bans(database),
            Chats(database),
            Conversations(database),
            Decisions(database),
            Deliveries(database),
            ErrorKinds(database),
            Feedback(database),
            Forgettings(database),
            Follows(database),
            GapGroups(database),
            Gaps(database),
            Inbox(database),
            Invites(database),
            Jobs(database),
            Loads(database),
            Notices(database),
            Offers(database),
            People(database),
            Preferences(database),
            Quoted(database),
            Searches(database),
            Tokens(database),
            Translations(database),
        )
