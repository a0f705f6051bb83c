import assert from "node:assert/strict";
import { test } from "node:test";
import { greeting } from "../src/greeting.js";

test("the first page names the site", () => {
  assert.equal(greeting("portal"), "portal works.");
});
