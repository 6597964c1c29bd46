import type { AnyFactories } from "./factories-on.js";

/**
 * Fields that a row cannot do without, and the factory of the row each names: by its `id`, or by another of its fields
 * (`memberships.userId`).
 */
type References = Readonly<Record<string, string>>;

type Values = Readonly<Record<string, unknown>>;

/** A factory as it is used here, whatever its table. */
interface AnyFactory {
  readonly table: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a factory takes and gives depends on its table
  create(given?: any): Promise<any>;
}

/** The factory of the tenants themselves, and the field by which rows name theirs. */
export interface Tenants<Name extends string> {
  readonly factory: Name;
  readonly field: `${string}Id`;
}

/**
 * Makes factories give each row, and the rows that it needs, one tenant: that told, else one of all. For keys that name
 * tenant and id together, by which a row with parents of other tenants is refused. Factories without `references` of
 * their own stay as they are.
 */
export function inOneTenant<Bound extends AnyFactories, Name extends keyof Bound & string>(
  bound: Bound,
  tenants: Tenants<Name>,
  references: Readonly<Partial<Record<Exclude<keyof Bound, Name> & string, References>>>,
): Bound {
  const { field } = tenants;
  const named = field.replace(/Id$/, "");
  const factories = new Map<string, AnyFactory>(Object.entries(bound));
  const needs = new Map<string, References | undefined>(Object.entries(references));
  let shared: Promise<{ id: unknown }> | undefined;

  async function create(name: string, given: Values): Promise<unknown> {
    const needed = needs.get(name);
    if (!needed) return await factories.get(name)?.create(given);
    const row: Record<string, unknown> = { ...given, [field]: await tenantOf(given) };
    for (const [own, reference] of Object.entries(needed)) {
      if (own in row || own.replace(/Id$/, "") in row) continue;
      const [parent = "", key = "id"] = reference.split(".");
      const given = needs.has(parent) ? { [field]: row[field] } : {};
      const made = (await create(parent, given)) as Values;
      row[own] = made[key];
    }
    delete row[named];
    return await factories.get(name)?.create(row);
  }

  async function tenantOf(given: Values): Promise<unknown> {
    if (given[field]) return given[field];
    if (given[named]) return (given[named] as { id: unknown }).id;
    shared ??= create(tenants.factory, {}) as Promise<{ id: unknown }>;
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
