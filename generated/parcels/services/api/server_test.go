package main

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestHealthRouteAnswers200(t *testing.T) {
	recorder := httptest.NewRecorder()
	newHandler().ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, healthPath, nil))
	if recorder.Code != http.StatusOK {
		t.Fatalf("status %d", recorder.Code)
	}
}
