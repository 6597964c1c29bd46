import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/**
 * A small shell that outlives its starter by a moment.
 *
 * It holds a pipe from the starter. When the pipe ends, because the starter asks for it or was
 * killed in whatever way, it ends the process group it watches and removes the directories.
 */
export interface Watchdog {
  /** From now on this process group, and no other, is ended with the starter. */
  watch(group: number | undefined): Promise<void>;
  /** Ends the watched group, removes the directories, and resolves when that is done. */
  end(): Promise<void>;
}

// QUIT is PostgreSQL's immediate stop; KILL, later, would leave a shared memory segment behind.
const script = `
trap '' HUP INT TERM QUIT
while read -r line; do group=$line; done
turn=0
while [ "$group" != 0 ] && kill -s 0 -- "-$group" 2>/dev/null && [ $turn -lt 200 ]; do
  if [ $turn -lt 100 ]; then signal=QUIT; else signal=KILL; fi
  [ $((turn % 20)) = 0 ] && kill -s $signal -- "-$group" 2>/dev/null
  turn=$((turn + 1))
  sleep 0.03
done
turn=0
until rm -rf -- "$@" 2>/dev/null || [ $turn -gt 50 ]; do turn=$((turn + 1)); sleep 0.1; done
`;

/** Starts a watchdog over these directories. It does not keep the starter's event loop alive. */
export function startWatchdog(directories: readonly string[]): Watchdog {
  const shell = spawn("sh", ["-c", `group=0${script}`, "watchdog", ...directories], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const gone = once(shell, "exit");
  gone.catch(() => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  unrefPipe(shell.stdin);
  return {
    watch: async (group) => {
      await new Promise<void>((written) => shell.stdin.write(`${group ?? 0}\n`, () => written()));
    },
    end: async () => {
      shell.stdin.end();
      shell.ref();
      if (shell.exitCode === null) await gone;
    },
  };
}

/** Lets the process end although the pipe is open. */
export function unrefPipe(stream: ChildProcess["stdin"]): void {
  (stream as { unref?: () => void } | null)?.unref?.();
}
