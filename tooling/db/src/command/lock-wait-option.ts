import { defaultLockWaitMs } from "@deepiri/schema-engine";
import { InvalidArgumentError, Option } from "commander";

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** `--lock-wait`: how long to wait for locks that others hold, in milliseconds. */
export function lockWaitOption(): Option {
  return new Option("--lock-wait <time>", "how long to wait for locks that other programs hold")
    .default(defaultLockWaitMs, "3m")
    .argParser(readTime);
}

function readTime(text: string): number {
  const [, amount, unit = ""] = /^(\d+)(ms|s|m|h)$/.exec(text) ?? [];
  const milliseconds = Number(amount) * (units[unit] ?? Number.NaN);
  if (Number.isNaN(milliseconds)) throw new InvalidArgumentError("Such as 90s, 3m or 1h.");
  return milliseconds;
}
