#!/usr/bin/env node
import { readArguments, usage } from "./arguments.js";
import { progressTo, summary } from "./report.js";
import { seed } from "./seed.js";

try {
  const { scale, json, help } = readArguments(process.argv.slice(2));
  if (help) process.stdout.write(usage);
  else await run(scale, json);
} catch (error) {
  // People get the sentence; the stack is for those who debug this very program.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

async function run(scale: number, json: boolean): Promise<void> {
  const begin = performance.now();
  const result = await seed({ scale, ...(json ? {} : { onProgress: progressTo(process.stderr) }) });
  const milliseconds = Math.round(performance.now() - begin);
  process.stdout.write(
    json
      ? `${JSON.stringify({ ...result, milliseconds }, undefined, 2)}\n`
      : `${summary(result, milliseconds)}\n`,
  );
}
