import assert from "node:assert/strict";
import { test } from "node:test";
import { serve } from "../dist/app.js";

test("the health route answers 200", async () => {
  const server = await serve(0);
  try {
    const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
    assert.equal(response.status, 200);
  } finally {
    await server.stop();
  }
});
