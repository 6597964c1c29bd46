import type { AnyFactories } from "@deepiri/test-database";

/** Fields that a row cannot do without, and the factory of the row each names. */
type References = Readonly<Record<string, string>>;

type Values = Readonly<Record<string, unknown>>;

/** A factory as it is used here, whatever its table. */
interface AnyFactory {
  readonly table: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a factory takes and gives depends on its table
  create(given?: any): Promise<any>;
}

/**
 * Makes factories give each row, and the rows that it needs, one tenant: that told, else one of all. Keys name
 * tenant and id together, so that a row with parents of other tenants would be refused.
 */
export function inOneTenant<Bound extends AnyFactories>(
  bound: Bound,
  references: Readonly<Record<Exclude<keyof Bound, "tenants"> & string, References>>,
): Bound {
  const factories = new Map<string, AnyFactory>(Object.entries(bound));
  const needs = new Map<string, References>(Object.entries(references));
  let shared: Promise<{ id: unknown }> | undefined;

  async function create(name: string, given: Values): Promise<unknown> {
    const needed = needs.get(name);
    if (!needed) return await factories.get(name)?.create(given);
    const row: Record<string, unknown> = { ...given, tenantId: await tenantOf(given) };
    for (const [field, parent] of Object.entries(needed)) {
      if (field in row || field.replace(/Id$/, "") in row) continue;
      const { id } = (await create(parent, { tenantId: row.tenantId })) as { id: unknown };
      row[field] = id;
    }
    delete row.tenant;
    return await factories.get(name)?.create(row);
  }

  async function tenantOf({ tenant, tenantId }: Values): Promise<unknown> {
    if (tenantId) return tenantId;
    if (tenant) return (tenant as { id: unknown }).id;
    shared ??= create("tenants", {}) as Promise<{ id: unknown }>;
    return (await shared).id;
  }

  const within = [...factories].map(([name, { table }]) => [
    name,
    {
      table,
      create: (given: Values = {}) => create(name, given),
      createMany: async (count: number, given: Values = {}) => {
        const rows = [];
        while (rows.length < count) rows.push(await create(name, given));
        return rows;
      },
    },
  ]);
  return Object.fromEntries(within);
}
