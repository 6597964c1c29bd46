import type { Migration, TablePackage } from "@deepiri/workspace";
import { SquashRefusedError } from "../errors.js";

/**
 * The name of the migration that replaces these. It has the time of the last of them: one that a branch
 * adds meanwhile is younger, so it still comes after.
 */
export function squashName(
  { key }: TablePackage,
  replaced: readonly Migration[],
  wish = "squashed",
): string {
  if (!/^[a-zA-Z0-9_-]+$/.test(wish))
    throw new SquashRefusedError(
      `"${wish}" is no name for a migration: letters, digits, - and _ only, please`,
    );
  const last = replaced.at(-1)?.name ?? "";
  const name = `${/^\d+/.exec(last)?.[0] ?? last}_${wish}`;
  if (replaced.some((one) => one.name === name))
    throw new SquashRefusedError(
      `${key} has a migration ${name} already; choose another name: db squash ${key} --name NAME`,
    );
  return name;
}
