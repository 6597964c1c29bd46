import { describe, expect, test } from "vitest";
import type { Check } from "../../src/check/check.js";
import type { Limits } from "../../src/check/limits.js";
import { bloat } from "../../src/checks/bloat.js";
import { deadRows } from "../../src/checks/dead-rows.js";
import { disabledTriggers } from "../../src/checks/disabled-triggers.js";
import { duplicateForeignKeys } from "../../src/checks/duplicate-foreign-keys.js";
import { extensions } from "../../src/checks/extensions.js";
import { foreignKeyIndexes } from "../../src/checks/foreign-key-indexes.js";
import { integerKeyRanges } from "../../src/checks/integer-key-ranges.js";
import { invalidIndexes } from "../../src/checks/invalid-indexes.js";
import { notValidConstraints } from "../../src/checks/not-valid-constraints.js";
import { primaryKeys } from "../../src/checks/primary-keys.js";
import { redundantIndexes } from "../../src/checks/redundant-indexes.js";
import { rowSecurity } from "../../src/checks/row-security.js";
import { sequenceRanges } from "../../src/checks/sequence-ranges.js";
import { sequencesBehind } from "../../src/checks/sequences-behind.js";
import { statistics } from "../../src/checks/statistics.js";
import { unloggedTables } from "../../src/checks/unlogged-tables.js";
import { unusedIndexes } from "../../src/checks/unused-indexes.js";
import { wraparound } from "../../src/checks/wraparound.js";
import { useExaminedDatabase } from "../fixture/examined-database.js";

const database = useExaminedDatabase();

/** A schema whose name has to be quoted in every statement. */
const schema = 'Füll "Haus"';
const quoted = '"Füll ""Haus"""';

interface Case {
  readonly title: string;
  readonly check: Check;
  readonly limits?: Partial<Limits>;
  /** Makes the fault; `{s}` is the schema. */
  readonly fault: readonly string[];
  /** `code severity name` of each finding. */
  readonly found: readonly string[];
  /** What has to be done before the remedy can work, by whoever knows the rows. */
  readonly before?: readonly string[];
  /** What mends it where the finding has no SQL that does. */
  readonly by?: readonly string[];
  /** Looks like the fault, and is none. */
  readonly near: readonly string[];
}

const users = "CREATE TABLE {s}.users (id int PRIMARY KEY)";
const items =
  'CREATE TABLE {s}."Order-Items" (id int PRIMARY KEY, "User Id" int REFERENCES {s}.users)';
const filled = (name: string, rows: number): string =>
  `INSERT INTO {s}.${name} SELECT n, 'x' FROM generate_series(1, ${rows}) AS n`;

/** Dead rows stay as long as anybody has a snapshot in which they are there, such as autovacuum that takes a sample. */
const untilNobodySees = `DO $$ BEGIN
  WHILE EXISTS (SELECT FROM pg_stat_activity
                 WHERE datname = current_database() AND backend_xmin IS NOT NULL AND pid <> pg_backend_pid()) LOOP
    PERFORM pg_sleep(0.05), pg_stat_clear_snapshot();
  END LOOP;
END $$`;

const cases: readonly Case[] = [
  {
    title: "a foreign key without an index",
    check: foreignKeyIndexes,
    limits: { smallTableRows: 0 },
    fault: [
      users,
      items,
      'CREATE INDEX ON {s}."Order-Items" (id, "User Id")',
      'CREATE INDEX ON {s}."Order-Items" ("User Id") WHERE id > 5',
    ],
    found: ["foreign-key-without-index warning Order-Items_User Id_fkey"],
    near: [
      users,
      items,
      'CREATE INDEX ON {s}."Order-Items" ("User Id", id) WHERE ("User Id" IS NOT NULL)',
    ],
  },
  {
    title: "a foreign key of two columns",
    check: foreignKeyIndexes,
    fault: [
      "CREATE TABLE {s}.p (a int, b int, PRIMARY KEY (a, b))",
      "CREATE TABLE {s}.c (a int, b int, c int, CONSTRAINT to_p FOREIGN KEY (a, b) REFERENCES {s}.p)",
      "CREATE INDEX ON {s}.c (a, c, b)",
      "CREATE INDEX ON {s}.c (a) INCLUDE (b)",
    ],
    found: ["foreign-key-without-index info to_p"],
    near: [
      "CREATE TABLE {s}.p (a int, b int, PRIMARY KEY (a, b))",
      "CREATE TABLE {s}.c (a int, b int, c int, CONSTRAINT to_p FOREIGN KEY (a, b) REFERENCES {s}.p)",
      "CREATE INDEX ON {s}.c (b, a, c) WHERE a IS NOT NULL AND b IS NOT NULL",
    ],
  },
  {
    title: "a foreign key of a partitioned table, told once",
    check: foreignKeyIndexes,
    fault: [
      users,
      'CREATE TABLE {s}.log (id int, "User" int REFERENCES {s}.users) PARTITION BY RANGE (id)',
      "CREATE TABLE {s}.log_1 PARTITION OF {s}.log FOR VALUES FROM (0) TO (10)",
      "CREATE TABLE {s}.log_2 PARTITION OF {s}.log FOR VALUES FROM (10) TO (20) PARTITION BY RANGE (id)",
      "CREATE TABLE {s}.log_2_a PARTITION OF {s}.log_2 FOR VALUES FROM (10) TO (15)",
    ],
    found: ["foreign-key-without-index info log_User_fkey"],
    near: [
      users,
      "CREATE TABLE {s}.log (id int, user_id int REFERENCES {s}.users) PARTITION BY RANGE (id)",
      "CREATE TABLE {s}.log_1 PARTITION OF {s}.log FOR VALUES FROM (0) TO (10)",
      "CREATE INDEX ON {s}.log (user_id)",
    ],
  },
  {
    title: "an index that is there twice",
    check: redundantIndexes,
    fault: [
      "CREATE TABLE {s}.t (a int, b text)",
      'CREATE INDEX "One" ON {s}.t (a, lower(b)) WHERE a > 0',
      'CREATE INDEX "Two" ON {s}.t (a, lower(b)) WHERE a > 0',
    ],
    found: ["duplicate-index warning Two"],
    near: [
      "CREATE TABLE {s}.t (a int, b text)",
      "CREATE INDEX ON {s}.t (b text_pattern_ops)",
      'CREATE INDEX ON {s}.t (b COLLATE "C")',
      "CREATE INDEX ON {s}.t (lower(b))",
      "CREATE INDEX ON {s}.t (b) WHERE a > 0",
      "CREATE INDEX ON {s}.t USING hash (b)",
      "CREATE INDEX ON {s}.t (b) INCLUDE (a)",
    ],
  },
  {
    title: "an index beside a longer one",
    check: redundantIndexes,
    fault: [
      "CREATE TABLE {s}.t (a int, b int, CONSTRAINT key UNIQUE (a, b))",
      'CREATE INDEX "Short" ON {s}.t (a)',
    ],
    found: ["redundant-index info Short"],
    near: [
      "CREATE TABLE {s}.t (a int PRIMARY KEY, b int)",
      "CREATE INDEX ON {s}.t (a, b)",
      "CREATE UNIQUE INDEX ON {s}.t (b)",
      "CREATE INDEX ON {s}.t (b, a)",
    ],
  },
  {
    title: "an index that nobody reads",
    check: unusedIndexes,
    limits: { unusedIndexSeconds: 0, unusedIndexBytes: 0 },
    fault: ["CREATE TABLE {s}.t (a int, b text)", 'CREATE INDEX "Idle" ON {s}.t (a)'],
    found: ["unused-index info Idle"],
    near: [
      "CREATE TABLE {s}.t (a int UNIQUE, b text)",
      "CREATE INDEX ON {s}.t (b)",
      "SET enable_seqscan = off",
      "SELECT * FROM {s}.t WHERE b = 'x'",
    ],
  },
  {
    title: "a rule that was never validated",
    check: notValidConstraints,
    fault: [
      users,
      items,
      'ALTER TABLE {s}."Order-Items" ADD CONSTRAINT "Not Valid" CHECK (id > 0) NOT VALID',
    ],
    found: ["constraint-not-valid warning Not Valid"],
    near: [users, items],
  },
  {
    title: "two foreign keys that demand the same",
    check: duplicateForeignKeys,
    fault: [
      users,
      items,
      'ALTER TABLE {s}."Order-Items" ADD CONSTRAINT again FOREIGN KEY ("User Id") REFERENCES {s}.users',
    ],
    found: ["duplicate-foreign-key warning again"],
    near: [
      users,
      items,
      'ALTER TABLE {s}."Order-Items" ADD CONSTRAINT again FOREIGN KEY ("User Id") REFERENCES {s}.users ON DELETE CASCADE',
    ],
  },
  {
    title: "a trigger and a foreign key that are switched off",
    check: disabledTriggers,
    fault: [
      users,
      items,
      "CREATE FUNCTION {s}.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      'CREATE TRIGGER "On Write" BEFORE INSERT ON {s}."Order-Items" FOR EACH ROW EXECUTE FUNCTION {s}.f()',
      'ALTER TABLE {s}."Order-Items" DISABLE TRIGGER ALL',
    ],
    found: [
      "foreign-key-disabled error Order-Items_User Id_fkey",
      "trigger-disabled warning On Write",
    ],
    near: [
      users,
      items,
      "CREATE FUNCTION {s}.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
      "CREATE TRIGGER t BEFORE INSERT ON {s}.users FOR EACH ROW EXECUTE FUNCTION {s}.f()",
      "ALTER TABLE {s}.users ENABLE ALWAYS TRIGGER t",
    ],
  },
  {
    title: "a table without a primary key",
    check: primaryKeys,
    fault: ['CREATE TABLE {s}."Log" (id int UNIQUE)'],
    found: ["table-without-primary-key info Log"],
    by: ['ALTER TABLE {s}."Log" ADD PRIMARY KEY (id)'],
    near: [users, "CREATE VIEW {s}.v AS SELECT * FROM {s}.users"],
  },
  {
    title: "a table that a crash empties",
    check: unloggedTables,
    fault: ['CREATE UNLOGGED TABLE {s}."Cache" (id int)'],
    found: ["unlogged-table info Cache"],
    by: ['ALTER TABLE {s}."Cache" SET LOGGED'],
    near: [users],
  },
  {
    title: "a sequence that is smaller than its column",
    check: sequenceRanges,
    fault: [
      'CREATE SEQUENCE {s}."Numbers" AS smallint',
      "SELECT setval('{s}.\"Numbers\"', 30000)",
      "CREATE TABLE {s}.t (id bigint DEFAULT nextval('{s}.\"Numbers\"'))",
    ],
    found: ["sequence-near-end error Numbers"],
    near: ["CREATE SEQUENCE {s}.n AS smallint CYCLE", "SELECT setval('{s}.n', 30000)"],
  },
  {
    title: "a sequence that is larger than its column",
    check: sequenceRanges,
    fault: [
      "CREATE SEQUENCE {s}.n",
      "CREATE TABLE {s}.t (id int DEFAULT nextval('{s}.n'))",
      "SELECT setval('{s}.n', 1600000000)",
    ],
    found: ["sequence-near-end warning n"],
    by: ["ALTER TABLE {s}.t ALTER COLUMN id TYPE bigint"],
    near: ["CREATE TABLE {s}.t (id serial)", "SELECT setval('{s}.t_id_seq', 1400000000)"],
  },
  {
    title: "an integer key with values near its end",
    check: integerKeyRanges,
    fault: [
      'CREATE TABLE {s}.t ("Id" int PRIMARY KEY)',
      "INSERT INTO {s}.t VALUES (1), (2), (2000000000)",
      "ANALYZE {s}.t",
    ],
    found: ["integer-key-near-end error Id"],
    by: ['ALTER TABLE {s}.t ALTER COLUMN "Id" TYPE bigint', "ANALYZE {s}.t"],
    near: [
      "CREATE TABLE {s}.t (id bigint PRIMARY KEY, no_key int)",
      "INSERT INTO {s}.t VALUES (1, 2000000000), (2000000000, 2000000001)",
      "ANALYZE {s}.t",
    ],
  },
  {
    title: "a sequence that will draw a number that is taken",
    check: sequencesBehind,
    fault: [
      'CREATE TABLE {s}."T" ("Id" int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY)',
      'INSERT INTO {s}."T" SELECT generate_series(1, 20)',
      'ANALYZE {s}."T"',
    ],
    found: ["sequence-behind-column error T_Id_seq"],
    near: [
      "CREATE TABLE {s}.t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n int)",
      "INSERT INTO {s}.t (n) SELECT generate_series(1, 20)",
      "ANALYZE {s}.t",
    ],
  },
  {
    title: "policies that hold for nobody",
    check: rowSecurity,
    fault: [users, 'CREATE POLICY "Own Rows" ON {s}.users USING (id = 1)'],
    found: ["row-security-off error users"],
    near: [
      users,
      "ALTER TABLE {s}.users ENABLE ROW LEVEL SECURITY",
      "CREATE POLICY p ON {s}.users USING (id = 1)",
    ],
  },
  {
    title: "row security that nobody passes",
    check: rowSecurity,
    fault: [users, "ALTER TABLE {s}.users ENABLE ROW LEVEL SECURITY"],
    found: ["row-security-without-policy info users"],
    by: ["CREATE POLICY p ON {s}.users USING (id = 1)"],
    near: [users],
  },
  {
    title: "a table of which the planner knows nothing",
    check: statistics,
    fault: ['CREATE TABLE {s}."T" (id int, v text)', filled('"T"', 1500)],
    found: ["table-never-analyzed warning T"],
    near: ["CREATE TABLE {s}.t (id int, v text)", filled("t", 900)],
  },
  {
    title: "a partitioned table of which the planner knows nothing",
    check: statistics,
    fault: [
      "CREATE TABLE {s}.log (id int, v text) PARTITION BY RANGE (id)",
      "CREATE TABLE {s}.log_1 PARTITION OF {s}.log FOR VALUES FROM (0) TO (10000)",
      filled("log", 1500),
      "ANALYZE {s}.log_1",
    ],
    found: ["partitioned-table-never-analyzed info log"],
    near: [
      "CREATE TABLE {s}.log (id int, v text) PARTITION BY RANGE (id)",
      "CREATE TABLE {s}.log_1 PARTITION OF {s}.log FOR VALUES FROM (0) TO (10000)",
      filled("log", 1500),
      "ANALYZE {s}.log",
    ],
  },
  {
    title: "dead rows that stay",
    check: deadRows,
    limits: { deadRows: 500, deadRowsOfThreshold: 1 },
    fault: [
      'CREATE TABLE {s}."T" (id int, v text)',
      filled('"T"', 1000),
      'DELETE FROM {s}."T" WHERE id > 100',
    ],
    found: ["dead-rows warning T"],
    before: [untilNobodySees],
    near: [
      "CREATE TABLE {s}.t (id int, v text)",
      filled("t", 1000),
      "DELETE FROM {s}.t WHERE id > 600",
    ],
  },
  {
    title: "a table that autovacuum leaves alone",
    check: deadRows,
    fault: ['CREATE TABLE {s}."T" (id int) WITH (autovacuum_enabled = off)'],
    found: ["autovacuum-off warning T"],
    near: ["CREATE TABLE {s}.t (id int) WITH (autovacuum_enabled = on)"],
  },
  {
    title: "an index that is mostly empty",
    check: bloat,
    limits: { bloatBytes: 100_000, bloatPercent: 50 },
    fault: [
      'CREATE TABLE {s}."T" (id int, v text)',
      filled('"T"', 20_000),
      'CREATE INDEX "Fat" ON {s}."T" (id)',
      'DELETE FROM {s}."T" WHERE id % 20 <> 0',
      untilNobodySees,
      'VACUUM FULL {s}."T"',
      filled('"T"', 20_000),
      'DELETE FROM {s}."T" WHERE id % 20 <> 0',
      untilNobodySees,
      'VACUUM ANALYZE {s}."T"',
    ],
    found: ["index-bloat warning Fat", "table-bloat warning T"],
    before: [untilNobodySees],
    by: ['VACUUM FULL {s}."T"', 'ANALYZE {s}."T"'],
    near: [
      "CREATE TABLE {s}.t (id int, v text)",
      filled("t", 20_000),
      "CREATE INDEX ON {s}.t (id)",
      "VACUUM ANALYZE {s}.t",
    ],
  },
  {
    title: "a table that is overdue to be frozen",
    check: wraparound,
    limits: { freezeAge: { warningTimes: 5e-6, errorPercent: 100 } },
    fault: [
      'CREATE TABLE {s}."T" (id int)',
      `DO $$ BEGIN FOR n IN 1..1500 LOOP BEGIN INSERT INTO {s}."T" VALUES (n); EXCEPTION WHEN OTHERS THEN NULL; END; END LOOP; END $$`,
    ],
    found: ["wraparound-of-table warning T"],
    near: ["CREATE TABLE {s}.t (id int)"],
  },
  {
    title: "an index whose build failed",
    check: invalidIndexes,
    fault: [
      'CREATE TABLE {s}."T" (id int)',
      'INSERT INTO {s}."T" VALUES (1), (1)',
      '? CREATE UNIQUE INDEX CONCURRENTLY "Half Built" ON {s}."T" (id)',
    ],
    found: ["invalid-index error Half Built"],
    before: ["DELETE FROM {s}.\"T\" WHERE ctid = '(0,1)'"],
    near: ["CREATE TABLE {s}.t (id int)", "CREATE INDEX CONCURRENTLY ON {s}.t (id)"],
  },
  {
    title: "an index that not every partition has",
    check: invalidIndexes,
    fault: [
      "CREATE TABLE {s}.log (id int) PARTITION BY RANGE (id)",
      "CREATE TABLE {s}.log_1 PARTITION OF {s}.log FOR VALUES FROM (0) TO (10)",
      'CREATE INDEX "On All" ON ONLY {s}.log (id)',
    ],
    found: ["incomplete-partitioned-index error On All"],
    by: [
      "CREATE INDEX part ON {s}.log_1 (id)",
      'ALTER INDEX {s}."On All" ATTACH PARTITION {s}.part',
    ],
    near: ["CREATE TABLE {s}.log (id int) PARTITION BY RANGE (id)", "CREATE INDEX ON {s}.log (id)"],
  },
  {
    title: "an extension that is older than the server's",
    check: extensions,
    fault: ["CREATE EXTENSION pgstattuple SCHEMA {s} VERSION '1.4'"],
    found: ["extension-outdated info pgstattuple"],
    near: ["CREATE EXTENSION pgstattuple SCHEMA {s}"],
  },
];

async function inSchema(statements: readonly string[], body: () => Promise<void>): Promise<void> {
  await database.run(`CREATE SCHEMA ${quoted}`);
  try {
    await run(statements);
    await body();
  } finally {
    await database.run(`DROP SCHEMA ${quoted} CASCADE`);
  }
}

/** Runs them; one with `?` before it is to fail. */
async function run(statements: readonly string[]): Promise<void> {
  const plain = statements.map((sql) => sql.replaceAll("{s}", quoted));
  const failing = plain.findIndex((sql) => sql.startsWith("? "));
  if (failing < 0) return database.run(...plain);
  await database.run(...plain.slice(0, failing));
  await expect(database.run((plain[failing] as string).slice(2))).rejects.toThrow();
  await database.run(...plain.slice(failing + 1));
}

describe.each(cases)("$title", ({ check, limits, fault, found, before = [], by, near }) => {
  const examine = async () => {
    const { findings, notExamined } = await database.examine(check, limits);
    expect(notExamined).toEqual([]);
    return findings.filter(
      ({ subject }) => subject.schema === schema || subject.kind === "extension",
    );
  };

  test("is found, and gone once it is mended", async () => {
    await inSchema(fault, async () => {
      const findings = await examine();
      const seen = findings.map(
        ({ code, severity, subject }) => `${code} ${severity} ${subject.name}`,
      );
      expect(seen.sort()).toEqual([...found].sort());
      await run(before);
      for (const { remedy } of findings) await database.run(...(remedy.sql ?? []));
      await run(by ?? []);
      expect(await examine()).toEqual([]);
    });
  });

  test("is not seen in what looks like it", () =>
    inSchema(near, async () => expect(await examine()).toEqual([])));
});
