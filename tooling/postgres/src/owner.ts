import { stat } from "node:fs/promises";
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
    const owner = await stat(directory).catch(() => undefined);
    throw new OtherOwnerError(directory, owner?.uid, { cause });
  }
}
