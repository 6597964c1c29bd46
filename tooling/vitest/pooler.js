import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject, onTestFinished } from "vitest";

const program = "/usr/sbin/pgbouncer";

export const noPooler =
  spawnSync(program, ["--version"]).status === 0
    ? undefined
    : `there is no ${program}; on Debian type apt-get install pgbouncer`;

export const droppingSettings =
  "ignore_startup_parameters = options, statement_timeout, lock_timeout, idle_in_transaction_session_timeout";

/** @type {typeof import("./pooler.js").startPooler} */
export async function startPooler(url, ...settings) {
  const server = new URL(inject("testServerUrl"));
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "pooler-"));
  // PgBouncer refuses to be root, and has to read its file as whoever it is.
  chmodSync(folder, 0o755);
  const login = [`user=${server.username}`, server.password && `password=${server.password}`];
  const lines = [
    "[databases]",
    `* = host=${server.hostname} port=${server.port || 5432} ${login.filter(Boolean).join(" ")}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = any",
    "pool_mode = transaction",
    "default_pool_size = 3",
    ...settings,
    "",
  ];
  writeFileSync(join(folder, "pgbouncer.ini"), lines.join("\n"));
  const user = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const child = spawn(program, [...user, join(folder, "pgbouncer.ini")], { stdio: "pipe" });
  onTestFinished(async () => {
    if (child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
    rmSync(folder, { recursive: true });
  });
  let log = "";
  child.stdout.resume();
  await new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error(`PgBouncer did not start:\n${log}`)));
    child.stderr.on("data", (chunk) => {
      log += chunk;
      if (log.includes("process up")) resolve(undefined);
    });
  });
  const through = new URL(url);
  through.host = `127.0.0.1:${port}`;
  return through.href;
}

async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (probe.address());
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
