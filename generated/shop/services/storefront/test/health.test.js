import assert from "node:assert/strict";
import { test } from "node:test";
import { GET } from "../src/app/healthz/route.ts";

test("the health route answers 200", async () => {
  const response = GET();
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: "ok" });
});
