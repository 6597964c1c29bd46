import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("./reorganize.js", import.meta.url));

/**
 * Applies or rolls back in a process of its own, with the built package. With `fuse`, the process is killed with SIGKILL once
 * it has told of so many events; whatever the server is doing for it at that moment goes on or not.
 *
 * @returns whether it was killed before its end
 */
export async function runReorganizer(
  args: readonly string[],
  fuse = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let [events, stderr] = [0, ""];
  child.stdout.on("data", (chunk: Buffer) => {
    events += chunk.filter((byte) => byte === 0x0a).length;
    if (events >= fuse) child.kill("SIGKILL");
  });
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.once("close", (...ended) => resolve(ended)),
  );
  if (signal === "SIGKILL") return true;
  if (code !== 0) throw new Error(`${args[0]} failed: ${stderr}`);
  return false;
}
