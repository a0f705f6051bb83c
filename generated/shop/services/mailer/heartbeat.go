package main

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

const heartbeatFile = "/tmp/heartbeat"

// beat says that the loop turns: the health check finds a file that is too old, and the platform replaces the task. Call it within work that takes long, too.
func beat() error {
	return os.WriteFile(heartbeatFile, []byte(time.Now().UTC().Format(time.RFC3339)), 0o600)
}

// checkHeartbeat takes the file, and the seconds that it may be old.
func checkHeartbeat(arguments []string) error {
	if len(arguments) != 2 {
		return fmt.Errorf("a file and its seconds are wanted, found %d words", len(arguments))
	}
	seconds, err := strconv.Atoi(arguments[1])
	if err != nil {
		return err
	}
	file, err := os.Stat(arguments[0])
	if err != nil {
		return err
	}
	if age := time.Since(file.ModTime()); age >= time.Duration(seconds)*time.Second {
		return fmt.Errorf("the last turn of the loop is %s ago", age.Round(time.Second))
	}
	return nil
}
