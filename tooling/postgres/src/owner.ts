import { stat } from "node:fs/promises";
import path from "node:path";
import { OtherOwnerError } from "./errors.js";

/**
 * Runs `work` and, where the operating system refuses it, says whose directory it is.
 *
 * @throws OtherOwnerError
 */
export async function namingOwner<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== "EACCES" && code !== "EPERM") throw cause;
    throw new OtherOwnerError(directory, await ownerOfNearest(directory), { cause });
  }
}

async function ownerOfNearest(directory: string): Promise<number | undefined> {
  for (let at = directory; ; at = path.dirname(at)) {
    const entry = await stat(at).catch(() => undefined);
    if (entry || at === path.dirname(at)) return entry?.uid;
  }
}
