from app import log
from app.main import app

log.configure()
application = app
