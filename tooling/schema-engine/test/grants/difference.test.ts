import { expect, test } from "vitest";
import type { CatalogueObject, HeldRight } from "../../src/grants/catalogue.js";
import { grantDifference } from "../../src/grants/difference.js";
import type { Rights } from "../../src/grants/rights.js";

const rights: Rights = {
  database: "deepiri",
  holders: [
    { key: "core", role: "deepiri_core", historySchema: "_core" },
    { key: "auth", role: "deepiri_auth", historySchema: "_auth" },
    { key: "elsewhere", role: "deepiri_elsewhere", historySchema: "_elsewhere" },
  ],
  schemas: ["public"],
  tables: [{ schema: "public", name: "users" }],
  types: [],
  sequences: [],
  routines: [],
  grants: [
    { role: "deepiri_core", schema: "public", name: "users", privilege: "SELECT" },
    { role: "deepiri_auth", schema: "public", name: "users", privilege: "SELECT", columns: ["id"] },
    { role: "deepiri_auth", schema: "public", name: "absent", privilege: "SELECT" },
    { role: "deepiri_elsewhere", schema: "public", name: "users", privilege: "SELECT" },
  ],
};

function held(grantee: string | null, privilege: string, grantable = false): HeldRight {
  return { grantee, privilege, grantable };
}

function object(
  kind: CatalogueObject["kind"],
  target: string,
  rightsHeld: readonly HeldRight[] = [],
  rest: Partial<CatalogueObject> = {},
): CatalogueObject {
  return {
    kind,
    target,
    schema: null,
    name: target.match(/"([^"]+)"$/)?.[1] ?? "",
    column: null,
    owner: "deepiri_migrator",
    mayGrant: true,
    held: rightsHeld,
    usedBy: [],
    isTrigger: false,
    isOfColumn: false,
    ...rest,
  };
}

const database = object("database", 'DATABASE "app"', [
  held("deepiri_migrator", "CREATE"),
  held("deepiri_migrator", "TEMPORARY"),
]);
const histories = [object("schema", 'SCHEMA "_core"'), object("schema", 'SCHEMA "_auth"')];
const schema = object("schema", 'SCHEMA "public"', [
  held("deepiri_core", "USAGE"),
  held("deepiri_auth", "USAGE"),
]);
const users = 'TABLE "public"."users"';
const core = held("deepiri_core", "SELECT");

function column(rightsHeld: readonly HeldRight[]): CatalogueObject {
  return object("column", users, rightsHeld, { column: "id" });
}

function differenceOf(...objects: CatalogueObject[]): string[] {
  const catalogue = [database, ...histories, schema, ...objects];
  return grantDifference(rights, catalogue).map(({ sql }) => sql);
}

test("there is none when all is as computed, nor for what is not in this database", () => {
  const auth = column([held("deepiri_auth", "SELECT")]);
  expect(differenceOf(object("table", users, [core]), auth)).toEqual([]);
});

test("what is missing is granted, by table or by column", () => {
  expect(differenceOf(object("table", users))).toEqual([
    `GRANT SELECT ON ${users} TO "deepiri_core"`,
    `GRANT SELECT ("id") ON ${users} TO "deepiri_auth"`,
  ]);
});

test("what PUBLIC and the platform's roles have beyond it is revoked, whatever is theirs", () => {
  const table = object("table", users, [core, held(null, "SELECT"), held("deepiri_old", "DELETE")]);
  const auth = column([held("deepiri_auth", "SELECT"), held("deepiri_auth", "UPDATE")]);
  expect(differenceOf(table, auth)).toEqual([
    `REVOKE SELECT ON ${users} FROM PUBLIC CASCADE`,
    `REVOKE DELETE ON ${users} FROM "deepiri_old" CASCADE`,
    `REVOKE UPDATE ("id") ON ${users} FROM "deepiri_auth" CASCADE`,
  ]);
});

test("rights of other roles, of the migrator, and to connect are left", () => {
  const auth = column([held("deepiri_auth", "SELECT"), held("reporting", "SELECT")]);
  const table = object("table", users, [
    core,
    held("reporting", "UPDATE"),
    held("deepiri_migrator", "TRUNCATE"),
  ]);
  const open = { ...database, held: [...database.held, held(null, "CONNECT")] };
  const catalogue = [open, ...histories, schema, table, auth];
  expect(grantDifference(rights, catalogue)).toEqual([]);
});

test("a right on the table that was to be on a column takes that along, so it is given anew", () => {
  const table = object("table", users, [core, held("deepiri_auth", "SELECT")]);
  expect(differenceOf(table, column([held("deepiri_auth", "SELECT")]))).toEqual([
    `REVOKE SELECT ON ${users} FROM "deepiri_auth" CASCADE`,
    `GRANT SELECT ("id") ON ${users} TO "deepiri_auth"`,
  ]);
});

test("a right that could be handed on is given anew without that", () => {
  const auth = column([held("deepiri_auth", "SELECT")]);
  const table = object("table", users, [held("deepiri_core", "SELECT", true)]);
  expect(differenceOf(table, auth)).toEqual([
    `REVOKE SELECT ON ${users} FROM "deepiri_core" CASCADE`,
    `GRANT SELECT ON ${users} TO "deepiri_core"`,
  ]);
});

test("other owners give way to the migrator, schemas first, but not of a column's own sequence", () => {
  const other = { owner: "postgres", mayGrant: false };
  const auth = column([held("deepiri_auth", "SELECT")]);
  const catalogue = [
    { ...database, held: [] },
    object("sequence", 'SEQUENCE "public"."users_no"', [], { ...other, isOfColumn: true }),
    object("table", users, [core], other),
    { ...auth, ...other },
    ...histories,
    { ...schema, ...other },
  ];
  expect(grantDifference(rights, catalogue)).toMatchObject([
    { sql: 'GRANT CREATE, TEMPORARY ON DATABASE "app" TO "deepiri_migrator"', mayRun: true },
    { sql: 'ALTER SCHEMA "public" OWNER TO "deepiri_migrator"', mayRun: false },
    { sql: `ALTER ${users} OWNER TO "deepiri_migrator"`, mayRun: false },
  ]);
});

test("a number or function that a table uses goes to those who write it, one of nobody's to no one", () => {
  const usedBy = ['"public"."users"'];
  const own = { schema: "public", usedBy };
  const made: Rights = {
    ...rights,
    routines: [{ schema: "public", name: "mine", role: "deepiri_auth" }],
    grants: [
      { role: "deepiri_core", schema: "public", name: "users", privilege: "INSERT" },
      { role: "deepiri_auth", schema: "public", name: "users", privilege: "UPDATE", columns: [] },
    ],
  };
  const catalogue = [
    database,
    ...histories,
    schema,
    object("table", users, [held("deepiri_core", "INSERT")]),
    object("sequence", 'SEQUENCE "public"."users_no"', [], own),
    object("routine", 'ROUTINE "public"."is_name"', [held(null, "EXECUTE")], own),
    object("routine", 'ROUTINE "public"."mine"', [], { schema: "public" }),
    object("routine", 'ROUTINE "public"."mine"(integer)', [], {
      schema: "public",
      name: "mine",
      isTrigger: true,
    }),
  ];
  expect(grantDifference(made, catalogue).map(({ sql }) => sql)).toEqual([
    'GRANT USAGE ON SEQUENCE "public"."users_no" TO "deepiri_core"',
    'REVOKE EXECUTE ON ROUTINE "public"."is_name" FROM PUBLIC CASCADE',
    'GRANT EXECUTE ON ROUTINE "public"."is_name" TO "deepiri_core"',
    'GRANT EXECUTE ON ROUTINE "public"."is_name" TO "deepiri_auth"',
    'GRANT EXECUTE ON ROUTINE "public"."mine" TO "deepiri_auth"',
  ]);
});
