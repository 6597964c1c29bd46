import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/** How to start a server program, which refuses to run as root. */
export interface Launcher {
  /** Owner that the data folder must have, and whose rights decide what the server can read. */
  readonly uid: number;
  readonly gid: number;
  /** Whether the process must take that identity; it then needs root to start it. */
  readonly switchesUser: boolean;
  /** Words to put before the program. */
  readonly prefix: readonly string[];
}

const nobody = 65_534;
const ownNamespace = [
  "unshare",
  "--user",
  `--map-user=${nobody}`,
  `--map-group=${nobody}`,
] as const;

/**
 * Decides how to start server programs here.
 *
 * An ordinary user just starts them. Root keeps a data folder with the user who owns it; a new one
 * runs in a user namespace where root has another number (no user is added, files stay root's, and
 * root's home works too), or as `nobody` where namespaces are refused, as in many containers.
 */
export async function chooseLauncher(
  owner: { uid: number; gid: number } | undefined,
): Promise<Launcher> {
  const [uid, gid] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0];
  if (uid !== 0 || !process.getuid) return { uid, gid, switchesUser: false, prefix: [] };
  if (owner && owner.uid !== 0) return { ...owner, switchesUser: true, prefix: [] };
  if (await namespacesWork()) return { uid, gid, switchesUser: false, prefix: ownNamespace };
  return { ...(await idOfNobody()), switchesUser: true, prefix: [] };
}

async function namespacesWork(): Promise<boolean> {
  const [command, ...rest] = ownNamespace;
  return await promisify(execFile)(command, [...rest, "true"]).then(
    () => true,
    () => false,
  );
}

async function idOfNobody(): Promise<{ uid: number; gid: number }> {
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  const [, uid, gid] = /^nobody:[^:]*:(\d+):(\d+):/m.exec(users) ?? [];
  return { uid: Number(uid ?? nobody), gid: Number(gid ?? nobody) };
}
