import type { Catalog } from "../catalog/catalog.js";
import { plainName } from "../catalog/table-name.js";
import { type Conflict, counted } from "./finding.js";
import { type Matches, matchColumns, type Place } from "./match-tables.js";

/** Where tables lie: in several places, elsewhere, under the name of another, or nowhere. */
export function findMisplaced(
  { places, others }: Matches,
  source: Catalog,
  target: Catalog,
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
  source: Catalog,
  target: Catalog,
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
