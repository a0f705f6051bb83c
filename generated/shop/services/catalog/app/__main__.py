import logging
import os
import signal

import uvicorn

from app import log
from app.main import app

# Who may say where a request came from: the load balancer and the neighbours, by their addresses inside of the network. Of all the addresses that
# a request names, the last one that is none of these is the client's; anybody may write more in front of it.
PROXIES = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16")

if __name__ == "__main__":
    log.configure()
    # After its own graceful shutdown uvicorn raises the signal again; with a handler of ours the process ends with 0.
    signal.signal(signal.SIGTERM, lambda *_: None)
    port = int(os.environ.get("PORT", "8080"))
    logging.info("started on port %s in %s", port, os.environ.get("APP_ENVIRONMENT", "local"))
    uvicorn.run(
        app,
        host="0.0.0.0",
        port=port,
        log_config=None,
        access_log=False,
        proxy_headers=True,
        forwarded_allow_ips=PROXIES,
        # Longer than the load balancer's idle time-out of 60 seconds: it must be the one that closes.
        timeout_keep_alive=65,
        timeout_graceful_shutdown=25,
    )
