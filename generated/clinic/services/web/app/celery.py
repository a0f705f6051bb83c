import os
import signal
from pathlib import Path
from urllib.parse import quote

from celery import Celery, signals

from app import log

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "app.settings")



def broker_url() -> str:
    """Redis or Valkey: over TLS with a password in the cloud, without either on a laptop."""
    scheme = "rediss" if os.environ.get("CACHE_TLS", "false") == "true" else "redis"
    secret = os.environ.get("CACHE_PASSWORD", "")
    login = f":{quote(secret, safe='')}@" if secret else ""
    host = os.environ.get("CACHE_HOST", "localhost")
    port = os.environ.get("CACHE_PORT", "6379")
    verify = "?ssl_cert_reqs=required" if scheme == "rediss" else ""
    return f"{scheme}://{login}{host}:{port}/0{verify}"


app = Celery("app", broker=broker_url())
app.conf.update(
    broker_connection_retry_on_startup=True,
    # A task is given back when its worker dies: tasks must be idempotent.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    # No time limit for all tasks: an import may run for an hour. Give one to tasks that call others: @app.task(time_limit=60).
    # At a deployment the worker takes nothing new, finishes what it can, and gives the rest back to the queue before the platform
    # kills it after 120 seconds.
    worker_soft_shutdown_timeout=100,
    worker_enable_soft_shutdown_on_idle=True,
    # What is killed without that (out of memory) is handed out again after this time. It must be longer than the longest
    # task, or a task that still runs is started a second time.
    broker_transport_options={"visibility_timeout": 4 * 60 * 60},
    timezone="UTC",
    # The root file system is read-only.
    beat_schedule_filename="/tmp/celerybeat-schedule",
    beat_schedule={"heartbeat": {"task": "app.tasks.heartbeat", "schedule": 60.0}},
    include=["app.tasks"],
)


@signals.setup_logging.connect
def use_json_lines(**_: object) -> None:
    log.configure()


def beat(**_: object) -> None:
    Path("/tmp/heartbeat").touch()


@signals.beat_init.connect
def show_that_the_clock_turns(**_: object) -> None:
    """The clock touches a file with every task that it sends, and the health check looks at its age: the heartbeat above comes every minute."""
    beat()
    signals.before_task_publish.connect(beat, weak=False)


@signals.worker_ready.connect
def drain_on_sigterm(**_: object) -> None:
    """The platform sends SIGTERM, which would wait for tasks until it kills; SIGQUIT's handler is the soft shutdown that is set above."""
    signal.signal(signal.SIGTERM, signal.getsignal(signal.SIGQUIT))
