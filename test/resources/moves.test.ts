// Which rename speaks of which address, and that many of both take no longer than their number.
import { describe, expect, it } from "vitest";
import { movesOf } from "../../src/resources/moves.ts";

describe("the moves of a rename", () => {
  it.each([
    ["whole words only", "aws_sqs_queue.orders_dlq", "aws_sqs_queue.sales_dlq", "orders", "sales"],
    ["an id of several words", "aws_sqs_queue.stock_sync_dlq", "aws_sqs_queue.levels_dlq", "stock-sync", "levels"],
    ["a key", 'aws_subnet.public["eu-a"]', 'aws_subnet.public["eu-b"]', "eu-a", "eu-b"],
    ["one of two places", "aws_rule.orders_to_orders", "aws_rule.orders_to_sales", "orders", "sales"],
  ])("%s", (_, from, to, old, now) => {
    expect(movesOf([from], [to], [{ from: old, to: now }])).toEqual([{ from, to }]);
  });

  it("are none where the id is a part of a word", () => {
    const renames = [{ from: "order", to: "sale" }];
    expect(movesOf(["aws_sqs_queue.orders"], ["aws_sqs_queue.sales"], renames)).toEqual([]);
  });

  it("follow the rename that is stated first", () => {
    const renames = ["sales", "trade"].map((to) => ({ from: "orders", to }));
    const created = ["aws_sqs_queue.trade", "aws_sqs_queue.sales"];
    expect(movesOf(["aws_sqs_queue.orders"], created, renames)).toEqual([
      { from: "aws_sqs_queue.orders", to: "aws_sqs_queue.sales" },
    ]);
  });

  it("take no look at every rename for every address: a thousand of the one and ten thousand of the other", () => {
    const renames = Array.from({ length: 1000 }, (_, index) => ({ from: `part-${index}`, to: `piece-${index}` }));
    const gone = Array.from({ length: 10_000 }, (_, index) => `aws_sqs_queue.part_${index}_jobs`);
    const started = process.cpuUsage();
    const moves = movesOf(gone, ["aws_sqs_queue.piece_7_jobs"], renames);
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(3000);
    expect(moves).toEqual([{ from: "aws_sqs_queue.part_7_jobs", to: "aws_sqs_queue.piece_7_jobs" }]);
  });
});
