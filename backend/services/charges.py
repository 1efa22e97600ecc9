"""What a request costs, and who pays it: guests by the day's trial, people by their credits."""

from __future__ import annotations

from sqlalchemy.orm import Session

from backend.jobs.views import JobView
from backend.services.credits import Credits
from backend.services.engines import Engines
from backend.services.trial import GUEST, Trial


class Charges:
    """Charges for jobs when they are accepted."""

    def __init__(self, trial: Trial, credits: Credits, engines: Engines) -> None:
        self._trial, self._credits, self._engines = trial, credits, engines

    def price(self, job_type: str, seconds: float, engine: str | None = None) -> int | None:
        """What a job of a kind costs for so many seconds of music; None where credits are off."""
        if not self._credits.enabled:
            return None
        return self._credits.prices.price(job_type, engine or self._engines.default, seconds)

    def draw(self, session: Session, job: JobView, seconds: float) -> None:
        """Charge for a job that was just put up, in the transaction that does so.

        Raises
        ------
        TrialSpent
            if a guest has used up the day's allowance
        CreditsShort
            if somebody has not enough credits; the caller's transaction must not be committed in either case
        """
        if job.owner.startswith(GUEST):
            self._trial.draw(session, job.owner)
            return
        price = self.price(job.type, seconds, job.engine_requested)
        if price:
            terms = self._credits.prices.terms(job.type, self._engines.names(), seconds)
            self._credits.hold(session, job, price, terms)
