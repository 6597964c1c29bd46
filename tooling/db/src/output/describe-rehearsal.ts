import { quoteTable } from "@deepiri/database/without-client";
import type {
  LiveTable,
  Loss,
  RehearsedMigration,
  RehearsedStatement,
  Work,
} from "@deepiri/schema-engine/rehearsal";
import { bold, dim, yellow } from "@deepiri/terminal";

const width = 80;

/** A pending migration on lines of at most 80 columns: its statements with what each locks and endangers. */
export function describeMigration(
  { migration, done, statements }: RehearsedMigration,
  label: string,
): string[] {
  const going = done > 0 ? `, from its statement ${done + 1} on` : "";
  const parts = new Set(statements.map(({ part }) => part)).size;
  const count = parts === 1 ? "one transaction" : `${parts} parts`;
  const title = bold(`${label}: ${migration.name} would run${going}, in ${count}`);
  if (!statements.some(touchesTables)) return [title, "  It touches no table that is there."];
  return [
    title,
    ...statements.flatMap((statement, at) => describe(statement, statements[at - 1], parts > 1)),
  ];
}

function touchesTables({ locks, work, losses }: RehearsedStatement): boolean {
  return locks.length + work.length + losses.length > 0;
}

function describe(
  statement: RehearsedStatement,
  before: RehearsedStatement | undefined,
  hasParts: boolean,
): string[] {
  const { line, text, part, inTransaction, locks, work } = statement;
  const begins = hasParts && part !== before?.part;
  const alone = inTransaction ? "" : ", without a transaction: it cannot run in one";
  return [
    ...(begins ? [dim(`  part ${part}${alone}`)] : []),
    cut(`  line ${line}: ${text.replace(/\s+/g, " ")}`),
    ...locks.map(({ table, mode }) => `    locks ${tableText(table)} ${mode}`),
    ...work.filter(({ keepsOut }) => keepsOut.length === 0).map((one) => `    ${workText(one)}`),
    ...hazardsOf(statement).flatMap(({ text: hazard }) => wrap(hazard)),
  ];
}

/** Something that people should know before they run a statement. */
export interface Hazard {
  readonly kind: Work["kind"] | Loss["kind"];
  readonly table: string;
  /** About how many rows it has, where the server knows. */
  readonly rows: number | null;
  readonly text: string;
}

/** What a statement keeps clients from, and what they find gone after it. */
export function hazardsOf({ work, losses }: Pick<RehearsedStatement, "work" | "losses">): Hazard[] {
  const keeping = work.filter(({ keepsOut }) => keepsOut.length > 0);
  return [
    ...keeping.map((one) => hazard(one, `${workText(one)}; ${keptOutText(one)}`)),
    ...losses.map((one) => hazard(one, lossText(one))),
  ];
}

function hazard({ kind, table }: Work | Loss, text: string): Hazard {
  return { kind, table: tableText(table), rows: table.rows, text };
}

export function tableText({ schema, name }: LiveTable): string {
  return quoteTable(schema, name);
}

function workText({ kind, table }: Work): string {
  const { rows } = table;
  const size = rows === null ? "" : ` (about ${rows.toLocaleString("en-US")} rows)`;
  const what = kind === "reads" ? "reads the whole of" : kind;
  return `${what} ${tableText(table)}${size}`;
}

function keptOutText({ table, keepsOut }: Work): string {
  const named = (whom: "writers" | "everybody"): string => {
    const kept = keepsOut.filter((one) => one.whom === whom).map((one) => one.table);
    const others = kept.filter((one) => one !== table).map(tableText);
    return [...(kept.includes(table) ? ["it"] : []), ...others].join(" and ");
  };
  const [readers, writers] = [named("everybody"), named("writers")];
  return [
    ...(readers ? [`nobody can read or write ${readers} meanwhile`] : []),
    ...(writers ? [`nobody can write ${writers} meanwhile`] : []),
  ].join(", ");
}

function lossText({ kind, table, column }: Loss): string {
  const of = column === undefined ? tableText(table) : `"${column}" of ${tableText(table)}`;
  const isGone = kind.endsWith("dropped");
  return isGone
    ? `${of} is gone after it, with all that is in it`
    : `programs that know ${of} by its old name fail after it`;
}

function cut(text: string): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

/** A hazard on as many lines as it takes. */
function wrap(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.at(-1) as string;
    if (last !== "" && last.length + word.length + 1 > width - 6) lines.push(word);
    else lines[lines.length - 1] = last === "" ? word : `${last} ${word}`;
  }
  return lines.map((line, at) => `    ${at === 0 ? yellow("!") : " "} ${line}`);
}
