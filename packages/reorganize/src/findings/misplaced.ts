import type { Catalog, Table } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import type { Finding } from "./finding.js";
import { type Match, matchColumns } from "./match-tables.js";
import { apartOf } from "./projected/read-projected.js";
import type { Unmanaged } from "./unmanaged.js";

/** Tables of the target whose rows are in several tables, elsewhere, under another name, or nowhere. */
export function findMisplaced({
  matches: { matched, unmatched },
  source,
  target,
  owners,
  rows,
  projected,
}: Unmanaged): Finding[] {
  const apart = apartOf(projected);
  const others = [...source.tables.values()].filter((table) => !apart.has(plainName(table)));
  return [...owners.keys()].sort().flatMap((name) => {
    const here = matched.filter(({ target: wanted }) => plainName(wanted) === name);
    return [
      ...otherShape(name, others, target, owners, here),
      ...twins(name, here, rows),
      ...elsewhere(name, here, rows),
      ...(here.length === 0 ? [missing(name, unmatched.map(plainName))] : []),
    ];
  });
}

function twins(name: string, here: readonly Match[], rows: ReadonlyMap<string, number>): Finding[] {
  if (here.length < 2) return [];
  const found = here.map(({ source }) => ({
    table: plainName(source),
    rows: rows.get(plainName(source)) ?? 0,
  }));
  return [{ kind: "twins", table: name, twins: found, count: here.length, samples: [] }];
}

function elsewhere(
  name: string,
  here: readonly Match[],
  rows: ReadonlyMap<string, number>,
): Finding[] {
  const [match, ...more] = here;
  if (!match || more.length > 0 || plainName(match.source) === name) return [];
  const table = plainName(match.source);
  const count = rows.get(table) ?? 0;
  return [{ kind: "other location", table, target: name, count, samples: [] }];
}

function missing(name: string, unmatched: readonly string[]): Finding {
  return {
    kind: "missing table",
    table: name,
    namesake: unmatched.includes(name),
    count: 0,
    samples: [],
  };
}

/** Tables of this name, in its schema or another, that do not hold its rows. */
function otherShape(
  name: string,
  tables: readonly Table[],
  target: Catalog,
  owners: ReadonlyMap<string, string>,
  here: readonly Match[],
): Finding[] {
  const wanted = target.tables.get(name);
  if (!wanted) return [];
  const namesakes = tables.filter(
    (table) =>
      table.name === wanted.name &&
      (plainName(table) === name || !owners.has(plainName(table))) &&
      !here.some(({ source: found }) => found === table),
  );
  return namesakes.map((table) => ({
    kind: "other shape",
    table: plainName(table),
    target: name,
    shared: matchColumns(table, wanted).size,
    wanted: wanted.columns.length,
    count: 1,
    samples: [],
  }));
}
