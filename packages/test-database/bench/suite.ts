import { spawnSync } from "node:child_process";
import path from "node:path";

/** What a run of tests took. */
export interface SuiteTimes {
  readonly seconds: number;
  readonly databaseSeconds: number;
  readonly testSeconds: number;
  readonly overheadPercent: number;
}

/** Runs the tests of these packages, or of all, once; throws with the end of its output when a test fails. */
export function timeSuite(root: string, packages: readonly string[] = []): SuiteTimes {
  const begin = performance.now();
  const vitest = path.join(root, "node_modules", ".bin", "vitest");
  const { stdout, stderr, status } = spawnSync(
    vitest,
    ["run", ...packages.map((name) => `--project=${name}`)],
    {
      cwd: root,
      env: { ...process.env, TEST_TIMES: "1", NO_COLOR: "1" },
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const seconds = Math.round((performance.now() - begin) / 1_000);
  const [, databases, tests] = /databases ([\d.]+) s, tests ([\d.]+) s/.exec(stdout) ?? [];
  if (status !== 0 || !tests)
    throw new Error(`the test suite failed:\n${lastLines(stdout + stderr)}`);
  const [databaseSeconds, testSeconds] = [Number(databases), Number(tests)];
  const overheadPercent = Math.round((100 * databaseSeconds) / testSeconds);
  return { seconds, databaseSeconds, testSeconds, overheadPercent };
}

function lastLines(output: string): string {
  const lines = output.trimEnd().split("\n").slice(-60);
  return lines.map((line) => line.slice(0, 200)).join("\n");
}
