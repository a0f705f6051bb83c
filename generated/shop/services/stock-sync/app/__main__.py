import logging
import os

from app import log


def main() -> None:
    """Runs to its end and leaves with 0; anything else makes the platform report a failed run. Must be idempotent: a schedule can fire twice."""
    log.configure()
    logging.info("%s started in %s", "stock-sync", os.environ.get("APP_ENVIRONMENT", "local"))
    logging.info("%s finished", "stock-sync")


if __name__ == "__main__":
    main()
