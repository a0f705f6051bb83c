import logging
import os
import signal
import threading
from pathlib import Path

from app import log

stopping = threading.Event()


def beat() -> None:
    """Says that the loop turns: the health check finds a file that is too old, and the platform replaces the task. Call it within work that takes long, too."""
    Path("/tmp/heartbeat").touch()


def receive() -> list[str]:
    """Takes the next messages. Put your queue's client here (long polling of 20 seconds); the queue is in INVOICES_QUEUE_URL."""
    stopping.wait(5)
    return []


def handle(message: str) -> None:
    """Does the work of one message. Must be idempotent: queues deliver at least once. Delete the message only after it has returned."""
    logging.info("handled %s characters", len(message))


def main() -> None:
    log.configure()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    logging.info("started in %s", os.environ.get("APP_ENVIRONMENT", "local"))
    while not stopping.is_set():
        beat()
        for message in receive():
            # What was taken and not begun comes back to the queue: the platform does not wait for a whole batch.
            if stopping.is_set():
                break
            beat()
            handle(message)
    logging.info("stopped")


if __name__ == "__main__":
    main()
