import { connectionFor, type Place } from "./connection-for.js";
import type { AnyFactory, FactoryDefinition, Given } from "./define-factory.js";
import { insertRow, type WrittenRow } from "./insert-row.js";
import { uniqueText } from "./unique-text.js";

/** Makes rows of one table. */
export interface Factory<Input, Row, Parents> {
  /** `schema.name`. */
  readonly table: string;
  /** Writes a row, and before it the parents that it needs and that are not given. */
  create(given?: Given<Input, Parents>): Promise<WrittenRow<Row>>;
  /** Writes several rows, one after the other. */
  createMany<Count extends number>(
    count: Count,
    given?: Given<Input, Parents>,
  ): Promise<Several<WrittenRow<Row>, Count>>;
}

/** Factories of tables, whichever. */
// biome-ignore lint/suspicious/noExplicitAny: a factory takes its input, so nothing else fits all
export type AnyFactories = Readonly<Record<string, Factory<any, any, any>>>;

/** As many as a literal number says, so that each may be taken by its place. */
type Several<Row, Count extends number, Rows extends Row[] = []> = number extends Count
  ? Row[]
  : Rows["length"] extends Count
    ? Rows
    : Several<Row, Count, [...Rows, Row]>;

type FactoryOf<Definition> =
  Definition extends FactoryDefinition<infer Input, infer Row, infer Parents>
    ? Factory<Input, Row, Parents>
    : never;

/** Factories that write to one database, by name. */
export type Factories<Definitions> = {
  readonly [Name in keyof Definitions]: FactoryOf<Definitions[Name]>;
};

/**
 * Binds factories to where they write.
 *
 * In a test database, tables of the package under test are written in its role, and other packages'
 * by the owner. On a connection or pool, all are written there, such as in its open transaction.
 */
export function factoriesOn<Definitions extends Readonly<Record<string, AnyFactory>>>(
  definitions: Definitions,
  place: Place,
): Factories<Definitions> {
  const bound = Object.entries(definitions).map(([name, definition]) => [
    name,
    {
      table: definition.table,
      create: (given = {}) => createRow(definition, place, given),
      createMany: async (count: number, given = {}) => {
        const rows = [];
        while (rows.length < count) rows.push(await createRow(definition, place, given));
        return rows;
      },
    },
  ]);
  return Object.fromEntries(bound);
}

type Values = Record<string, unknown>;

async function createRow(definition: AnyFactory, place: Place, given: Values): Promise<Values> {
  const { owner, table, parents, values } = definition;
  const told = Object.entries(given).filter(([, value]) => value !== undefined);
  const row: Values = { ...values(uniqueText()), ...Object.fromEntries(told) };
  for (const [name, parent] of Object.entries<AnyFactory | null>(parents)) {
    const field = `${name}Id`;
    const chosen = row[name] as { id: unknown } | undefined;
    delete row[name];
    if (chosen) row[field] = chosen.id;
    else if (parent && row[field] === undefined) {
      row[field] = (await createRow(parent, place, {})).id;
    }
  }
  return await insertRow(connectionFor(place, owner), table, row);
}
