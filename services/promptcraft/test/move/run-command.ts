import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const mains = {
  reorganize: new URL("../src/main.ts", import.meta.resolve("@deepiri/reorganize")),
  db: new URL("../src/main.ts", import.meta.resolve("@deepiri/db")),
};

/** Runs the real command in a process of its own, away from any terminal. */
export async function runCommand(
  name: keyof typeof mains,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly code: number | null; readonly output: string }> {
  const own = Object.entries(process.env).filter(([one]) => !one.endsWith("DATABASE_URL"));
  const child = spawn(
    process.execPath,
    [
      "--conditions=@deepiri/source",
      "--import",
      import.meta.resolve("tsx"),
      fileURLToPath(mains[name]),
      ...args,
    ],
    { env: { ...Object.fromEntries(own), ...env }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}
