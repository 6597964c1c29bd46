import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { platform } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** What a server writes about itself into its data folder. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** Reads `postmaster.pid`; undefined when it is missing, unreadable or half written. */
export async function readPostmasterFile(dataFolder: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(pathIn(dataFolder), "utf8").catch(() => "");
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (!(pid > 0)) return undefined;
  const port = Number.parseInt(lines[3] ?? "", 10);
  return { pid, port: Math.max(port, 0), ready: (lines[7] ?? "").startsWith("ready") };
}

/** Whether this process is a server on this data folder, and not a program that got its number. */
export async function isServerProcess(pid: number, dataFolder: string): Promise<boolean> {
  const words = await commandLine(pid);
  return words.includes(dataFolder) && /postgres(\.exe)?$/.test(words[0] ?? "");
}

/**
 * Makes a leftover `postmaster.pid` harmless when its process number now belongs to another program.
 *
 * PostgreSQL refuses to start while a process with that number lives, but takes its parent's number
 * for a leftover. Only the number is replaced: the rest lets PostgreSQL notice surviving children
 * of the dead server by their shared memory. The caller must be the parent of the next server.
 */
export async function disownPostmasterFile(dataFolder: string): Promise<void> {
  const text = await readFile(pathIn(dataFolder), "utf8");
  await writeFile(pathIn(dataFolder), text.replace(/^\d+/, String(process.pid)));
}

/** Whether any process, zombies included, has this number. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

// Empty for a zombie, which is as good as gone: nothing of it holds the data folder.
async function commandLine(pid: number): Promise<string[]> {
  if (platform() === "linux") {
    const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
    return text.split("\0");
  }
  const listing = promisify(execFile)("ps", ["-ww", "-o", "command=", "-p", String(pid)]);
  const text = await listing.then(
    ({ stdout }) => stdout.trim(),
    () => "",
  );
  const [program, folder] = text.split(/ -D | -p \d+/);
  return [program ?? "", folder ?? ""];
}

function pathIn(dataFolder: string): string {
  return path.join(dataFolder, "postmaster.pid");
}
