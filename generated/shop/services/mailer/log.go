package main

import (
	"log/slog"
	"os"
)

// newLogger writes one JSON object per line: what CloudWatch Logs Insights and every collector read without a parser.
func newLogger() *slog.Logger {
	var level slog.Level
	// An empty or unknown name leaves "info".
	_ = level.UnmarshalText([]byte(os.Getenv("LOG_LEVEL")))
	return slog.New(slog.NewJSONHandler(os.Stdout, &slog.HandlerOptions{Level: level})).With("service", "mailer")
}

func environment() string {
	if name := os.Getenv("APP_ENVIRONMENT"); name != "" {
		return name
	}
	return "local"
}
