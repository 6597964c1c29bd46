import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

/** What was in a file while it was read. */
export interface Read {
  readonly bytes: number;
  readonly sha256: string;
}

const blockBytes = 1 << 20;

/**
 * Reads a whole file, and writes what it reads into another if one is named.
 *
 * @returns undefined when there is no such file
 */
export async function readWhole(from: string, to?: string): Promise<Read | undefined> {
  const source = await openIfThere(from);
  if (!source) return undefined;
  try {
    const copy = to === undefined ? undefined : await open(to, "wx", 0o600);
    try {
      return await pass(source, copy);
    } finally {
      await copy?.close();
    }
  } finally {
    await source.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

async function pass(source: FileHandle, copy: FileHandle | undefined): Promise<Read> {
  const hash = createHash("sha256");
  const block = Buffer.allocUnsafe(blockBytes);
  let bytes = 0;
  for (;;) {
    const { bytesRead } = await source.read(block, 0, blockBytes, bytes);
    if (bytesRead === 0) return { bytes, sha256: hash.digest("hex") };
    const read = block.subarray(0, bytesRead);
    hash.update(read);
    await copy?.appendFile(read);
    bytes += bytesRead;
  }
}
