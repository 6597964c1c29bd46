import { quoteIdentifier } from "@deepiri/database";
import type { Plan } from "../../plan/plan.js";
import type { RetiredTable } from "../../plan/planned-projection.js";
import { type Class, classedRows, classes } from "../../projection/account.js";
import { keyText } from "../../projection/compare-sql.js";
import type { Queryable } from "../../session/queryable.js";
import { samples } from "./compare.js";
import type { Account } from "./projections-verification.js";

/** What has become of the rows of every source table. */
export async function readAccounts(
  reader: Queryable,
  { projections = [], retired = [] }: Pick<Plan, "projections" | "retired">,
): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const table of retired) accounts.push(await readAccount(reader, table, projections));
  return accounts;
}

interface Counted {
  readonly class: Class;
  readonly reason: string | null;
  readonly rule: string | null;
  readonly rows: number;
}

async function readAccount(
  reader: Queryable,
  table: RetiredTable,
  projections: NonNullable<Plan["projections"]>,
): Promise<Account> {
  const classed = classedRows(table, projections);
  const counted = await reader.query<Counted>(
    `SELECT class, reason, rule, pg_catalog.count(*)::float8 AS rows FROM (${classed}) AS classed
      GROUP BY 1, 2, 3 ORDER BY 4 DESC, 2, 3`,
  );
  const sum = (of: readonly Counted[]) => of.reduce((total, { rows }) => total + rows, 0);
  const inClass = (one: Class) => sum(counted.filter((row) => row.class === one));
  const numbers = Object.fromEntries(classes.map((one) => [one, inClass(one)]));
  return {
    table: table.table,
    rows: sum(counted),
    classes: numbers as Account["classes"],
    reasons: groups(
      counted.filter(({ reason }) => reason !== null),
      (one) => JSON.stringify([one.class, one.reason]),
    ).map(([one, rows]) => ({ class: one.class, reason: one.reason ?? "", rows })),
    rules: groups(
      counted.filter(({ rule }) => rule !== null),
      ({ rule }) => rule ?? "",
    ).map(([{ rule }, rows]) => ({ rule: rule ?? "", rows })),
    unaccounted: inClass("unaccounted") > 0 ? await unaccountedKeys(reader, table, classed) : [],
  };
}

function groups(
  counted: readonly Counted[],
  by: (one: Counted) => string,
): (readonly [Counted, number])[] {
  const found = new Map<string, [Counted, number]>();
  for (const one of counted) {
    const group = found.get(by(one)) ?? [one, 0];
    found.set(by(one), [group[0], group[1] + one.rows]);
  }
  return [...found.values()];
}

async function unaccountedKeys(
  reader: Queryable,
  { key }: RetiredTable,
  classed: string,
): Promise<Account["unaccounted"]> {
  const rows = await reader.query<{ key: string[] | null }>(
    `SELECT ${keyText(key, (name) => `(source).${quoteIdentifier(name)}`)} AS key FROM (${classed}) AS classed
      WHERE class = 'unaccounted' ORDER BY 1 LIMIT ${samples}`,
  );
  return rows.map((row) => row.key);
}
