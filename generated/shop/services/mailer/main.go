package main

import "os"

func main() {
	logger := newLogger()
	command := "run"
	if len(os.Args) > 1 {
		command = os.Args[1]
	}
	var err error
	switch command {
	case "run":
		err = run(logger)
	case "healthcheck":
		if len(os.Args) > 2 {
			err = checkHeartbeat(os.Args[2:])
		} else {
			err = checkHealth()
		}
	default:
		logger.Error("unknown command", "command", command)
		os.Exit(2)
	}
	if err != nil {
		logger.Error("failed", "command", command, "error", err.Error())
		os.Exit(1)
	}
}
