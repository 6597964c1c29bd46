import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @type {typeof import("./run-command.js").runCommand} */
export async function runCommand(of, args, env = {}) {
  const own = Object.entries(process.env).filter(([one]) => !one.endsWith("DATABASE_URL"));
  const child = spawn(process.execPath, [programOf(of), ...args], {
    env: { ...Object.fromEntries(own), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  const [code] = await once(child, "close");
  return { code, output };
}

/** The program in the folder above the package's entry, whose imports take half the time once they are built. */
function programOf(of) {
  const folder = new URL("../", of);
  const { bin } = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
  const [program] = Object.values(bin);
  return fileURLToPath(new URL(program, folder));
}
