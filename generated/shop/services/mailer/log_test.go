package main

import "testing"

func TestEnvironmentIsLocalWithoutAVariable(t *testing.T) {
	t.Setenv("APP_ENVIRONMENT", "")
	if environment() != "local" {
		t.Fatalf("environment %q", environment())
	}
}
