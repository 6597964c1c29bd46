import {
  type Access,
  type Privilege,
  privileges,
  type Relation,
} from "../../catalog/access/read-access.js";
import type { AccessWarning } from "../../plan/warning.js";
import type { Place } from "./places.js";

/** A right that a role has at one moment only. */
interface Difference {
  readonly code: AccessWarning["code"];
  readonly role: string;
  readonly privilege: Privilege;
  readonly table: string;
  /** All of the table's that there were before when left out. */
  readonly columns?: readonly string[];
}

/** What roles lost and gained of what was there before; what a role has through another is told of that one. */
export function compareRights(
  before: Access,
  after: Access,
  places: readonly Place[],
): AccessWarning[] {
  const roles = new Map([...before.roles, ...after.roles]);
  const found = places.flatMap((place) =>
    [...roles.keys()].flatMap((role) =>
      privileges.flatMap((privilege) => differences(before, after, place, role, privilege)),
    ),
  );
  const different = new Map(found.map((one) => [keyOf(one), one]));
  const isInherited = (one: Difference): boolean =>
    (roles.get(one.role) ?? []).some((role) => different.has(keyOf({ ...one, role })));
  return grouped([...different.values()].filter((one) => !isInherited(one)));
}

function differences(
  before: Access,
  after: Access,
  { from, at, rename, refused }: Place,
  role: string,
  privilege: Privilege,
): Difference[] {
  const [old, now] = [before.relations.get(from), after.relations.get(at)];
  if (!old || !now || refused.includes(role)) return [];
  // A row as a whole counts as one more column.
  const whole = privilege === "DELETE" ? [""] : [];
  const common = [
    ...whole,
    ...old.columns
      .map((name) => rename.get(name) ?? name)
      .filter((name) => now.columns.includes(name)),
  ];
  const had = new Set([...held(old, role, privilege)].map((name) => rename.get(name) ?? name));
  const has = held(now, role, privilege);
  const only = (code: Difference["code"], one: ReadonlySet<string>, other: ReadonlySet<string>) => {
    const columns = common.filter((name) => one.has(name) && !other.has(name));
    if (columns.length === 0) return [];
    const some = columns.length < common.length ? { columns } : {};
    return [{ code, role, privilege, table: at, ...some }];
  };
  return [...only("access lost", had, has), ...only("access gained", has, had)];
}

/** The columns with which the role may do it; an empty name stands for rows as a whole. */
function held({ rights, columns }: Relation, role: string, privilege: Privilege): Set<string> {
  const right = rights.find((one) => one.role === role && one.privilege === privilege);
  return new Set(right ? (right.columns ?? ["", ...columns]) : []);
}

function keyOf({ code, role, privilege, table, columns }: Difference): string {
  return JSON.stringify([code, role, privilege, table, columns]);
}

/** Privileges on the same columns are one difference, and the same of many tables is one warning. */
function grouped(found: readonly Difference[]): AccessWarning[] {
  const byTable = groupBy(found, ({ code, role, table, columns }) =>
    JSON.stringify([code, role, table, columns]),
  ).map((some) => ({ ...(some[0] as Difference), privileges: some.map((one) => one.privilege) }));
  return groupBy(byTable, ({ code, role, privileges, columns }) =>
    JSON.stringify([code, role, privileges, columns]),
  ).map((some) => {
    const { code, role, privileges, columns } = some[0] as (typeof byTable)[number];
    const tables = some.map(({ table }) => table);
    return { code, role, privileges, tables, ...(columns ? { columns } : {}) };
  });
}

function groupBy<Item>(items: readonly Item[], key: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups.values()];
}
