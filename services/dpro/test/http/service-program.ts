import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { expect, onTestFinished } from "vitest";

const folder = path.join(import.meta.dirname, "../..");

/** The arguments for Node by which a service runs. */
export const ways = {
  compiled: ["bin/serve.js"],
  source: ["--conditions=@deepiri/source", "--import", "tsx", "src/http/main.ts"],
} as const;

/** The service as a process of its own, listening, until the test ends. */
export async function startService(way: keyof typeof ways, env: Record<string, string>) {
  const child = spawn(process.execPath, ways[way], {
    cwd: folder,
    env: { ...process.env, PORT: "0", ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    output.stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output.stderr += chunk;
  });
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal }));
  const all = () => output.stdout + output.stderr;
  const says = (text: string) => expect.poll(all, { timeout: 120_000 }).toContain(text);
  await Promise.race([says("listens at"), ended]);
  const [url = ""] = /http:\S+/.exec(output.stdout) ?? [];
  if (url === "") throw new Error(`the service did not start:\n${all()}`);
  return { child, url, output, says, ended };
}
