"""In: a JSON script on standard input: the command, and steps of what to wait for and what to type. Out: JSON with the transcript and the exit code. Runs the command under a pseudo-terminal of its own."""
import fcntl, json, os, pty, select, signal, struct, sys, termios, time

script = json.load(sys.stdin)
pid, terminal = pty.fork()
if pid == 0:
    if script.get("stdout"):
        out = os.open(script["stdout"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(out, 1)
    os.chdir(script["cwd"])
    os.execvpe(script["argv"][0], script["argv"], {**os.environ, **script.get("env", {})})
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, script.get("columns", 100), 0, 0))
transcript, seen = "", 0
raw = b""

def read(until):
    """Reads until the text shows up behind what was waited for before; until the end when there is none."""
    global transcript, seen, raw
    limit = time.monotonic() + script.get("seconds", 20)
    while until is None or until not in transcript[seen:]:
        if time.monotonic() > limit:
            return False
        ready, _, _ = select.select([terminal], [], [], 0.1)
        if not ready:
            continue
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            chunk = b""
        if chunk == b"":
            return until is None
        raw += chunk
        transcript = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    seen = transcript.index(until, seen) + len(until)
    return True

failed = None
for wait, keys in script["steps"]:
    if not read(wait):
        failed = wait
        os.kill(pid, signal.SIGKILL)
        break
    if isinstance(keys, int):
        os.kill(pid, keys)
    else:
        os.write(terminal, keys.encode())
if failed is None and not read(None):
    failed = "the end"
    os.kill(pid, signal.SIGKILL)
_, status = os.waitpid(pid, 0)
code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
json.dump({"transcript": transcript, "exitCode": code, "failed": failed}, sys.stdout)
