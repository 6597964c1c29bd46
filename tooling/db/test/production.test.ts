import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { createEmptyDatabase } from "@deepiri/test-database";
import { because, noSweeps } from "@deepiri/vitest/skip";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { afterAll, beforeAll, expect, test } from "vitest";
import { otherDatabases } from "./fixture/other-databases.js";
import { copyWorkspace, type WorkspaceCopy } from "./fixture/workspace-copy.js";

const page = readFileSync(join(findWorkspaceRoot(), "docs/production.md"), "utf8");
const [install = [], use = [], , serve = []] = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(
  ([, text = ""]) => text.trim().split("\n"),
);

let copy: WorkspaceCopy;
beforeAll(async () => {
  if (!noSweeps) copy = await copyWorkspace();
});
afterAll(() => copy?.remove());

const title = `a folder without development's tools migrates from compiled code, and asks no registry${because(noSweeps)}`;
test.skipIf(noSweeps)(title, { timeout: 600_000 }, async () => {
  const [database, others] = [await createEmptyDatabase(), await otherDatabases()];
  try {
    for (const command of install) await copy.succeed(command);
    for (const name of ["turbo", "typescript", "vitest", "tsx"])
      expect(existsSync(join(copy.root, "node_modules", name)), name).toBe(false);
    const urls = Object.entries({ ...others.env, DATABASE_URL: database.url });
    const places = urls.map(([name, url]) => `${name}='${url}'`).join(" ");
    const offline = `npm_config_registry=http://127.0.0.1:9 NODE_ENV=production ${places}`;
    for (const command of use) await copy.succeed(`${offline} ${command}`);
    await tryService(serve[0] ?? "", { NODE_ENV: "production", ...others.env });
  } finally {
    await Promise.all([database.drop(), others.drop()]);
  }
});

/** Runs a service in the folder as the page says, until it is ready, and stops it. */
async function tryService(command: string, env: Record<string, string>): Promise<void> {
  const port = await freePort();
  const service = spawn("bash", ["-c", `exec env ${command.replace(/PORT=\d+/, `PORT=${port}`)}`], {
    cwd: copy.root,
    env: { ...process.env, ...env, GATEWAY_SECRET: randomBytes(32).toString("hex") },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(service, "exit");
  try {
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status, String);
    await expect.poll(ready, { timeout: 120_000 }).toBe(200);
    service.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  } finally {
    service.kill("SIGKILL");
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
