import logging
import os

bind = f"0.0.0.0:{os.environ.get('PORT', '8080')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
# A heartbeat file on a disk stalls workers; memory is always there, also with a read-only root.
worker_tmp_dir = "/dev/shm"
# Longer than the load balancer's idle time-out of 60 seconds: it must be the one that closes.
keepalive = 65
graceful_timeout = 25
forwarded_allow_ips = "*"
control_socket_disable = True


def when_ready(server):
    from app import log

    log.configure()
    logging.info("started on %s in %s", bind, os.environ.get("APP_ENVIRONMENT", "local"))
