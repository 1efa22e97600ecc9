"""What work costs, and who pays for it."""

from __future__ import annotations

from dataclasses import dataclass

from backend.services import prices
from backend.services.credit_codes import CreditCodes
from backend.services.credit_desk import CreditDesk
from backend.services.credit_shares import CreditShares
from backend.services.credits import Credits
from backend.services.trial import Trial
from backend.wiring_ground import Ground


@dataclass(frozen=True)
class CreditParts:
    """Services of credits by the names that `Services` has for them."""

    trial: Trial
    credits: Credits
    credit_desk: CreditDesk
    credit_codes: CreditCodes


def credit(on: Ground) -> CreditParts:
    """Put together what concerns credits."""
    database, settings, clock = on.database, on.settings, on.clock
    shares, enabled = CreditShares(settings.secret_key), settings.credits_enabled
    credits = Credits(database, prices.read(settings.prices_file), shares, enabled=enabled, clock=clock)
    return CreditParts(
        trial=Trial(settings.secret_key, allowance=settings.guest_trial, clock=clock),
        credits=credits,
        credit_desk=CreditDesk(database, credits, clock=clock),
        credit_codes=CreditCodes(database, credits, clock=clock),
    )
