import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { Agent, get as getBy, type IncomingMessage } from "node:http";
import { type AddressInfo, createServer as createPlainServer } from "node:net";
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";

/** A program of this folder as a process of its own. */
async function start(env: Record<string, string> = {}, program = "service.ts") {
  const file = path.join(import.meta.dirname, program);
  const args = ["--conditions=@deepiri/source", "--import", "tsx", file];
  const child = spawn(process.execPath, args, { env: { ...process.env, PORT: "0", ...env } });
  onTestFinished(() => void child.kill("SIGKILL"));
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  const says = (text: string) =>
    expect.poll(() => output.stdout + output.stderr, { timeout: 30_000 }).toContain(text);
  return { child, output, ended, says };
}

async function startListening(env: Record<string, string> = {}, program = "service.ts") {
  const service = await start(env, program);
  await service.says("listens at");
  const url = /http:\S+/.exec(service.output.stdout)?.[0] ?? "";
  return { ...service, url };
}

/** A GET on a connection that stays open. */
function keepingGet(url: string, agent: Agent): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    getBy(url, { agent }, (answer) => answer.resume().once("end", () => resolve(answer))).once(
      "error",
      reject,
    );
  });
}

describe("a service", () => {
  it("prints where it listens, and on SIGTERM finishes what it has begun, closes unused connections and ends with 0", async () => {
    const { child, url, ended, says, output } = await startListening();
    expect(output.stdout).toMatch(/^test listens at http:\/\/127\.0\.0\.1:\d+\n$/);
    const agent = new Agent({ keepAlive: true });
    await keepingGet(`${url}/healthz`, agent);
    const running = fetch(`${url}/wait?ms=700`);
    await says("waiting");
    child.kill("SIGTERM");
    expect(await (await running).json()).toEqual({ waited: 700 });
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(output.stdout).toContain("closed");
    await expect(fetch(url)).rejects.toThrow();
  });

  it("goes on answering for the notice that it gives, not ready any more", async () => {
    const { child, url, ended, says } = await startListening({ NOTICE_MS: "1500" });
    const agent = new Agent({ keepAlive: true });
    child.kill("SIGINT");
    await says("stopping");
    expect((await keepingGet(`${url}/readyz`, agent)).statusCode).toBe(503);
    const answer = await keepingGet(`${url}/wait?ms=1`, agent);
    expect([answer.statusCode, answer.headers.connection]).toEqual([200, "close"]);
    expect(await ended).toEqual({ code: 0, signal: null });
  });

  it("ends with 1 when that takes longer than the limit", async () => {
    const { child, url, ended, says, output } = await startListening({ LIMIT_MS: "200" });
    const running = fetch(`${url}/wait?ms=60000`).catch(() => "cut off");
    await says("waiting");
    child.kill("SIGTERM");
    expect(await ended).toEqual({ code: 1, signal: null });
    expect(await running).toBe("cut off");
    expect(output.stderr).toContain("still running after 200 ms");
  });

  it("ends at once by a second signal", async () => {
    const { child, url, ended, says } = await startListening();
    void fetch(`${url}/wait?ms=60000`).catch(() => {});
    await says("waiting");
    child.kill("SIGTERM");
    await says("stopping");
    child.kill("SIGINT");
    expect(await ended).toEqual({ code: null, signal: "SIGINT" });
  });

  it("says in a line why it cannot start, and ends with 1", async () => {
    const taken = createPlainServer().listen(0, "127.0.0.1");
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once("listening", resolve));
    const { port } = taken.address() as AddressInfo;
    const cases = [
      [{ PORT: String(port) }, `Cannot listen at 127.0.0.1:${port}: another program does`],
      [{ NODE_ENV: "production" }, "No key to check the gateway's tokens"],
    ] as const;
    const tried = cases.map(async ([env, message]) => {
      const { ended, output } = await start(env);
      expect((await ended).code).toBe(1);
      expect(output.stderr).toContain(message);
      expect(output.stderr.trim().split("\n")).toHaveLength(1);
    });
    await Promise.all(tried);
  });
});

describe("the service of the README", () => {
  it("is the one that is run here, and does what it says", async () => {
    const readme = readFileSync(path.join(import.meta.dirname, "../../README.md"), "utf8");
    const example = readFileSync(path.join(import.meta.dirname, "example.ts"), "utf8");
    expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
    const { url } = await startListening({}, "example.ts");
    const answer = await fetch(`${url}/notes/7`);
    expect(await answer.json()).toEqual({ id: "7", text: "Buy milk" });
  });
});
