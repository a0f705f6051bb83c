package main

// checkHealth has nothing to ask: a worker that hangs is seen by the age of its queue.
func checkHealth() error {
	return nil
}
