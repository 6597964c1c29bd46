import { quoteIdentifier } from "@deepiri/database";
import { type Catalogue, plainName, primaryKey, type Reader } from "../catalogue.js";
import { compareTables, plainType } from "../compare-tables.js";
import { type Matches, matchColumns, type Place } from "../match-tables.js";
import { ask } from "./ask.js";
import { type Conflict, columnName, counted } from "./conflict.js";
import { keyColumn, rowsOfPlace } from "./rows-of-place.js";
import type { TargetTypes } from "./target-types.js";

/** Where tables lie: in several places, elsewhere, under the name of another, or nowhere. */
export function findMisplaced(
  { places, others }: Matches,
  source: Catalogue,
  target: Catalogue,
  owners: ReadonlyMap<string, string>,
  rows: ReadonlyMap<string, number>,
): Conflict[] {
  return [...owners.keys()].sort().flatMap((name) => {
    const here = places.filter((place) => plainName(place.target) === name);
    return [
      ...otherShape(name, source, target, owners, here),
      ...severalPlaces(name, here, rows),
      ...elsewhere(name, here, rows),
      ...(here.length === 0 ? [missing(name, others.map(plainName))] : []),
    ];
  });
}

function severalPlaces(
  name: string,
  here: readonly Place[],
  rows: ReadonlyMap<string, number>,
): Conflict[] {
  if (here.length < 2) return [];
  const tables = here.map(
    ({ source }) => `${plainName(source)} (${counted(rows.get(plainName(source)) ?? 0, "row")})`,
  );
  const what = `Its rows lie in ${tables.join(" and ")}.`;
  return [{ kind: "several places", on: name, what, count: here.length, samples: [] }];
}

function elsewhere(
  name: string,
  here: readonly Place[],
  rows: ReadonlyMap<string, number>,
): Conflict[] {
  const [place, ...more] = here;
  if (!place || more.length > 0 || plainName(place.source) === name) return [];
  const on = plainName(place.source);
  return [
    {
      kind: "other place",
      on,
      what: `The target has it as ${name}.`,
      count: rows.get(on) ?? 0,
      samples: [],
    },
  ];
}

function missing(name: string, others: readonly string[]): Conflict {
  const shape = others.includes(name) ? "; the table of that name is another" : "";
  return {
    kind: "missing table",
    on: name,
    what: `No table holds its rows${shape}.`,
    count: 0,
    samples: [],
  };
}

/** A table of this name, here or in another schema, that is no place of it. */
function otherShape(
  name: string,
  source: Catalogue,
  target: Catalogue,
  owners: ReadonlyMap<string, string>,
  here: readonly Place[],
): Conflict[] {
  const wanted = target.tables.get(name);
  if (!wanted) return [];
  const namesakes = [...source.tables.values()].filter(
    (table) =>
      table.name === wanted.name &&
      (plainName(table) === name || !owners.has(plainName(table))) &&
      !here.some((place) => place.source === table),
  );
  return namesakes.map((table) => {
    const shared = matchColumns(table, wanted).size;
    const what = `It has ${shared} of the ${wanted.columns.length} columns of ${name}: another table of the same name.`;
    return { kind: "other shape", on: plainName(table), what, count: 1, samples: [] };
  });
}

/** Columns and rules in which a place differs from its table in the target. */
export function findReshaped(place: Place, rows: number): Conflict[] {
  const table = plainName(place.source);
  const told = place.target.columns.flatMap((wanted): Conflict[] => {
    const name = place.columns.get(wanted.name);
    if (name === undefined)
      return [
        {
          kind: "missing column",
          on: columnName(table, wanted.name),
          what: `The target has it as ${wanted.type}.`,
          count: rows,
          samples: [],
        },
      ];
    const found = place.source.columns.find((column) => column.name === name);
    return [
      ...(name === wanted.name
        ? []
        : [
            {
              kind: "column name",
              on: columnName(table, name),
              what: `The target calls it ${wanted.name}.`,
              count: rows,
              samples: [],
            } as const,
          ]),
      ...(!found || plainType(found.type) === plainType(wanted.type)
        ? []
        : [
            {
              kind: "type",
              on: columnName(table, name),
              what: `It is ${found.type}; the target wants ${wanted.type}.`,
              count: rows,
              samples: [],
            } as const,
          ]),
    ];
  });
  return [...told, ...differentRules(place)];
}

function differentRules({ source, target }: Place): Conflict[] {
  const rules = compareTables(target, source).filter(
    ({ aspect }) => !["column", "type"].includes(aspect),
  );
  if (rules.length === 0) return [];
  const aspects = [...new Set(rules.map(({ aspect }) => aspect))].map(
    (aspect) => `${aspect} ${rules.filter((rule) => rule.aspect === aspect).length}`,
  );
  const what = `${counted(rules.length, "rule differs", "rules differ")} from the target: ${aspects.join(", ")}.`;
  return [{ kind: "rules", on: plainName(source), what, count: rules.length, samples: [] }];
}

/** Keys that lie in several places of a table, and whether what stands behind them is the same. */
export async function findSameKeys(
  reader: Reader,
  places: readonly Place[],
  types: TargetTypes,
): Promise<Conflict[]> {
  const conflicts: Conflict[] = [];
  for (const [index, one] of places.entries())
    for (const other of places.slice(index + 1).filter(({ target }) => target === one.target))
      conflicts.push(...(await sameKeys(reader, one, other, types)));
  return conflicts;
}

async function sameKeys(
  reader: Reader,
  one: Place,
  other: Place,
  types: TargetTypes,
): Promise<Conflict[]> {
  const common = [...one.columns.keys()].filter((name) => other.columns.has(name));
  const key = primaryKey(one.target);
  if (key.length === 0 || !key.every((name) => common.includes(name))) return [];
  const part = (place: Place) => ({
    ...place,
    columns: new Map([...place.columns].filter(([name]) => common.includes(name))),
  });
  const { rows } = await ask<{ count: number; different: number; samples: string[] }>(
    reader,
    `WITH both_places AS (
       SELECT one.${keyColumn} AS key, pg_catalog.to_jsonb(one) - '${keyColumn}' <> pg_catalog.to_jsonb(other) - '${keyColumn}' AS differs
         FROM (SELECT * FROM ${rowsOfPlace(part(one), types)}) AS one
         JOIN (SELECT * FROM ${rowsOfPlace(part(other), types)}) AS other
           ON ${key.map((name) => `one.${quoteIdentifier(name)}::pg_catalog.text = other.${quoteIdentifier(name)}::pg_catalog.text`).join(" AND ")})
     SELECT count(*)::float8 AS count, count(*) FILTER (WHERE differs)::float8 AS different,
            ARRAY(SELECT key FROM both_places WHERE key IS NOT NULL ORDER BY NOT differs, key LIMIT 5) AS samples
       FROM both_places`,
  );
  const { count = 0, different = 0, samples = [] } = rows?.[0] ?? {};
  if (count === 0) return [];
  const what = `${counted(count, "key is", "keys are")} also in ${plainName(other.source)}, ${different} of them with other values.`;
  return [{ kind: "same key", on: plainName(one.source), what, count, samples }];
}
