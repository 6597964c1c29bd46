import { begunAt, type ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { isBlank, type Repair, repaired, selected, tenant } from "./sql.js";

/** What an entity holds in one of its versions, as SQL. */
export interface State {
  readonly title: string;
  readonly description: string;
  readonly content: string;
  readonly tags: string;
  readonly metadata: string;
}

/** What kind of old rows become entities. */
export interface Kind {
  /** Of their projections. */
  readonly name: string;
  readonly type: "context" | "template" | "workflow" | "library";
  /** `schema.table AS row`, and what else is joined; one row of it is one entity. */
  readonly from: string;
  /** What its rows are grouped by, where joined rows are gathered. */
  readonly groupBy?: string;
  readonly id: string;
  readonly owner: string;
  readonly now: State;
  readonly status?: string;
  readonly visibility: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly deletedAt?: string;
  readonly repairs: readonly Repair[];
  /** Why the row is no entity; null where it is. */
  readonly leftOut?: string;
  readonly history?: History;
}

/** The old table of versions: as they were written after each update. */
export interface History {
  /** `schema.table` */
  readonly table: string;
  /** SQL: whether a row of that name is a version of the row. */
  readonly isOf: (version: string) => string;
  /** SQL that orders the versions of a row. */
  readonly order: (version: string) => string;
  /** SQL of a number that grows along them, for time. */
  readonly number: (version: string) => string;
  readonly state: (version: string) => State;
  readonly createdAt: (version: string) => string;
  /** Columns that the FROM of the kind needs in GROUP BY. */
  readonly groupBy: string;
}

const step = "interval '1 microsecond'";

/** The text of entities: what had no name is called so. */
export const titled = (name: string): string =>
  `CASE WHEN ${isBlank(name)} THEN 'Untitled' ELSE ${name} END`;

export const untitled = (name: string): Repair => ({ when: isBlank(name), what: "it had no name" });

/** SQL of a state as one document, by which two are compared. */
const documentOf = (state: State): string =>
  `pg_catalog.jsonb_build_object(${Object.entries(state)
    .map(([name, value]) => `'${name}', ${value}`)
    .join(", ")})`;

/**
 * The projections of a kind: to the entity, to the versions that its old table of versions has, and to the version that
 * is the row itself, with one more where it is deleted. Version n is valid from its time on; equal and falling times are
 * shifted by the least step.
 *
 * @param more of the first, beside its query
 */
export function entitiesOf(
  kind: Kind,
  more: Partial<ProjectionDefinition> = {},
): Record<string, ProjectionDefinition> {
  return {
    [kind.name]: { ...entity(kind), ...more },
    [`${kind.name} now`]: versionNow(kind),
    ...(kind.history ? { [`${kind.name} once`]: versionsOnce(kind, kind.history) } : {}),
  };
}

/** Has all entities found by their words, and queued to be embedded. */
export const found = {
  after: [
    `DELETE FROM search.documents AS d WHERE d.collection = 'promptcraft.entity'
       AND NOT EXISTS (SELECT FROM promptcraft.entity AS e WHERE e.tenant_id::text = d.tenant AND e.id::text = d.key)`,
    "SELECT search.fill('promptcraft.entity')",
  ],
  undo: ["DELETE FROM search.documents WHERE collection = 'promptcraft.entity'"],
} as const;

/** Under which versions and their numbers are written as they are. */
const settings = { "temporal.moving": "on" };

const entityTable = "promptcraft.entity";

function entity(kind: Kind): ProjectionDefinition {
  const { count, from } = numbers(kind);
  const deleted = kind.deletedAt
    ? `CASE WHEN ${kind.deletedAt} IS NOT NULL THEN 1 ELSE 0 END`
    : "0";
  return {
    to: entityTable,
    query: [
      `SELECT ${selected({
        ...columnsOf(kind, kind.now),
        updated_at: kind.updatedAt,
        version: `(${count} + ${deleted})::int`,
        valid_from: kind.deletedAt ? deletedFrom(kind.deletedAt, from) : from,
        ...deletion(kind, "true"),
        _repaired: repaired(kind.repairs),
        ...(kind.leftOut === undefined ? {} : { _left_out: kind.leftOut }),
      })}`,
      `FROM ${kind.from}${historyJoin(kind)}`,
      grouped(kind),
    ].join("\n"),
    settings,
  };
}

function versionNow(kind: Kind): ProjectionDefinition {
  const { count, from, same } = numbers(kind);
  const isDeletion = kind.deletedAt ? "part.is_deletion" : "false";
  const columns = {
    ...columnsOf(kind, kind.now),
    version: kind.deletedAt
      ? `(${count} + CASE WHEN ${isDeletion} THEN 1 ELSE 0 END)::int`
      : `(${count})::int`,
    valid_from: kind.deletedAt
      ? `CASE WHEN ${isDeletion} THEN ${deletedFrom(kind.deletedAt, from)} ELSE ${from} END`
      : from,
    ...deletion(kind, isDeletion),
    editor: `(${kind.owner})::text`,
    operation: `CASE WHEN ${isDeletion} THEN 'delete' WHEN ${count} = 1 THEN 'insert' ELSE 'update' END`,
    _left_out: `COALESCE(${kind.leftOut ?? "NULL"}, CASE WHEN ${same} AND NOT ${isDeletion} THEN 'its last version says the same' END)`,
  };
  const parts = kind.deletedAt ? `\nCROSS JOIN (VALUES (false), (true)) AS part (is_deletion)` : "";
  return {
    to: versionTable,
    query: [
      `SELECT ${selected(columns)}`,
      `FROM ${kind.from}${parts}${historyJoin(kind)}`,
      ...(kind.deletedAt ? [`WHERE NOT part.is_deletion OR ${kind.deletedAt} IS NOT NULL`] : []),
      grouped(kind, kind.deletedAt ? ["part.is_deletion"] : []),
    ].join("\n"),
    refersTo: ofEntity,
    settings,
  };
}

function versionsOnce(kind: Kind, history: History): ProjectionDefinition {
  const columns = {
    ...columnsOf(kind, history.state("version")),
    version: "pg_catalog.count(*)::int",
    valid_from: `pg_catalog.max(${timeOf(kind, history, "earlier")} + (${history.number("version")} - ${history.number("earlier")}) * ${step})`,
    ...deletion(kind, "false"),
    editor: "(version.created_by)::text",
    operation: "CASE WHEN pg_catalog.count(*) = 1 THEN 'insert' ELSE 'update' END",
    _repaired: repaired([
      {
        when: `pg_catalog.max(${timeOf(kind, history, "earlier")} + (${history.number("version")} - ${history.number("earlier")}) * ${step}) IS DISTINCT FROM ${history.createdAt("version")}`,
        what: "its time was missing, or not after that of the version before",
      },
    ]),
  };
  return {
    to: versionTable,
    query: `SELECT ${selected(columns)}
FROM ${history.table} AS version
JOIN ${kind.from} ON ${history.isOf("version")}
JOIN ${history.table} AS earlier ON ${history.isOf("earlier")} AND ${history.order("earlier")} <= ${history.order("version")}
GROUP BY version.id, ${history.groupBy}`,
    refersTo: ofEntity,
    settings,
  };
}

const versionTable = "promptcraft.entity_version";
const ofEntity = { [entityTable]: { id: "id", tenant_id: "tenant_id" } };

function columnsOf(kind: Kind, state: State): Record<string, string> {
  const status = kind.status ?? "'published'";
  return {
    id: kind.id,
    tenant_id: tenant,
    owner_id: kind.owner,
    entity_type: `'${kind.type}'`,
    ...state,
    status,
    visibility: kind.visibility,
    created_at: kind.createdAt,
    published_at: `CASE WHEN ${status} <> 'draft' THEN ${kind.createdAt} END`,
  };
}

// A month from the move on, whenever it was deleted: else the first purge would remove all of them.
function deletion({ deletedAt }: Kind, isDeletion: string): Record<string, string> {
  if (deletedAt === undefined)
    return { deleted_at: "NULL::timestamptz", purge_at: "NULL::timestamptz" };
  return {
    deleted_at: `CASE WHEN ${isDeletion} THEN ${deletedAt} END`,
    purge_at: `CASE WHEN ${isDeletion} AND ${deletedAt} IS NOT NULL THEN GREATEST(${deletedAt}, ${begunAt}) + interval '30 days' END`,
  };
}

const deletedFrom = (deletedAt: string, from: string): string =>
  `CASE WHEN ${deletedAt} IS NULL THEN ${from} ELSE GREATEST(${deletedAt}, ${from} + ${step}) END`;

const historyJoin = ({ history }: Kind): string =>
  history ? `\nLEFT JOIN ${history.table} AS version ON ${history.isOf("version")}` : "";

function grouped({ groupBy, history }: Kind, more: readonly string[] = []): string {
  const columns = [history?.groupBy ?? groupBy, ...more].filter((one) => one !== undefined);
  return columns.length > 0 && (history || groupBy) ? `GROUP BY ${columns.join(", ")}` : "";
}

const timeOf = (kind: Kind, history: History, version: string): string =>
  `COALESCE(${history.createdAt(version)}, ${kind.createdAt})`;

/** How many versions there are without a deletion, from when on the last is valid, and whether an old one says all that it does. */
function numbers(kind: Kind): { count: string; from: string; same: string } {
  const { history, createdAt, updatedAt } = kind;
  if (!history) return { count: "1", from: createdAt, same: "false" };
  const there = "FILTER (WHERE version.id IS NOT NULL)";
  const last = `(pg_catalog.array_agg(${documentOf(history.state("version"))} ORDER BY ${history.order("version")} DESC) ${there})[1]`;
  const same = `COALESCE(${last} = ${documentOf(kind.now)}, false)`;
  const lastFrom = `(pg_catalog.max(${timeOf(kind, history, "version")} - ${history.number("version")} * ${step}) ${there} + pg_catalog.max(${history.number("version")}) * ${step})`;
  return {
    count: `(pg_catalog.count(version.id) + CASE WHEN ${same} THEN 0 ELSE 1 END)`,
    from: `CASE WHEN pg_catalog.count(version.id) = 0 THEN ${createdAt} WHEN ${same} THEN ${lastFrom} ELSE GREATEST(${updatedAt}, ${lastFrom} + ${step}) END`,
    same,
  };
}
