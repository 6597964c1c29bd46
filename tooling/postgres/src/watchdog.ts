import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/**
 * A small shell that outlives its starter by a moment.
 *
 * It holds a pipe from the starter. When the pipe ends, because the starter asks for it or was
 * killed in whatever way, it ends the process group it watches and removes the directory.
 */
export interface Watchdog {
  /** From now on this process group, and no other, is ended with the starter. */
  watch(group: number | undefined): Promise<void>;
  /** Ends the watched group, removes the directory, and resolves when that is done. */
  end(): Promise<void>;
  /** Goes away and leaves everything as it is. */
  dismiss(): Promise<void>;
}

// QUIT is PostgreSQL's immediate stop; KILL, later, would leave a shared memory segment behind. A
// zombie counts as gone: the first process of a container may never collect it.
const script = `
trap '' HUP INT TERM QUIT
lives() {
  kill -s 0 -- "-$group" 2>/dev/null || return 1
  read -r pid name state rest 2>/dev/null </proc/$group/stat || return 0
  [ "$state" != Z ]
}
group=0
while read -r line; do group=$line; done
[ "$group" = dismissed ] && exit
turn=0
while [ "$group" != 0 ] && [ $turn -lt 200 ] && lives; do
  if [ $turn -lt 100 ]; then signal=QUIT; else signal=KILL; fi
  [ $((turn % 20)) = 0 ] && kill -s $signal -- "-$group" 2>/dev/null
  turn=$((turn + 1))
  sleep 0.03
done
data=$(readlink "$1/data" || echo "$1/data")
turn=0
until rm -rf -- "$1" "$data" "$data".making-* 2>/dev/null || [ $turn -gt 50 ]; do
  turn=$((turn + 1))
  sleep 0.1
done
`;

/** Starts a watchdog over a server's directory. It does not keep the starter's event loop alive. */
export function startWatchdog(directory: string): Watchdog {
  const shell = spawn("/bin/sh", ["-c", script, "watchdog", directory], {
    cwd: "/",
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  const gone = once(shell, "exit");
  gone.catch(() => {});
  shell.stdin.on("error", () => {});
  shell.unref();
  unrefPipe(shell.stdin);
  const tell = async (line: string) => {
    await new Promise<void>((written) => shell.stdin.write(`${line}\n`, () => written()));
  };
  const end = async () => {
    shell.stdin.end();
    shell.ref();
    if (shell.exitCode === null) await gone;
  };
  return {
    watch: async (group) => await tell(String(group ?? 0)),
    end,
    dismiss: async () => {
      await tell("dismissed");
      await end();
    },
  };
}

/** Lets the process end although the pipe is open. */
export function unrefPipe(stream: ChildProcess["stdin"]): void {
  (stream as { unref?: () => void } | null)?.unref?.();
}
