import { packageRole } from "@deepiri/database/without-client";
import {
  type Database,
  type DeclaredUse,
  type MadeObject,
  type Ownership,
  qualifiedName,
  type TablePackage,
} from "@deepiri/workspace";

/** Names of one object of ours in the database. */
export interface ObjectName {
  readonly schema: string;
  readonly name: string;
}

/** An object with the role of its package. */
export interface RoleObject extends ObjectName {
  readonly role: string;
}

/** A package as far as rights are concerned. */
export interface RightsHolder {
  readonly key: string;
  readonly role: string;
  readonly historySchema: string;
}

/** What one role may do with one table. */
export interface TableRight extends ObjectName {
  readonly role: string;
  /** SELECT, INSERT, UPDATE or DELETE. */
  readonly privilege: string;
  /** Undefined means the whole table. */
  readonly columns?: readonly string[];
}

/** All that the workspace's files say about rights in one of its databases; plain data. */
export interface Rights {
  /** Name of the database, with which its roles' names begin. */
  readonly database: string;
  readonly holders: readonly RightsHolder[];
  /** Schemas that hold tables or types of ours, those of the histories aside. */
  readonly schemas: readonly string[];
  /** Views and materialized views among them. */
  readonly tables: readonly ObjectName[];
  readonly types: readonly ObjectName[];
  /** Sequences that migrations make by themselves, each with the role of the package that does. */
  readonly sequences: readonly RoleObject[];
  /** Functions and procedures, likewise; those of building blocks also with the roles of who depends on them, and of their administrators. */
  readonly routines: readonly RoleObject[];
  readonly grants: readonly TableRight[];
}

/** What a package may do with rows of its own tables. */
const ownPrivileges = ["SELECT", "INSERT", "UPDATE", "DELETE"] as const;

/**
 * Computes who may do what: every right on the rows of a package's own tables, of others' exactly
 * the declared uses, of building blocks their functions, of views that are made to be read by who may not read
 * what is behind them the reading, and nothing else. The block of administrators may do with the tables and
 * functions of its users what they may, and call those of the blocks that these call.
 */
export function computeRights(
  { name: database, packages }: Pick<Database, "name" | "packages">,
  { tables, enums }: Pick<Ownership, "tables" | "enums">,
  uses: readonly DeclaredUse[],
  made: readonly MadeObject[],
): Rights {
  const roleOf = ({ key }: Pick<TablePackage, "key">): string => packageRole(key, database);
  const administratorsOf = ({ dependencies }: TablePackage): TablePackage[] =>
    dependencies.filter(({ administers }) => administers);
  const own = [...tables.values()].flatMap(({ owner, declared }) =>
    [owner, ...administratorsOf(owner)].flatMap((one) =>
      ownPrivileges.map((privilege) => ({ role: roleOf(one), ...nameOf(declared), privilege })),
    ),
  );
  const used = uses
    .filter(({ model }) => tables.has(qualifiedName(model)))
    .map(({ user, model, privilege, columns }) => ({
      role: roleOf(user),
      ...nameOf(model),
      privilege: privilege.toUpperCase(),
      ...(privilege === "delete" ? {} : { columns }),
    }));
  const madeOf = (
    kind: MadeObject["kind"],
    callersOf: (owner: TablePackage) => readonly TablePackage[],
  ): RoleObject[] =>
    made
      .filter((one) => one.kind === kind)
      .flatMap(({ schema, name, owner }) =>
        [...new Set([owner, ...callersOf(owner)].map(roleOf))].map((role) => ({
          schema,
          name,
          role,
        })),
      );
  const usersOf = (block: TablePackage): TablePackage[] =>
    block.isBlock
      ? packages.filter(({ dependencies }) => dependencies.some(({ key }) => key === block.key))
      : [];
  const callersOf = (owner: TablePackage): TablePackage[] => {
    const users = usersOf(owner);
    return [...users, ...[owner, ...users].flatMap(administratorsOf)];
  };
  const views = made.filter(({ kind }) => kind.endsWith("view"));
  const frontViews = views.filter(({ kind }) => kind === "front view");
  const readViews = frontViews.map(({ owner, schema, name }) => ({
    role: roleOf(owner),
    schema,
    name,
    privilege: "SELECT",
  }));
  const names = [...tables.values(), ...enums.values()].map(({ declared }) => nameOf(declared));
  return {
    database,
    holders: packages.map((one) => ({
      key: one.key,
      role: roleOf(one),
      historySchema: one.historySchema,
    })),
    schemas: [...new Set([...names, ...made].map(({ schema }) => schema))].sort(),
    tables: [
      ...[...tables.values()].map(({ declared }) => nameOf(declared)),
      ...views.map(({ schema, name }) => ({ schema, name })),
    ],
    types: [...enums.values()].map(({ declared }) => nameOf(declared)),
    sequences: madeOf("sequence", () => []),
    routines: madeOf("routine", callersOf),
    grants: [...own, ...used, ...readViews],
  };
}

function nameOf({ schema, object }: { schema: string; object: string }): ObjectName {
  return { schema, name: object };
}
