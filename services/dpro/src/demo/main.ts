#!/usr/bin/env node
import { parseArgs } from "node:util";
import { isThere } from "./is-there.js";
import type { Added } from "./seed-demo.js";

try {
  const { scale, json } = parseArgs({
    options: {
      scale: { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  }).values;
  const steps = Number(scale);
  if (!Number.isInteger(steps) || steps < 1 || steps > 10_000)
    throw new RangeError(`Scale "${scale}" is not a whole number from 1 to 10000. Try --scale 1.`);
  const nothing = { users: 0, tools: 0, configurations: 0 };
  const added = (await isThere(steps)) ? nothing : await seed(steps);
  console.log(json ? JSON.stringify(added, undefined, 2) : sentence(added));
} catch (error) {
  // People get the sentence; the stack is for those who debug this very program.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function seed(scale: number): Promise<Added> {
  // The generated client, which a run with nothing to add never loads.
  const { createDproClient } = await import("../client.js");
  const { seedDemo } = await import("./seed-demo.js");
  const dpro = createDproClient({ applicationName: "deepiri demo" });
  return await seedDemo(dpro, scale).finally(() => dpro.close());
}

function sentence({ users, tools, configurations }: Added): string {
  if (users + tools + configurations === 0) return "Nothing to add: the demo of dpro is there.";
  return `Added ${users} users of dpro with what they have, ${tools} tools and ${configurations} configurations.`;
}
