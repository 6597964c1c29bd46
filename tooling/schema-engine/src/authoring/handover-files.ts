import type { MigrationFile, Part } from "@deepiri/authoring";
import { readMigrations, type TablePackage, type Workspace } from "@deepiri/workspace";
import { loadAuthoring } from "./draft-files.js";
import { type Handover, readHandovers } from "./handovers.js";

/** What a migration does that only says something. */
export const emptyPart: Part = { label: "", statements: [] };

/** Handovers that the histories do not yet tell of. */
export async function readNewHandovers(
  workspace: Workspace,
  tablePackage: TablePackage,
): Promise<Handover[]> {
  const all = await readHandovers(workspace, tablePackage);
  const told = readMigrations(tablePackage).flatMap(({ sql }) => sql.split("\n"));
  return all.filter((one) => !told.includes(remarkOfTaker(one)));
}

/** The line by which the history of the package that has it now tells of it. */
export function remarkOfTaker({ table, from }: Handover): string {
  return `-- taken over: ${table} from ${from.key}, whose migrations made it; it stays as it is`;
}

/** A migration for each package that gave tables away: only comments, for the tables stay as they are. */
export async function filesOfGivers(
  handovers: readonly Handover[],
  { key }: TablePackage,
  name: string,
): Promise<(readonly [TablePackage, MigrationFile[]])[]> {
  const { filesOf } = await loadAuthoring();
  const givers = [...new Set(handovers.map(({ from }) => from))];
  return givers.map((from) => {
    const existing = readMigrations(from).map((one) => one.name);
    const remarks = handovers
      .filter((one) => one.from === from)
      .map(
        ({ table }) =>
          `-- handed over: ${table} to ${key}, whose migrations change it from here on`,
      );
    return [from, withRemarks(filesOf([emptyPart], name, existing), remarks)] as const;
  });
}

/** Files of which the first begins with remarks. */
export function withRemarks(
  [first, ...others]: readonly MigrationFile[],
  remarks: readonly string[],
): MigrationFile[] {
  if (!first || remarks.length === 0) return [...(first ? [first] : []), ...others];
  const sql = [...remarks, first.sql].join("\n").trimEnd();
  return [{ ...first, sql: `${sql}\n` }, ...others];
}

/** What a reviewer has to know of it. */
export function noteOf({ table, from }: Handover, { key }: TablePackage): string {
  return `${table} goes from ${from.key} to ${key} as it is; with the next db migrate the rights follow`;
}
