#!/usr/bin/env node
import { parseArgs } from "node:util";
import { createDproClient } from "../client.js";
import { seedDemo } from "./seed-demo.js";

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
  const dpro = createDproClient({ applicationName: "deepiri demo" });
  const added = await seedDemo(dpro, steps).finally(() => dpro.close());
  console.log(json ? JSON.stringify(added, undefined, 2) : sentence(added));
} catch (error) {
  // People get the sentence; the stack is for those who debug this very program.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function sentence({ users, tools, configurations }: Awaited<ReturnType<typeof seedDemo>>): string {
  if (users + tools + configurations === 0) return "Nothing to add: the demo of dpro is there.";
  return `Added ${users} users of dpro with what they have, ${tools} tools and ${configurations} configurations.`;
}
