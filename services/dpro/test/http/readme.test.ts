import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { seedDemo } from "../../src/demo/seed-demo.js";
import { useDpro } from "../use-dpro.js";
import { startService } from "./service-program.js";

const { db, open } = useDpro();
const run = promisify(execFile);

const readme = readFileSync(path.join(import.meta.dirname, "../../README.md"), "utf8");
const [, section = ""] = /^## Over HTTP\n(.*?)^## /ms.exec(readme) ?? [];
const commands = [...section.matchAll(/^curl .*$/gm)].map(([command]) => command);
const [, answer = ""] = /^```json\n(.*?)\n```$/ms.exec(section) ?? [];
const documented = "http://127.0.0.1:8081";

it("the commands of the README answer as it says, with the demo data", {
  timeout: 240_000,
}, async () => {
  await seedDemo(open.client, 1);
  const { url } = await startService("source", {
    DPRO_DATABASE_URL: db.url,
    TRUST_IDENTITY_HEADERS: "1",
  });
  expect(section).toContain(`dpro listens at ${documented}\n`);
  const answers = [];
  for (const command of commands) {
    const there = command.replace(documented, url);
    const { stdout } = await run("bash", ["-c", `${there} --silent --show-error --fail`]);
    answers.push(JSON.parse(stdout));
  }
  expect(answers).toEqual([
    { items: [expect.objectContaining({ name: "Invoice reader" })], next: null },
    JSON.parse(answer, (key, value) => (key === "updatedAt" ? expect.any(String) : value)),
    expect.objectContaining({ userId: "1", chatSettings: { theme: "dark" } }),
  ]);
});
