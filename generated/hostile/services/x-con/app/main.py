from flask import Flask

app = Flask(__name__)


@app.get("/healthz")
def health() -> dict[str, str]:
    """Asked by the load balancer and by the container itself: says only that this process serves."""
    return {"status": "ok"}
