import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** @type {typeof import("./run-command.js").runCommand} */
export async function runCommand(of, args, env = {}) {
  const main = fileURLToPath(new URL("../src/main.ts", of));
  const own = Object.entries(process.env).filter(([one]) => !one.endsWith("DATABASE_URL"));
  const child = spawn(
    process.execPath,
    ["--conditions=@deepiri/source", "--import", import.meta.resolve("tsx"), main, ...args],
    { env: { ...Object.fromEntries(own), ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  const [code] = await once(child, "close");
  return { code, output };
}
