import { expect, test } from "vitest";
import { timeOnce } from "../src/index.js";

const node = (script: string, input?: string) => ({
  name: "node",
  program: process.execPath,
  args: ["--eval", script],
  cwd: process.cwd(),
  ...(input === undefined ? {} : { input }),
});

test("times a program to its end and gives it its input", () => {
  const check = `process.exit(require("fs").readFileSync(0, "utf8") === "SELECT 1" ? 0 : 1)`;
  expect(timeOnce(node(check, "SELECT 1"))).toBeGreaterThan(0);
});

test("a program that fails gives no time, but what it said", () => {
  expect(() => timeOnce(node(`console.error("no server"); process.exit(2)`))).toThrow(
    /node failed: [\s\S]*no server/,
  );
});
