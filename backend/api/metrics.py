"""Figures for Prometheus: what each process counts of its requests, and what the tables say when they are asked for.

The processes of one server are forked from one that has this loaded: they count together, in files of one folder.
"""

from __future__ import annotations

import hmac
import time
from collections.abc import Iterator

import backend.counted  # noqa: F401 - first: it says where to count

# isort: split

from flask import Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, Metric

from backend.api import access, identity
from backend.api.door import Door, answers, services
from backend.api.proxies import is_of_this_machine
from backend.services.errors import NotAllowed, NotSignedIn

door = Door("metrics", "Figures for Prometheus.")

# From what a quick read takes to what nobody waits for.
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
REQUESTS = Counter("studio_http_requests", "Requests that were answered.", ["method", "route", "status"])
SECONDS = Histogram("studio_http_request_seconds", "How long answers took to begin.", ["route"], buckets=BUCKETS_S)
# A route for what none takes: addresses that people try would be a series each.
UNKNOWN = "none"
TEXT = {"description": "Figures as Prometheus reads them", "content": {"text/plain": {}}}


def install(app: Flask) -> None:
    """Count requests."""
    app.after_request(_count)


@door.get(
    "/metrics",
    access.anyone.because("for the administrator, whoever has METRICS_TOKEN, and programs of this machine"),
    responses=answers({200: TEXT}, 401, 403),
)
def metrics() -> Response:
    """Give figures to Prometheus: requests by route, jobs, queue, workers, storage."""
    _admit()
    counted, now = CollectorRegistry(), CollectorRegistry()
    multiprocess.MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    now.register(_Now())
    return Response(generate_latest(counted) + generate_latest(now), content_type=CONTENT_TYPE_LATEST)


def _admit() -> None:
    """Let in who may read the figures.

    Raises
    ------
    NotSignedIn, NotAllowed
        or not
    """
    token = services().settings.metrics_token
    given = request.headers.get("Authorization", "").partition(" ")[2].strip()
    if (token and hmac.compare_digest(given.encode(), token.encode())) or is_of_this_machine():
        return
    if not identity.caller().owner:
        raise NotSignedIn("Send METRICS_TOKEN as a bearer token, or ask from the machine of the studio.")
    if not identity.caller().is_admin:
        raise NotAllowed("Only the administrator may read the figures.")


def _count(response: Response) -> Response:
    route = request.url_rule.rule if request.url_rule else UNKNOWN
    REQUESTS.labels(request.method, route, response.status_code).inc()
    if began := g.get("began"):
        SECONDS.labels(route).observe(time.monotonic() - began)
    return response


class _Now:
    """What the tables say."""

    def collect(self) -> Iterator[Metric]:
        desk, health = services().desk, services().work.health()
        jobs = GaugeMetricFamily("studio_jobs", "Jobs in the table.", labels=["type", "status"])
        for kind, state, count in desk.figures.jobs():
            jobs.add_metric([kind, state], count)
        yield jobs
        yield GaugeMetricFamily("studio_queue_depth", "Jobs that wait.", value=health["queued"])
        yield GaugeMetricFamily("studio_jobs_running", "Jobs that run.", value=health["started"])
        yield GaugeMetricFamily("studio_workers", "Workers that are alive.", value=health["workers"])
        yield GaugeMetricFamily("studio_broker_up", "Whether Redis answers.", value=int(health["redis"]))
        storage = desk.figures.storage()
        stored = GaugeMetricFamily("studio_storage_bytes", "Bytes of stored files.", labels=["kind"])
        for kind in storage["kinds"]:
            stored.add_metric([kind["kind"]], kind["bytes"])
        yield stored
        totals = desk.figures.statistics()
        for name in ("songs", "albums", "users"):
            yield GaugeMetricFamily(f"studio_{name}", f"How many {name} there are.", value=totals[f"total_{name}"])
