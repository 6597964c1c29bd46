import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SquashRefusedError } from "../errors.js";
import type { Squash } from "./plan-squash.js";

const prefix = ".squash-";

/**
 * Writes the new migration and removes those that it replaces. It appears at once, and from then on
 * those are not read any more: killed anywhere, this leaves the old history or the new one.
 */
export function writeSquash(squash: Squash): void {
  const { migrationsDirectory } = squash.package;
  try {
    putInPlace(squash);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SquashRefusedError(
      `the squashed migration could not be written to ${migrationsDirectory}: ${reason}. Nothing was changed.`,
      { cause },
    );
  }
  removeReplaced(squash.replaced);
}

function putInPlace({ package: { migrationsDirectory }, migration }: Squash): void {
  const beside = dirname(migrationsDirectory);
  for (const left of readdirSync(beside).filter((name) => name.startsWith(prefix)))
    rmSync(join(beside, left), { recursive: true });
  const temporary = join(beside, `${prefix}${migration.name}`);
  try {
    mkdirSync(temporary);
    writeFileSync(join(temporary, "migration.sql"), migration.sql);
    renameSync(temporary, dirname(migration.path));
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    throw error;
  }
}

function removeReplaced(replaced: Squash["replaced"]): void {
  for (const { path } of replaced) rmSync(dirname(path), { recursive: true, force: true });
}
