package app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes messages until the platform sends SIGTERM, and finishes the one in hand. */
@Component
class Worker implements CommandLineRunner, SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public void run(String... args) throws InterruptedException, IOException {
    LOG.info("started");
    while (stopping.getCount() > 0) {
      beat();
      for (String message : receive()) {
        // What was taken and not begun comes back to the queue: the platform does not wait for a whole batch.
        if (stopping.getCount() == 0) {
          break;
        }
        beat();
        handle(message);
      }
    }
    LOG.info("stopped");
    stopped.countDown();
  }

  /** Says that the loop turns: the health check finds a file that is too old, and the platform replaces the task. Call it within work that takes long, too. */
  private void beat() throws IOException {
    Files.writeString(Path.of("/tmp/heartbeat"), Instant.now().toString());
  }

  /** Takes the next messages. Put your queue's client here (long polling of 20 seconds); the queue is in WORKER_IF_ID_QUEUE_URL. */
  private List<String> receive() throws InterruptedException {
    stopping.await(5, TimeUnit.SECONDS);
    return List.of();
  }

  /** Does the work of one message. Must be idempotent: queues deliver at least once. Delete the message only after it has returned. */
  private void handle(String message) {
    LOG.info("handled {} characters", message.length());
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    stopping.countDown();
    try {
      stopped.await(115, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return stopped.getCount() > 0;
  }
}
