import type { Observation } from "@deepiri/observer";
import type { Table } from "../catalog/catalog.js";
import type { Action } from "../catalog/delta/action.js";
import { keyOf } from "../catalog/delta/object-id.js";
import { wishedOrder } from "./copy/wished-order.js";
import type { Moment } from "./moment.js";

/**
 * The actions in an order in which every table gets its columns in that of the catalog, which
 * pg-delta does not keep: programs that name no columns, and compatibility views, depend on it. Its unique rules come
 * in the order in which they were made, for of several that it could rely on a foreign key takes the first. A table has
 * all its columns before anything else is done with it, as far as they need nothing of that: PostgreSQL gives none to a
 * table whose rows a column holds, or that has some settings.
 */
export function inColumnOrder(
  actions: readonly Action[],
  { catalog: { tables }, objects }: Moment,
): Action[] {
  const whole = wholeTables(tables, objects);
  const numbers = numbersOf(objects);
  const neighbours = new Map(
    [...tables.values()].flatMap((one) => {
      const { schema, name: table, columns } = one;
      const keys = columns.map(({ name }) => keyOf({ kind: "column", schema, table, name }));
      return [...pairsOf(keys), ...pairsOf(uniqueRules(one, numbers))];
    }),
  );
  return wishedOrder(
    actions.map((action) => {
      const makes = action.produces.map(keyOf);
      const before = makes.flatMap((key) => neighbours.get(key) ?? []);
      return {
        makes,
        wants: [[...action.consumes.map(keyOf), ...before], whole.held(action), whole.used(action)],
      };
    }),
  ).map((place) => actions[place] as Action);
}

/** The last columns of the tables whose rows a column that an action makes holds, and of those that it is about. */
interface Whole {
  readonly held: (action: Action) => string[];
  readonly used: (action: Action) => string[];
}

function wholeTables(tables: Moment["catalog"]["tables"], objects: Observation): Whole {
  const [lastColumns, ofRows] = [new Map<string, string>(), new Map<string, string>()];
  const spelled = spelledTables(objects);
  for (const { schema, name: table, oid, columns } of tables.values()) {
    const last = columns.at(-1);
    if (!last) continue;
    const key = keyOf({ kind: "column", schema, table, name: last.name });
    lastColumns.set(keyOf({ kind: "table", schema, name: table }), key);
    ofRows.set(spelled.get(oid) ?? "", key);
  }
  const types = spelledTypes(objects);
  const holders = new Map(
    [...tables.values()].flatMap(({ schema, name: table, oid, columns }) =>
      columns.flatMap(({ name }) => {
        const held = ofRows.get(types.get(`${oid} ${name}`)?.replace("[]", "") ?? "");
        return held ? [[keyOf({ kind: "column", schema, table, name }), held]] : [];
      }),
    ),
  );
  return {
    held: ({ produces }) => produces.flatMap((id) => holders.get(keyOf(id)) ?? []),
    used: ({ produces, consumes }) =>
      produces.some(({ kind }) => kind === "column")
        ? []
        : consumes.flatMap((id) => lastColumns.get(keyOf(id)) ?? []),
  };
}

/** The names of tables as those of their rows' types are spelled, by their oids. */
function spelledTables(objects: Observation): ReadonlyMap<number, string> {
  return new Map(
    [...objects.values()].flatMap(({ catalog, root, number, name }) =>
      catalog === "pg_class" && number === `pg_class ${root}`
        ? [[Number(root), name.replace(/^.*?table /, "")]]
        : [],
    ),
  );
}

/** The types of columns, spelled so too, by the oid of their table and their name. */
function spelledTypes(objects: Observation): ReadonlyMap<string, string> {
  return new Map(
    [...objects.values()].flatMap(({ catalog, root, ownName, relations }) =>
      catalog === "pg_attribute" && relations.atttypid
        ? [[`${root} ${ownName}`, relations.atttypid]]
        : [],
    ),
  );
}

/** Each but the first, with the one before it. */
function pairsOf(keys: readonly string[]): [string, string][] {
  return keys.slice(1).map((key, index) => [key, keys[index] as string]);
}

/** The oids of relations by that of their table and their name. */
function numbersOf(objects: Observation): ReadonlyMap<string, number> {
  return new Map(
    [...objects.values()].flatMap(({ catalog, root, ownName, number }) =>
      catalog === "pg_class" ? [[`${root} ${ownName}`, Number(number?.split(" ")[1])]] : [],
    ),
  );
}

function uniqueRules(
  { schema, name: table, oid, indexes }: Table,
  numbers: ReadonlyMap<string, number>,
): string[] {
  const numberOf = ({ name }: { readonly name: string }): number =>
    numbers.get(`${oid} ${name}`) ?? 0;
  return indexes
    .filter(({ unique }) => unique)
    .sort((one, other) => numberOf(one) - numberOf(other))
    .map(({ name, ofConstraint }) =>
      keyOf(
        ofConstraint
          ? { kind: "constraint", schema, table, name }
          : { kind: "index", schema, name },
      ),
    );
}
