import { columnOf, sqlName, type Table } from "../../catalog/catalog.js";
import { parseTableName } from "../../catalog/table-name.js";
import type { Source } from "../../plan/plan.js";
import type { Problem } from "../../plan/problem.js";
import type { OldColumn, VerifyContext } from "../step-kind.js";
import { type Found, findMissingTypes, readView, sqlStateOfRead } from "./read-old-name.js";

/** How an old name fails programs that have not changed. */
export type OldNameProblem = Problem &
  (
    | { readonly code: "view missing" | "type missing" }
    | { readonly code: "view leads elsewhere"; readonly to: string }
    | { readonly code: "view refuses"; readonly verbs: readonly string[] }
    | {
        readonly code: "view lacks" | "columns refuse writes";
        readonly columns: readonly string[];
      }
    | { readonly code: "view unreadable"; readonly sqlState: string | null }
  );

/**
 * Whether programs not yet changed still work: each old name has a view of the table as it is now, with
 * all old columns that the table has, that can be read and written; and each type's old name is there.
 */
export async function verify(context: VerifyContext): Promise<OldNameProblem[]> {
  const problems: OldNameProblem[] = [];
  for (const source of context.plan.sources) {
    const table = context.catalog.tables.get(source.to ?? "");
    const columns = context.columnsOf(source.from);
    if (table && columns && hasView(source, context))
      problems.push(...(await checkView(context, source, table, columns)));
  }
  return [...problems, ...(await checkTypes(context))];
}

// Where the target has a table of that name, no view can be.
function hasView({ from, to }: Source, { catalog }: VerifyContext): boolean {
  return from !== to && !catalog.tables.has(from);
}

async function checkView(
  { session }: VerifyContext,
  { from, to = "" }: Source,
  table: Table,
  columns: readonly OldColumn[],
): Promise<OldNameProblem[]> {
  const object = { about: "old names", object: from } as const;
  const name = sqlName(parseTableName(from));
  const found = await readView(session, name, table);
  if (!found) return [{ ...object, code: "view missing" }];
  const sqlState = await sqlStateOfRead(session, name);
  return [
    ...(found.leadsThere ? [] : [{ ...object, code: "view leads elsewhere" as const, to }]),
    ...columnProblems(
      object,
      found,
      columns.filter(({ renamed }) => columnOf(table, renamed)),
    ),
    ...(sqlState === undefined ? [] : [{ ...object, code: "view unreadable" as const, sqlState }]),
  ];
}

function columnProblems(
  object: Pick<OldNameProblem, "about" | "object">,
  { columns, refused }: Found,
  promised: readonly OldColumn[],
): OldNameProblem[] {
  const names = promised.map(({ name }) => name);
  const lacking = names.filter((name) => !columns.some((one) => one.name === name));
  const fixed = names.filter((name) => columns.some((one) => one.name === name && !one.writable));
  return [
    ...(refused.length > 0 ? [{ ...object, code: "view refuses" as const, verbs: refused }] : []),
    ...(lacking.length > 0 ? [{ ...object, code: "view lacks" as const, columns: lacking }] : []),
    ...(fixed.length > 0 && refused.length === 0
      ? [{ ...object, code: "columns refuse writes" as const, columns: fixed }]
      : []),
  ];
}

async function checkTypes({ session, plan }: VerifyContext): Promise<OldNameProblem[]> {
  const moves = plan.steps.filter(({ id }) => id.kind === "relocate" && id.action === "move type");
  const missing = await findMissingTypes(
    session,
    moves.map(({ about }) => String(about?.oldName)),
  );
  const gone = moves.filter(({ about }) => missing.has(String(about?.oldName)));
  return gone.map(({ about }) => ({
    about: "old names",
    code: "type missing",
    object: String(about?.from),
  }));
}
