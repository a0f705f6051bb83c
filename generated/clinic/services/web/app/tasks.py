import logging

from app.celery import app


@app.task
def heartbeat() -> str:
    """Shows that beat, broker and worker reach each other. Keep it beside your own tasks: an alarm misses its line in the log."""
    logging.info("heartbeat")
    return "ok"
