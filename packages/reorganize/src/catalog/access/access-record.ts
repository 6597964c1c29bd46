import type { Access, Right } from "./read-access.js";

/** Who could do what at a moment, with relations on which all could do the same. */
export interface AccessRecord {
  /** `schema.table`, tables and views. */
  readonly relations: readonly string[];
  readonly rights: readonly Right[];
}

export function accessRecords({ relations }: Access): AccessRecord[] {
  const groups = new Map<string, { relations: string[]; rights: readonly Right[] }>();
  for (const { name, rights } of relations.values()) {
    const sorted = [...rights].sort((one, other) => (textOf(one) < textOf(other) ? -1 : 1));
    const key = JSON.stringify(sorted.map(textOf));
    const group = groups.get(key) ?? { relations: [], rights: sorted };
    groups.set(key, { ...group, relations: [...group.relations, name].sort() });
  }
  return [...groups.keys()].sort().map((key) => groups.get(key) as AccessRecord);
}

/** The recorded moment, with the columns that its relations have `now`. */
export function recordedAccess(records: readonly AccessRecord[], now: Access): Access {
  const relations = records.flatMap(({ relations, rights }) =>
    relations.map((name) => {
      const { columns = [], rowSecurity = false } = now.relations.get(name) ?? {};
      return { name, columns, rowSecurity, rights };
    }),
  );
  const roles = records.flatMap(({ rights }) => rights.map(({ role }) => role));
  return {
    relations: new Map(relations.map((relation) => [relation.name, relation])),
    roles: new Map(roles.map((role) => [role, now.roles.get(role) ?? []])),
  };
}

function textOf({ role, privilege, columns }: Right): string {
  return JSON.stringify([role, privilege, columns]);
}
