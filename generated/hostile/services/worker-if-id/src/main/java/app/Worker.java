package app;

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
  public void run(String... args) throws InterruptedException {
    LOG.info("started");
    while (stopping.getCount() > 0) {
      for (String message : receive()) {
        handle(message);
      }
    }
    LOG.info("stopped");
    stopped.countDown();
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
