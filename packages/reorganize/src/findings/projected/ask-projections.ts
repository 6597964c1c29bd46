import { type Catalog, sqlName, type Table } from "../../catalog/catalog.js";
import type { Target } from "../../catalog/with-target.js";
import type { Mapping } from "../../plan/mapping.js";
import type { DeclaredProjection } from "../../projection/read-declared.js";
import { reading } from "../../session/read-only.js";
import type { Choice, OpenDecision, Question } from "../open-decision.js";
import { runFirst } from "../run-first.js";
import { type Found, type Projected, readGuarded } from "./read-projected.js";

/** What projections lead from and to. */
export interface Sides {
  readonly source: Catalog;
  readonly target: Target;
  readonly mapping: Pick<Mapping, "tables">;
}

/** All that the catalogs say against the projections of a mapping. */
export async function askProjections(projected: Projected, of: Sides): Promise<OpenDecision[]> {
  const isGuarded = [...projected.found.values()].some(({ rowSecurity }) => rowSecurity);
  const guarded = isGuarded ? await reading(of.target.url, readGuarded) : new Set<string>();
  const sides = { ...of, guarded };
  return [
    ...[...projected.projections, ...projected.absent].flatMap((one) => askTarget(one, sides)),
    ...projected.projections.flatMap((one) => askMissing(one, projected)),
    ...[...projected.found].flatMap(([name, found]) => askSource(name, found, projected, sides)),
  ];
}

/** The projections about which nothing was asked: the server can say what they read. */
export function withoutAsked(
  { projections }: Projected,
  open: readonly OpenDecision[],
): DeclaredProjection[] {
  const about = new Set(open.flatMap(({ question }) => projectionsOf(question)));
  return projections.filter(({ name }) => !about.has(name));
}

function projectionsOf(question: Question): readonly string[] {
  if ("projection" in question) return [question.projection];
  return "projections" in question ? question.projections : [];
}

/** Whether a package has the target, and is given all that its columns need. */
function askTarget({ name, to, outputs }: DeclaredProjection, { target }: Sides): OpenDecision[] {
  const table = target.catalog.tables.get(to);
  if (!table || !target.owners.has(to))
    return [asked(to, { code: "target not owned", projection: name }, [])];
  const given = new Set(outputs);
  const columns = table.columns.filter((one) => isNeeded(one) && !given.has(one.name));
  if (columns.length === 0) return [];
  const names = columns.map((column) => column.name);
  return [
    {
      on: { table: to, columns: names },
      question: { code: "columns not given", projection: name },
      choices: [
        { answer: { code: "give columns", projection: name, columns: names }, mapping: {} },
      ],
    },
  ];
}

function isNeeded(column: Table["columns"][number]): boolean {
  return column.notNull && column.default === null && !column.generated && !column.identity;
}

/** One query cannot be evaluated where a part of what it reads is missing. */
function askMissing({ name, sources }: DeclaredProjection, { found }: Projected): OpenDecision[] {
  return sources
    .filter((source) => !found.has(source))
    .map((source) => asked(source, { code: "source missing", projection: name }, []));
}

function askSource(
  name: string,
  found: Found,
  { projections }: Projected,
  { source, target, guarded, mapping }: Sides & { readonly guarded: ReadonlySet<string> },
): OpenDecision[] {
  const reading = projections.filter(({ sources }) => sources.includes(name));
  const by = reading.map((one) => one.name);
  if (found.kind !== "table" && found.kind !== "partitioned table")
    return [asked(name, { code: "source is no table", projections: by, kind: found.kind }, [])];
  if (found.heirs.length > 0)
    return [asked(name, { code: "source has heirs", projections: by, heirs: found.heirs }, [])];
  if (target.catalog.tables.has(name))
    return [asked(name, { code: "source is of the target", projections: by }, [])];
  const claims = Object.entries(mapping.tables).filter(([, all]) =>
    all.some(({ table }) => table === name),
  );
  const table = source.tables.get(name);
  const open = reading.map(({ to }) => to).filter((to) => !guarded.has(to));
  return [
    ...claims.map(([to]) => asked(name, { code: "source is claimed", projections: by, to }, [])),
    ...(found.rowSecurity && open[0] !== undefined && table
      ? [
          runFirst({ table: name }, { code: "hidden rows", survivor: open[0] }, [
            `ALTER TABLE ${sqlName(table)} DISABLE ROW LEVEL SECURITY;`,
          ]),
        ]
      : []),
  ];
}

function asked(table: string, question: Question, choices: readonly Choice[]): OpenDecision {
  return { on: { table }, question, choices };
}
