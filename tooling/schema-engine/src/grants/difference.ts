import { migratorRole, quoteIdentifier, rolePrefix } from "@deepiri/database/without-client";
import type { CatalogueObject, HeldRight } from "./catalogue.js";
import { groupBy } from "./group-by.js";
import type { Rights } from "./rights.js";
import { type GrantChange, type GrantStatement, grantSql } from "./statement.js";
import { type WantedRight, wantedRights } from "./wanted-rights.js";

/**
 * The statements that turn owners and rights of the catalogue into the computed ones; none when they
 * agree. Only PUBLIC and the roles of that database lose rights; what others were given stays.
 */
export function grantDifference(
  rights: Rights,
  catalogue: readonly CatalogueObject[],
): GrantStatement[] {
  const wanted = groupBy(wantedRights(rights, catalogue), ({ target }) => target);
  const objects = groupBy(catalogue, ({ target }) => target);
  const changes = [...objects].map(([target, parts]) =>
    changesOf(rights, parts, wanted.get(target) ?? []),
  );
  return [
    // The new owner needs his rights in the database and in the schemas before he can own tables.
    ...changes.filter(({ kind }) => kind === "database").flatMap(({ statements }) => statements),
    ...kinds.flatMap((kind) =>
      catalogue
        .filter((one) => one.kind === kind && hasOtherOwner(one, rights))
        .map((one) => reassignment(one, rights)),
    ),
    ...changes.filter(({ kind }) => kind !== "database").flatMap(({ statements }) => statements),
  ];
}

// Whoever is to own a table must own its schema first.
const kinds = ["schema", "table", "sequence", "routine", "type"] as const;

function hasOtherOwner({ owner, isOfColumn }: CatalogueObject, { database }: Rights): boolean {
  return owner !== migratorRole(database) && !isOfColumn;
}

function reassignment(object: CatalogueObject, { database }: Rights): GrantStatement {
  return statementOf(object, { does: "owner", role: migratorRole(database), privileges: "" });
}

function statementOf(
  { kind, schema, name, target, mayGrant }: CatalogueObject,
  rest: Omit<GrantChange, "object">,
): GrantStatement {
  const change = { ...rest, object: { kind, schema, name, target } };
  return { ...change, sql: grantSql(change), mayRun: mayGrant };
}

interface Held extends HeldRight {
  readonly column: string | null;
}

/** What is to be changed on one object and its columns. */
function changesOf(
  { database }: Rights,
  parts: readonly CatalogueObject[],
  wanted: readonly WantedRight[],
): { kind: string; statements: GrantStatement[] } {
  const [object] = parts as [CatalogueObject];
  const { kind } = object;
  const held: Held[] = parts.flatMap(({ column, held }) =>
    held.filter((right) => isOurs(right, database)).map((right) => ({ ...right, column })),
  );
  const superfluous = held.filter(
    (right) => !isLeft(kind, right, database) && !isWanted(right, wanted),
  );
  // To revoke a right on a table revokes it on all its columns too.
  const gone = (right: Held): boolean =>
    superfluous.some(
      (other) =>
        other.grantee === right.grantee &&
        other.privilege === right.privilege &&
        (other.column === right.column || other.column === null),
    );
  const kept = held.filter((right) => !gone(right));
  const missing = wanted.filter((right) => !kept.some((other) => isSame(other, right)));
  const statements = [
    ...[...groupBy(superfluous, ({ grantee }) => grantee)].map(([role, rights]) =>
      statementOf(object, { does: "revoke", role, privileges: privilegeList(rights) }),
    ),
    ...[...groupBy(missing, ({ role }) => role)].map(([role, rights]) =>
      statementOf(object, { does: "grant", role, privileges: privilegeList(rights) }),
    ),
  ];
  return { kind, statements };
}

/** Whether a right is one that the difference decides about. */
function isOurs({ grantee }: HeldRight, database: string): boolean {
  return grantee === null || grantee.startsWith(rolePrefix(database));
}

// Who may connect is for the administrator to say; and the owner of all may do all.
function isLeft(kind: string, { privilege, grantee }: Held, database: string): boolean {
  return (kind === "database" && privilege === "CONNECT") || grantee === migratorRole(database);
}

function isWanted(right: Held, wanted: readonly WantedRight[]): boolean {
  return !right.grantable && wanted.some((other) => isSame(right, other));
}

function isSame(held: Held, wanted: WantedRight): boolean {
  return (
    held.grantee === wanted.role &&
    held.privilege === wanted.privilege &&
    held.column === wanted.column
  );
}

interface Listed {
  readonly privilege: string;
  readonly column: string | null;
}

/** `SELECT, UPDATE ("status", "title")`. */
function privilegeList(rights: readonly Listed[]): string {
  const whole = rights.filter(({ column }) => column === null).map(({ privilege }) => privilege);
  const partial = groupBy(
    rights.filter(({ column }) => column !== null),
    ({ privilege }) => privilege,
  );
  const lists = [...partial].map(([privilege, columns]) => {
    const names = columns.map(({ column }) => quoteIdentifier(column as string));
    return `${privilege} (${names.join(", ")})`;
  });
  return [...whole, ...lists].join(", ");
}
