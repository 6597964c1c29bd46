import { createWriteStream, rmSync, type WriteStream } from "node:fs";
import { chmod, mkdir, open, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { constants } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { FolderTaken, FolderUnwritable } from "../errors.js";

/** What ends a program that a person or a job runner has had enough of. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * A folder that is being written, under a name beside the one that it gets when it is complete. Only
 * its owner may read it.
 */
export class PartialFolder {
  readonly #target: string;
  readonly #end = (signal: NodeJS.Signals): void => {
    rmSync(this.path, { recursive: true, force: true });
    process.exit(128 + constants.signals[signal]);
  };
  readonly path: string;

  private constructor(target: string) {
    this.#target = target;
    this.path = `${target}.partial-${process.pid}`;
  }

  /**
   * @throws FolderTaken when the target is there and not empty
   * @throws FolderUnwritable
   */
  static async open(out: string): Promise<PartialFolder> {
    const folder = new PartialFolder(resolve(out));
    await folder.explained(async () => {
      await assertFree(folder.#target);
      await mkdir(dirname(folder.#target), { recursive: true });
      await removeLeftovers(folder.#target);
      // Not once: a second signal would end it in the middle of tidying up.
      for (const signal of endings) process.on(signal, folder.#end);
      await mkdir(folder.path, { mode: 0o700 });
      await chmod(folder.path, 0o700);
    });
    return folder;
  }

  async makeFolder(name: string): Promise<void> {
    await this.explained(() => mkdir(join(this.path, name), { mode: 0o700 }));
  }

  createFile(name: string): WriteStream {
    return createWriteStream(join(this.path, name), { mode: 0o600, flags: "wx", flush: true });
  }

  async write(name: string, text: string): Promise<void> {
    await this.explained(async () => {
      const file = await open(join(this.path, name), "wx", 0o600);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
    });
  }

  /** Gives the folder its name. */
  async finish(): Promise<void> {
    await this.explained(async () => {
      await rmdir(this.#target).catch(() => {});
      await rename(this.path, this.#target);
    });
    this.#forgetSignals();
  }

  /** Removes all that was written. */
  async discard(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    this.#forgetSignals();
  }

  #forgetSignals(): void {
    for (const signal of endings) process.off(signal, this.#end);
  }

  /** Says of a failure of the file system what it means. */
  async explained<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw explainFileError(error, this.#target);
    }
  }
}

async function assertFree(target: string): Promise<void> {
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) return;
  if (!found.isDirectory())
    throw new FolderTaken(`"${target}" is a file. Name a folder that is not there yet.`);
  if ((await readdir(target)).length > 0)
    throw new FolderTaken(
      `"${target}" is not empty. Name a folder that is not there yet; nothing is ever overwritten.`,
    );
}

/** Removes what runs that were killed have left, and not what others are writing. */
async function removeLeftovers(target: string): Promise<void> {
  const start = `${basename(target)}.partial-`;
  for (const name of await readdir(dirname(target)))
    if (name.startsWith(start) && !isRunning(Number(name.slice(start.length))))
      await rm(join(dirname(target), name), { recursive: true, force: true });
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "no space is left on its disk",
  EDQUOT: "the quota of its disk is used up",
  EACCES: "permission denied",
  EPERM: "the operation is not permitted",
  EEXIST: "a part of its path is a file",
  EROFS: "its file system is read-only",
  ENOENT: "its folder is not there and cannot be made",
  ENOTDIR: "a part of its path is a file",
};

function explainFileError(error: unknown, target: string): unknown {
  const reason = reasons[(error as NodeJS.ErrnoException).code ?? ""];
  return reason === undefined
    ? error
    : new FolderUnwritable(
        `"${target}" cannot be written: ${reason}. Nothing of the backup is left.`,
        { cause: error },
      );
}
