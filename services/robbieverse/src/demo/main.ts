#!/usr/bin/env node
import { parseArgs } from "node:util";
import { migratorRole } from "@deepiri/database";
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
  if (!Number.isInteger(steps) || steps < 1 || steps > 1_000)
    throw new RangeError(`Scale "${scale}" is not a whole number from 1 to 1000. Try --scale 1.`);
  const added = (await isThere(steps)) ? { organizations: 0 } : await seed(steps);
  console.log(json ? JSON.stringify(added, undefined, 2) : sentence(added));
} catch (error) {
  // People get the sentence; the stack is for those who debug this very program.
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function seed(scale: number): Promise<Added> {
  // The generated client, which a run with nothing to add never loads.
  const { createRobbieverseClient } = await import("../client.js");
  const { seedDemo } = await import("./seed-demo.js");
  const owner = { applicationName: "deepiri demo", role: migratorRole("robbieverse") };
  const client = createRobbieverseClient(owner);
  return await seedDemo(client, scale).finally(() => client.close());
}

function sentence({ organizations }: Added): string {
  if (organizations === 0) return "Nothing to add: the demo of robbieverse is there.";
  return `Added ${organizations} organizations of robbieverse with half a year of what was said and sold.`;
}
