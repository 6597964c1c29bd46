import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { oldestServerVersion } from "@deepiri/database/without-client";
import { CommandError } from "../output/command-error.js";

/** What squawk found in a script. */
export interface Violation {
  /** From 0. */
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}

// Which types and defaults columns have is for the Prisma files to say, and only a server can tell
// whether a default writes a table anew; timeouts, waiting for locks and what no transaction can hold
// are `db migrate`'s.
const excluded = [
  "adding-field-with-default",
  "ban-char-field",
  "ban-concurrent-index-creation-in-transaction",
  "prefer-bigint-over-int",
  "prefer-bigint-over-smallint",
  "prefer-identity",
  "prefer-repack",
  "prefer-robust-stmts",
  "prefer-text-field",
  "prefer-timestamp-tz",
  "require-concurrent-index-deletion",
  "require-enum-value-ordering",
  "require-lock-timeout",
  "require-statement-timeout",
  "require-timeout-settings",
];

/**
 * Lints a script with squawk.
 *
 * @throws CommandError where squawk has no program for this platform
 */
export async function runSquawk(script: string): Promise<Violation[]> {
  const program = createRequire(import.meta.url).resolve("squawk-cli/js/bin/squawk");
  const version = ["--pg-version", `${oldestServerVersion / 10_000}.0`];
  const report = ["--reporter", "json", "--stdin-filepath", "migration.sql"];
  // With it, squawk sees which tables the script makes itself.
  const whole = "--assume-in-transaction";
  const args = [program, ...report, ...version, whole, "--exclude", excluded.join(",")];
  const child = spawn(process.execPath, args, { stdio: "pipe" });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (chunk) => (output += chunk));
  child.stderr.on("data", (chunk) => (errors += chunk));
  const ended = new Promise((resolve) => child.once("close", resolve));
  child.stdin.end(script);
  await ended;
  try {
    const found = JSON.parse(output) as { line: number; rule_name: string; message: string }[];
    return found.map(({ line, rule_name, message }) => ({ line, rule: rule_name, message }));
  } catch {
    throw new CommandError(
      `squawk, which lints new migrations, does not run here: ${errors.trim()}`,
    );
  }
}
