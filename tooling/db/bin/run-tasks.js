#!/usr/bin/env node
// Runs a task of all packages through turbo and shows what the tasks say, without what turbo and pnpm
// add: `run-tasks.js db:migrate`. What another task says, such as a build, is shown when it fails.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { programsPath } from "@deepiri/build-when-stale/programs-path";

const [task, ...options] = process.argv.slice(2);
const turbo = spawn("turbo", ["run", task, "--json", ...options], {
  stdio: ["inherit", "pipe", "pipe"],
  env: {
    ...process.env,
    PATH: await programsPath(process.cwd()),
    TURBO_TELEMETRY_DISABLED: "1",
    pnpm_config_loglevel: "silent",
  },
});
const said = new Map();
const failed = [];
const complaints = [];

turbo.once("error", () => complaints.push(`turbo was not found; type \`pnpm ${task}\``));
turbo.stderr.on("data", (chunk) => complaints.push(String(chunk)));
createInterface({ input: turbo.stdout }).on("line", (line) => {
  const { source, text } = JSON.parse(line);
  if (source === "turbo") noteFailed(text);
  else if (text.startsWith("cache ")) return;
  else if (source.endsWith(`#${task}`)) console.log(text);
  else said.set(source, [...(said.get(source) ?? []), text]);
});
turbo.once("close", (code) => {
  for (const source of failed)
    console.error([...(said.get(source) ?? []), `${source} failed`].join("\n"));
  if (code !== 0 && failed.length === 0) console.error(complaints.join("").trim());
  process.exitCode = code ?? 1;
});

function noteFailed(text) {
  const mark = "Failed:";
  if (text.startsWith(mark))
    failed.push(
      ...text
        .slice(mark.length)
        .split(",")
        .map((source) => source.trim()),
    );
}
