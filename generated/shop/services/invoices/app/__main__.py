import logging
import os
import signal
import threading

from app import log

stopping = threading.Event()


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
        for message in receive():
            handle(message)
    logging.info("stopped")


if __name__ == "__main__":
    main()
