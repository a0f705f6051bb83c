package main

import (
	"log/slog"
	"os"
)

// newLogger writes one JSON object per line: what CloudWatch Logs Insights and every collector read without a parser.
func newLogger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(os.Stdout, nil)).With("service", "mailer")
}

func environment() string {
	if name := os.Getenv("APP_ENVIRONMENT"); name != "" {
		return name
	}
	return "local"
}
