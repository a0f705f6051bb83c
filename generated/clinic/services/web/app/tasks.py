import logging

from app.celery import app


@app.task
def heartbeat() -> str:
    """Shows that beat, broker and worker reach each other; replace it with tasks of your own."""
    logging.info("heartbeat")
    return "ok"
