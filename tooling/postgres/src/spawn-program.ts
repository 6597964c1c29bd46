import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Launcher } from "./launcher.js";
import { unrefPipe, type Watchdog } from "./watchdog.js";

/** How a server program is to be started. */
export interface Spawning {
  readonly launcher: Launcher;
  /** File descriptor that takes what the program prints. */
  readonly output: number;
  /** Ends the program with its starter; without one it lives on. */
  readonly watchdog?: Watchdog | undefined;
}

// Waits for a word before it becomes the program, so that the watchdog knows the process first: a
// starter killed in between ends the pipe, and nothing was started.
const gate = 'read -r go && exec "$@" </dev/null';

/**
 * Starts a server program in a session of its own, where Ctrl-C does not reach it.
 *
 * @throws the error of the operating system when the program cannot be started.
 */
export async function spawnProgram(
  command: readonly [string, ...string[]],
  { launcher, output, watchdog }: Spawning,
): Promise<ChildProcess> {
  const words = [...launcher.prefix, ...command];
  const [first = "", ...rest] = watchdog ? ["/bin/sh", "-c", gate, "sh", ...words] : words;
  const child = spawn(first, rest, {
    // A folder that the server's user can enter.
    cwd: "/",
    detached: true,
    env: { PATH: process.env.PATH, LC_ALL: "C" },
    stdio: [watchdog ? "pipe" : "ignore", output, output],
    ...(launcher.switchesUser && { uid: launcher.uid, gid: launcher.gid }),
  });
  await once(child, "spawn");
  child.unref();
  await watchdog?.watch(child.pid);
  child.stdin?.on("error", () => {});
  child.stdin?.write("go\n");
  unrefPipe(child.stdin);
  return child;
}
