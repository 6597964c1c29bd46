import { keyOf, quoted, selected, tenant } from "./sql.js";

/** Tables of what a template or a context depends on. */
export type DependingTable = "template_dependencies" | "layer_dependencies";

type LinkTable = DependingTable | "context_relationships" | "context_composition";

/** SQL of an old row as the relationship keeps it that it says: by that it is found and written again. */
export function legacyRow(table: LinkTable, row: string, { isReversed = false } = {}): string {
  return entryOf(table, `${row}.id`, `pg_catalog.to_jsonb(${row})`, isReversed);
}

function entryOf(table: LinkTable, id: string, row: string, isReversed = false): string {
  return `pg_catalog.jsonb_build_object('table', '${table}', 'id', ${id}, 'is_reversed', ${isReversed}, 'row', ${row})`;
}

/** SQL of the type that an old word for it is. */
export const typeOf = (word: string): string =>
  `CASE ${word} WHEN 'requires' THEN 'depends_on' WHEN 'uses' THEN 'depends_on'
  WHEN 'extends' THEN 'derived_from' WHEN 'recommends' THEN 'suggests' ELSE ${word} END`;

const oldWord = `CASE n.relationship_type WHEN 'depends_on' THEN 'requires' WHEN 'derived_from' THEN 'extends'
    WHEN 'suggests' THEN 'recommends' ELSE n.relationship_type END`;

/** An old table, and which relationships are its rows. */
interface Back {
  /** What is joined to the relationship `n`: its ends, as the old table knows them. */
  readonly joins: string;
  /** Relationships that a row of it can say. */
  readonly says: string;
  /** Of these the ones that it gets a row for, where a new program has made them. */
  readonly takes: string;
  /** SQL of the columns of such a row, which differ from the table's defaults. */
  readonly made: Readonly<Record<string, string>>;
  /** SQL of its columns, given that of a column's text in the row as it was. */
  readonly columns: (was: (column: string) => string) => Readonly<Record<string, string>>;
  /** Which rows stand at other relationships as well, and are given by these. */
  readonly givenElsewhere?: string;
}

const who = { created_by: "n.created_by", created_at: "n.created_at" };

const whoWas = (was: (column: string) => string): Record<string, string> => ({
  created_by: `(${was("created_by")})::uuid`,
  created_at: `(${was("created_at")})::timestamptz`,
});

const betweenContexts = `JOIN public.context_layers AS one_end ON one_end.id = n.source_id
JOIN public.context_layers AS other_end ON other_end.id = n.target_id`;

/** Whether the relationship the other way is there, and said by the same row. */
const bothWays =
  "COALESCE(other.legacy_rows @> pg_catalog.jsonb_build_array(pg_catalog.jsonb_build_object('id', old.entry -> 'id')), false)";

/** The strength that old rows say, as a relationship has it. */
const saidStrength = (row: string): string =>
  `pg_catalog.round(COALESCE((SELECT pg_catalog.max((said.entry -> 'row' ->> 'strength')::numeric)
      FROM pg_catalog.jsonb_array_elements(${row}.legacy_rows) AS said (entry)), 1), 2)`;

const contextRelationships: Back = {
  // A row that goes both ways stands at two relationships. Where one of them is no more, it goes the other way alone.
  joins: `${betweenContexts}
LEFT JOIN promptcraft.relationship AS other ON other.tenant_id = n.tenant_id AND other.source_id = n.target_id
  AND other.target_id = n.source_id AND other.relationship_type = n.relationship_type`,
  says: "true",
  takes: "n.relationship_type <> 'part_of'",
  made: { relationship_type: oldWord, strength: "n.strength", is_bidirectional: "false", ...who },
  columns: (was) => ({
    source_id: "n.source_id",
    target_id: "n.target_id",
    relationship_type: `CASE WHEN ${typeOf(was("relationship_type"))} = n.relationship_type THEN ${was("relationship_type")} ELSE ${oldWord} END`,
    strength: `CASE WHEN n.strength <> ${saidStrength("n")} THEN n.strength
    WHEN ${bothWays} AND other.strength <> ${saidStrength("other")} THEN other.strength ELSE (${was("strength")})::numeric END`,
    is_bidirectional: `CASE WHEN (${was("is_bidirectional")})::boolean THEN ${bothWays} ELSE (${was("is_bidirectional")})::boolean END`,
    reason: was("reason"),
    metadata: `CASE WHEN n.metadata ? 'from' THEN NULLIF(old.entry -> 'row' -> 'metadata', 'null') ELSE n.metadata END`,
    ...whoWas(was),
  }),
  givenElsewhere: `(old.entry ->> 'is_reversed')::boolean AND ${bothWays}`,
};

const contextComposition: Back = {
  joins: betweenContexts,
  says: "n.relationship_type = 'part_of'",
  takes: "true",
  made: who,
  columns: (was) => ({
    parent_id: "n.target_id",
    child_id: "n.source_id",
    composition_order: `(${was("composition_order")})::integer`,
    is_required: `(${was("is_required")})::boolean`,
    ...whoWas(was),
  }),
};

const dependencies = (owner: string, joins: string, takes: string): Back => ({
  joins: `${joins}
LEFT JOIN public.templates AS a_template ON a_template.id = n.target_id
LEFT JOIN public.context_layers AS a_layer ON a_layer.id = n.target_id`,
  says: "n.relationship_type = 'depends_on'",
  takes,
  made: {
    dependency_type: "CASE WHEN a_template.id IS NULL THEN 'context_layer' ELSE 'template' END",
    dependency_name: "pg_catalog.left(COALESCE(a_template.name, a_layer.name), 255)",
    usage_count: "0",
    is_required: "false",
  },
  columns: (was) => ({
    [owner]: "n.source_id",
    dependency_type: was("dependency_type"),
    dependency_id: "n.target_id",
    dependency_name: was("dependency_name"),
    usage_count: `(${was("usage_count")})::integer`,
    is_required: `(${was("is_required")})::boolean`,
  }),
});

const tables: Readonly<Record<LinkTable, Back>> = {
  context_relationships: contextRelationships,
  context_composition: contextComposition,
  template_dependencies: dependencies(
    "template_id",
    "JOIN public.templates AS owner ON owner.id = n.source_id",
    "a_template.id IS NOT NULL OR a_layer.id IS NOT NULL",
  ),
  // One that leads to another context is of the first table.
  layer_dependencies: dependencies(
    "layer_id",
    "JOIN public.context_layers AS owner ON owner.id = n.source_id",
    "a_template.id IS NOT NULL",
  ),
};

/**
 * The way back to the old tables whose rows are nothing but links. A relationship that old rows say is these rows; one
 * that a new program has made is a row of the table in which old programs would have looked for it, if there is one.
 */
export const back: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(tables).map(([table, one]) => [
    `public.${table}`,
    backTo(table as LinkTable, one),
  ]),
);

function backTo(
  table: LinkTable,
  { joins, says, takes, made, columns, givenElsewhere }: Back,
): string {
  const was = (column: string): string => `(old.entry -> 'row' ->> '${column}')`;
  const pairs = Object.entries(made).map(([name, value]) => `${quoted(name)}, ${value}`);
  const row = `pg_catalog.jsonb_build_object(${pairs.join(", ")})`;
  const key = keyOf("a relationship", "n.source_id", "n.target_id", "n.relationship_type");
  return `SELECT ${selected({ id: "(old.entry ->> 'id')::uuid", ...columns(was) })}
FROM promptcraft.relationship AS n
${joins}
CROSS JOIN LATERAL pg_catalog.jsonb_array_elements(COALESCE(n.legacy_rows,
  CASE WHEN ${takes} THEN pg_catalog.jsonb_build_array(${entryOf(table, key, row)}) ELSE '[]' END)) AS old (entry)
WHERE n.tenant_id = ${tenant} AND ${says} AND old.entry ->> 'table' = '${table}'${givenElsewhere === undefined ? "" : ` AND NOT (${givenElsewhere})`}`;
}
