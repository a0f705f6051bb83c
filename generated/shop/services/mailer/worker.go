package main

import (
	"context"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// receive takes the next messages. Put your queue's client here (long polling of 20 seconds); the queue is in MAILER_QUEUE_URL.
func receive(ctx context.Context) []string {
	select {
	case <-ctx.Done():
	case <-time.After(5 * time.Second):
	}
	return nil
}

// handle does the work of one message. It must be idempotent: queues deliver at least once. Delete the message only after it has returned.
func handle(logger *slog.Logger, message string) {
	logger.Info("handled", "bytes", len(message))
}

// run takes messages until it is told to stop, and finishes the one in hand: what was taken and not begun comes back to the queue.
func run(logger *slog.Logger) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()
	logger.Info("started", "environment", environment())
	for ctx.Err() == nil {
		if err := beat(); err != nil {
			return err
		}
		for _, message := range receive(ctx) {
			if ctx.Err() != nil {
				break
			}
			if err := beat(); err != nil {
				return err
			}
			handle(logger, message)
		}
	}
	logger.Info("stopped")
	return nil
}
