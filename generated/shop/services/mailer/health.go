package main

// checkHealth has nothing to ask: nothing listens here.
func checkHealth() error {
	return nil
}
