import { it } from "vitest";
import { withGround } from "../../fixture/apply-plan.js";
import { type Life, live } from "./life.js";

const tables = (onDelete: string) => `
  CREATE SCHEMA s; CREATE SCHEMA t;
  CREATE TABLE s.l (code text PRIMARY KEY, name text, grp int);
  CREATE TABLE s.m (id int PRIMARY KEY, code text ${onDelete.replace("#", "s.l")}, x int);
  CREATE TABLE s.r (id int PRIMARY KEY, k int NOT NULL DEFAULT 0, a int, b text, n numeric, at timestamptz, tags int[], doc json,
    m_id int ${onDelete.replace("#", "s.m")}, parent int);
  CREATE TABLE s.o (id int PRIMARY KEY, a int, b text);
  CREATE TABLE t.groups (id text PRIMARY KEY, rows int, of text)`;

const groupedBy = (...columns: readonly string[]) => ({
  groups: {
    to: "t.groups",
    query: `SELECT ${columns.map((one) => `COALESCE(${one}::text, '-')`).join(" || '/' || ")} AS id, count(*) AS rows,
        string_agg(r.id::text, ',' ORDER BY r.id) AS of
      FROM s.r AS r LEFT JOIN s.m AS m ON m.id = r.m_id LEFT JOIN s.l AS l ON l.code = m.code GROUP BY ${columns.join(", ")}`,
  },
});

it.each([
  {
    what: "what a row was joined to goes while its group is filled",
    life: {
      shape: { sql: tables(""), projections: groupedBy("l.grp") },
      during: [["DELETE FROM s.m WHERE id <= 1"]],
      after: [["INSERT INTO s.m VALUES (1, 'p', 1)"], ["DELETE FROM s.l WHERE code = 'q'"]],
    },
  },
  {
    what: "it goes with all that refers to it, in one statement",
    life: {
      shape: {
        sql: tables("REFERENCES # ON DELETE CASCADE"),
        projections: groupedBy("r.a", "l.name"),
      },
      after: [["DELETE FROM s.l WHERE code = 'q'"], ["DELETE FROM s.l"]],
    },
  },
])("a row is in the group of what is not found, and in no other, when $what", ({ life }) =>
  withGround("", (database) =>
    live(database, { before: [], during: [], ...life } as unknown as Life),
  ),
);
