import { describe, expect, it } from "vitest";
import { readAccelerator } from "../../../src/decisions/details/accelerator.ts";
import { readStatements } from "../../../src/decisions/text/statements.ts";

const read = (text: string) => readAccelerator(readStatements("/x", text))?.quote.toLowerCase() ?? null;

describe("words that ask for a graphics processor", () => {
  it.each([
    ["normalises loudness with a neural model that needs a GPU", "gpu"],
    ["Python 3.11, PyTorch, CUDA", "cuda"],
    ["ECS with EC2 capacity (two g4dn.xlarge), because Fargate offers no GPU", "g4dn.xlarge"],
    ["two GPUs at night", "gpus"],
    ["on an NVIDIA card", "nvidia"],
    ["inf2.xlarge for the model", "inf2.xlarge"],
  ])("%s", (text, want) => expect(read(text)).toBe(want));

  it.each([
    ["no GPU needed"],
    ["CPU only, no CUDA"],
    ["Fargate offers no GPU"],
    ["A GPU is planned for next year"],
    ["We used GPUs until spring"],
    ["runs without a GPU"],
    ["m7g.xlarge"],
    ["g is for gravity"],
  ])("none: %s", (text) => expect(read(text)).toBeNull());
});
