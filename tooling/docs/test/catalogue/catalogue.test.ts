import { expect, test } from "vitest";
import { tableNamed, useSchema } from "../fixture/schema-database.js";

const database = useSchema(`
  CREATE EXTENSION btree_gist;
  CREATE TABLE users (
    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email varchar(50) NOT NULL CONSTRAINT users_email_key UNIQUE,
    state varchar(9) DEFAULT 'new'::character varying,
    tags text[] DEFAULT ARRAY[]::text[],
    loud text GENERATED ALWAYS AS (upper(email)) STORED,
    CONSTRAINT users_state_check CHECK (state <> '')
  );
  COMMENT ON TABLE users IS 'Who may log in.';
  COMMENT ON COLUMN users.email IS 'Where letters go.';
  COMMENT ON CONSTRAINT users_state_check ON users IS 'A state is not empty.';
  INSERT INTO users (email) VALUES ('a'), ('b');
  CREATE TABLE "Order-Items" (
    "User ""id""" int CONSTRAINT items_user_fkey REFERENCES users ON DELETE CASCADE,
    during tstzrange,
    CONSTRAINT no_overlap EXCLUDE USING gist ("User ""id""" WITH =, during WITH &&)
  );
  ALTER TABLE "Order-Items" ADD CONSTRAINT later CHECK (during IS NOT NULL) NOT VALID;
  CREATE UNIQUE INDEX items_recent ON "Order-Items" ("User ""id""" DESC) INCLUDE (during) WHERE during IS NOT NULL;
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER touched BEFORE INSERT OR UPDATE OF during ON "Order-Items" FOR EACH ROW EXECUTE FUNCTION touch();
  ALTER TABLE "Order-Items" DISABLE TRIGGER touched;
  ALTER TABLE users ENABLE ROW LEVEL SECURITY;
  ALTER TABLE users FORCE ROW LEVEL SECURITY;
  CREATE POLICY own ON users FOR SELECT USING (email = current_user);
  GRANT SELECT (id, email), UPDATE (email) ON users TO PUBLIC;
  GRANT DELETE ON users TO pg_monitor;
  CREATE TABLE logs (id int, day date NOT NULL) PARTITION BY RANGE (day);
  CREATE TABLE logs_2025 PARTITION OF logs FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
  INSERT INTO logs VALUES (1, '2025-05-05');
  CREATE VIEW mails AS SELECT email FROM users;
  CREATE MATERIALIZED VIEW counts AS SELECT count(*) FROM users;
  CREATE TABLE large (content text);
  ALTER TABLE large ALTER COLUMN content SET STORAGE EXTERNAL;
  INSERT INTO large SELECT repeat('x', 1000000) FROM generate_series(1, 35);
  CREATE TEMPORARY TABLE passing (id int);
`);

test("columns have their types, defaults, keys and comments", async () => {
  const { comment, columns, rows } = tableNamed(await database.describe(), "users");
  expect(comment).toBe("Who may log in.");
  expect(rows).toEqual({ count: 2, isExact: true });
  expect(columns).toEqual([
    { name: "id", type: "integer", isNullable: false, filled: "identity", isKey: true },
    {
      name: "email",
      type: "varchar(50)",
      isNullable: false,
      isKey: false,
      comment: "Where letters go.",
    },
    { name: "state", type: "varchar(9)", isNullable: true, default: "'new'", isKey: false },
    { name: "tags", type: "text[]", isNullable: true, default: "ARRAY[]", isKey: false },
    {
      name: "loud",
      type: "text",
      isNullable: true,
      default: "upper((email)::text)",
      filled: "generated",
      isKey: false,
    },
  ]);
});

test("rules come with what they demand in words, keys with where they lead", async () => {
  const model = await database.describe();
  expect(tableNamed(model, "users").rules).toMatchObject([
    { kind: "primary key", definition: "PRIMARY KEY (id)" },
    { kind: "unique", name: "users_email_key" },
    { kind: "check", comment: "A state is not empty.", isValidated: true },
  ]);
  const items = tableNamed(model, "Order-Items");
  expect(items.rules.map(({ kind, isValidated }) => [kind, isValidated])).toEqual([
    ["exclusion", true],
    ["check", false],
  ]);
  expect(items.keys).toEqual([
    {
      name: "items_user_fkey",
      columns: ['User "id"'],
      table: model.tables.findIndex(({ name }) => name === "users"),
      targetColumns: ["id"],
      onDelete: "cascade",
      isValidated: true,
    },
  ]);
});

test("indexes and triggers are told as PostgreSQL has them", async () => {
  const { indexes, triggers } = tableNamed(await database.describe(), "Order-Items");
  expect(indexes).toEqual([
    {
      name: "items_recent",
      definition: 'btree ("User ""id""" DESC) INCLUDE (during) WHERE (during IS NOT NULL)',
      isUnique: true,
      isValid: true,
    },
  ]);
  expect(triggers).toEqual([
    {
      name: "touched",
      event: "before insert or update of during for each row",
      routine: "public.touch",
      isEnabled: false,
    },
  ]);
});

test("who may do what is told per table and column, and which rows may be seen", async () => {
  const { rights, rowSecurity, policies } = tableNamed(await database.describe(), "users");
  expect(rights).toEqual([
    { role: "PUBLIC", privilege: "select", columns: ["id", "email"] },
    { role: "PUBLIC", privilege: "update", columns: ["email"] },
    { role: "pg_monitor", privilege: "delete" },
  ]);
  expect(rowSecurity).toBe("forced");
  expect(policies).toMatchObject([{ name: "own", command: "select", roles: ["PUBLIC"] }]);
});

test("a partitioned table is one table with the rows of its partitions", async () => {
  const model = await database.describe();
  expect(tableNamed(model, "logs")).toMatchObject({
    kind: "partitioned table",
    partitions: ["logs_2025"],
    rows: { count: 1, isExact: true },
  });
  expect(model.tables.map(({ name }) => name)).toEqual([
    "Order-Items",
    "counts",
    "large",
    "logs",
    "mails",
    "users",
  ]);
});

test("of a large table the server's estimate is shown", async () => {
  const client = await database.connect();
  await client.query("ANALYZE large").finally(() => client.end());
  const { rows, bytes = 0 } = tableNamed(await database.describe(), "large");
  expect(rows).toEqual({ count: 35, isExact: false });
  expect(bytes).toBeGreaterThan(35_000_000);
});

test("a login that may see no rows sees definitions, and the server's estimates", async () => {
  const client = await database.connect();
  const reader = `docs_reader_${process.pid}`;
  try {
    await client.query(`CREATE ROLE ${reader} LOGIN; ANALYZE users; ANALYZE logs_2025`);
    const model = await database.describe(reader);
    // Row security would hide rows of this one.
    expect(tableNamed(model, "users").rows).toEqual({ count: 2, isExact: false });
    expect(tableNamed(model, "logs").rows).toEqual({ count: 1, isExact: false });
    expect(tableNamed(model, "Order-Items").rules).toHaveLength(2);
  } finally {
    await client.query(`DROP ROLE IF EXISTS ${reader}`);
    await client.end();
  }
});

test("a view is shown with its query", async () => {
  const model = await database.describe();
  expect(tableNamed(model, "mails").query).toContain("FROM public.users");
  expect(tableNamed(model, "mails").rows).toBeUndefined();
  expect(tableNamed(model, "counts")).toMatchObject({
    kind: "materialized view",
    rows: { count: 1 },
  });
});

test("a table that somebody has locked for himself is named, and is not waited for for long", async () => {
  const holder = await database.connect();
  try {
    await holder.query("SET application_name = 'mover'");
    await holder.query('BEGIN; LOCK TABLE "Order-Items" IN ACCESS EXCLUSIVE MODE');
    const message = await database.describe().catch((error: Error) => error.message);
    expect(message).toMatch(
      /^public\."Order-Items" is locked by process \d+ \(mover\), so its definition cannot be read/,
    );
  } finally {
    await holder.end();
  }
});
