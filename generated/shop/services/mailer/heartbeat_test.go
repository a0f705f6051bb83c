package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestHeartbeatFailsWithoutATurn(t *testing.T) {
	file := filepath.Join(t.TempDir(), "heartbeat")
	if checkHeartbeat([]string{file, "60"}) == nil {
		t.Fatal("healthy before the first turn")
	}
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := checkHeartbeat([]string{file, "60"}); err != nil {
		t.Fatal(err)
	}
	old := time.Now().Add(-2 * time.Minute)
	if err := os.Chtimes(file, old, old); err != nil {
		t.Fatal(err)
	}
	if checkHeartbeat([]string{file, "60"}) == nil {
		t.Fatal("healthy two minutes after the last turn")
	}
}
