"""Changes of the embedding model, as the bot plans and tells them; `index.model_change` carries them out.

    set model is not the one that answers | a job | begun: the admins are told | … | it answers: the admins are told

A job says which model it is for, so that whoever does it need not have the same settings.
"""

from collections.abc import Collection

from bot.languages.speech import Speech
from bot.model_wording import BEGUN, DONE, FAILED, OVERTAKEN
from bot.state import State
from bot.state.jobs import Job, JobKind
from bot.state.notices import Draft
from bot.state.people import Role
from bot.telling import find_speech
from corpus.database import Connection
from corpus.worded import Worded
from index.report_index import ReportIndex


class ModelChanges:
    """Plans and tells changes to the `wanted` model, which is the one that is set. All of it blocks."""

    def __init__(self, state: State, index: ReportIndex, wanted: str, admin_ids: Collection[int]) -> None:
        self.wanted = wanted
        self._state = state
        self._index = index
        self._admin_ids = admin_ids

    def put(self) -> int:
        """Queue a rebuilding of the index with the wanted model, and give the job's id."""
        return self._state.jobs.put(JobKind.REINDEX, {"model": self.wanted})

    def begin(self) -> None:
        """Queue a change where another model answers than the wanted one, and give up the changes to others."""
        waiting = [job for job in self._state.jobs.list_waiting() if job.kind is JobKind.REINDEX]
        for job in waiting:
            if find_model(job, self.wanted) != self.wanted:
                self._state.jobs.fail(job.id, OVERTAKEN)
        standing = self._index.describe_models()
        is_settled = standing.serving in (None, self.wanted) and standing.coming in (None, self.wanted)
        if not is_settled and not any(find_model(job, self.wanted) == self.wanted for job in waiting):
            self.put()

    def tell_begun(self, job: Job) -> None:
        """Tell the admins once that a job is to change the model, if it is."""
        model, standing = find_model(job, self.wanted), self._index.describe_models()
        if standing.serving not in (None, model):
            self._tell(job, "begun", Worded(BEGUN, model=model, former=standing.serving))

    def tell_done(self, job: Job, connection: Connection) -> None:
        """Tell the admins in the transaction in which the model changes."""
        self._tell(job, "done", Worded(DONE, model=find_model(job, self.wanted)), connection)

    def tell_failed(self, job: Job, reason: str) -> None:
        """Tell the admins that the former model goes on answering, if another one was to."""
        model, standing = find_model(job, self.wanted), self._index.describe_models()
        if standing.serving not in (None, model):
            self._tell(job, "failed", Worded(FAILED, model=model, reason=reason, former=standing.serving))

    def _tell(self, job: Job, stage: str, sentence: str, inside: Connection | None = None) -> None:
        granted = {each.person_id for each in self._state.people.list_grants() if each.role is Role.ADMIN}
        drafts = [
            Draft(person, f"reindex:{job.id}:{stage}:{admin}", self._find_speech(person, inside).say(sentence))
            for admin in sorted({*self._admin_ids, *granted})
            for person in [f"telegram:{admin}"]
        ]
        self._state.notices.put_all(drafts, inside)

    def _find_speech(self, person: str, inside: Connection | None) -> Speech:
        return find_speech(self._state.preferences, person, inside)


def find_model(job: Job, wanted: str) -> str:
    """Give the model that a job is for; jobs of earlier releases do not say."""
    return str(job.payload.get("model") or wanted)
