import { NotLastError } from "./errors.js";
import type { DraftStatement, Part } from "./rewrite/part.js";

/** A migration as it is to lie on disk. */
export interface MigrationFile {
  /** The folder's name. */
  readonly name: string;
  readonly sql: string;
}

/**
 * The files of a draft, a part each, so that every part is a transaction of its own.
 *
 * @param existing names of the migrations that are there: the new ones come after them
 * @throws NotLastError when an existing name would come after any time
 */
export function filesOf(
  parts: readonly Part[],
  name: string,
  existing: readonly string[],
  now = new Date(),
): MigrationFile[] {
  const first = stampAfter(existing, now);
  const taken = new Set<string>();
  const files = parts.map(({ label, statements }, index) => ({
    name: `${later(first, index)}_${distinct(label ? `${name}_${label}` : name, taken)}`,
    sql: migrationText(statements),
  }));
  const last = [...existing].sort().at(-1) ?? "";
  const [made] = files;
  if (made && made.name <= last) throw new NotLastError(made.name, last);
  return files;
}

function distinct(name: string, taken: Set<string>): string {
  let found = name;
  for (let count = 2; taken.has(found); count += 1) found = `${name}_${count}`;
  taken.add(found);
  return found;
}

/** Seconds since 1970 of the time now, or of one second after the last migration. */
function stampAfter(existing: readonly string[], now: Date): number {
  const last = [...existing]
    .sort()
    .at(-1)
    ?.match(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/);
  const [, year, month, day, hour, minute, second] = (last ?? []).map(Number);
  const after = last
    ? Date.UTC(year as number, (month as number) - 1, day, hour, minute, second) / 1000 + 1
    : 0;
  return Math.max(Math.floor(now.getTime() / 1000), after);
}

const later = (seconds: number, index: number): string =>
  new Date((seconds + index) * 1000).toISOString().replace(/[-:T]/g, "").slice(0, 14);

function migrationText(statements: readonly DraftStatement[]): string {
  const blocks = statements.map(({ sql, hazards }) =>
    [...hazards.map((hazard) => `-- hazard: ${hazard}`), `${sql};`].join("\n"),
  );
  return `${blocks.join("\n\n")}\n`;
}
