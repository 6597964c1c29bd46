import fc from "fast-check";
import type { Projections } from "./plan-projections.js";

/** Tables of a source and a target, and projections between them. */
export interface Shape {
  readonly sql: string;
  readonly projections: Projections;
}

const action = fc.constantFrom("CASCADE", "SET NULL", "NO ACTION", "RESTRICT");
const sometimes = (text: string): fc.Arbitrary<string> => fc.constantFrom("", text);

const row = "r.id || '/' || r.k";
const joins = fc.constantFrom("JOIN", "LEFT JOIN");

/** Tables that are the same in every shape but for their keys. */
const sources = fc
  .record({
    key: fc.constantFrom("PRIMARY KEY (id)", "PRIMARY KEY (id, k)"),
    code: sometimes("REFERENCES s.l ON DELETE CASCADE ON UPDATE CASCADE"),
    m: fc.constantFrom(
      "",
      "REFERENCES s.m ON DELETE CASCADE ON UPDATE CASCADE",
      "REFERENCES s.m ON DELETE SET NULL ON UPDATE CASCADE",
    ),
  })
  .map(
    ({ key, code, m }) => `
      CREATE SCHEMA s; CREATE SCHEMA t;
      CREATE TABLE s.l (code text PRIMARY KEY, name text, grp int);
      CREATE TABLE s.m (id int PRIMARY KEY, code text ${code}, x int);
      CREATE TABLE s.r (id int, k int NOT NULL DEFAULT 0, a int, b text, n numeric, at timestamptz, tags int[], doc json, m_id int ${m}, parent int, ${key});
      CREATE TABLE s.o (id int PRIMARY KEY, a int, b text);`,
  );

type Part = fc.Arbitrary<Shape>;

const one: Part = fc
  .tuple(
    sometimes("UNIQUE"),
    sometimes("CHECK (a < 4)"),
    sometimes("NOT NULL"),
    fc.constantFrom("", "REFERENCES t.one", "REFERENCES t.one ON DELETE CASCADE"),
  )
  .map(([unique, check, required, parent]) => ({
    sql: `CREATE TABLE t.one (id text PRIMARY KEY, a int ${unique} ${check} ${required}, b varchar(2), n numeric(6, 1), at timestamptz(0), tags int[], doc json, parent text ${parent});`,
    projections: {
      one: {
        to: "t.one",
        query: `SELECT ${row} AS id, r.a, r.b, r.n, r.at, r.tags, r.doc, r.parent || '/0' AS parent FROM s.r AS r`,
      },
    },
  }));

const many: Part = fc.tuple(sometimes("x"), action).map(([key, onDelete]) => ({
  sql: `CREATE TABLE t.many (id text PRIMARY KEY, a text, v text ${key === "" ? "" : "UNIQUE"});
    CREATE TABLE t.many_child (id text PRIMARY KEY, many_id text NOT NULL REFERENCES t.many ON DELETE ${onDelete === "SET NULL" ? "CASCADE" : onDelete});`,
  projections: {
    many: {
      to: "t.many",
      query: `SELECT ${row} || '/' || v.part AS id, r.a, v.value AS v FROM s.r AS r CROSS JOIN LATERAL (VALUES ('b', r.b), ('n', r.n::text)) AS v (part, value) WHERE v.value IS NOT NULL`,
    },
    many_child: {
      to: "t.many_child",
      query: `SELECT r.id AS id, ${row} || '/b' AS many_id FROM s.r AS r WHERE r.a IS NOT NULL`,
    },
  },
}));

const looked: Part = fc
  .tuple(joins, joins, fc.constantFrom("true", "r.a > 1", "l.grp = 1", "m.x IS NULL"))
  .map(([first, second, where]) => ({
    sql: "CREATE TABLE t.looked (id text PRIMARY KEY, name text, grp int, x int);",
    projections: {
      looked: {
        to: "t.looked",
        query: `SELECT ${row} AS id, l.name, l.grp, m.x FROM s.r AS r ${first} s.m AS m ON m.id = r.m_id ${second} s.l AS l ON l.code = m.code WHERE ${where}`,
      },
    },
  }));

const groupings: readonly (readonly string[])[] = [
  ["r.a"],
  ["r.b", "r.a"],
  ["l.grp"],
  ["r.a", "l.name"],
  ["r.k", "m.x"],
  ["r.at::date"],
];

const groups: Part = fc.tuple(fc.constantFrom(...groupings), joins).map(([by, join]) => {
  const joined = by.some((part) => !part.startsWith("r."));
  const from = joined
    ? `s.r AS r ${join} s.m AS m ON m.id = r.m_id ${join} s.l AS l ON l.code = m.code`
    : "s.r AS r";
  const id = by.map((part) => `COALESCE((${part})::text, '-')`).join(" || '/' || ");
  return {
    sql: "CREATE TABLE t.groups (id text PRIMARY KEY, rows int, of text);",
    projections: {
      groups: {
        to: "t.groups",
        query: `SELECT ${id} AS id, count(*) AS rows, string_agg(${row}, ',' ORDER BY r.id, r.k) AS of FROM ${from} GROUP BY ${by.join(", ")}`,
      },
    },
  };
});

const members: Part = fc.tuple(action, fc.boolean()).map(([onDelete, required]) => ({
  sql: `CREATE TABLE t.teams (id text PRIMARY KEY, rows int);
    CREATE TABLE t.members (id text PRIMARY KEY, team text ${required ? "NOT NULL" : ""} REFERENCES t.teams ON DELETE ${required && onDelete === "SET NULL" ? "CASCADE" : onDelete});`,
  projections: {
    members: {
      to: "t.members",
      query: `SELECT ${row} AS id, r.b AS team FROM s.r AS r`,
    },
    teams: {
      to: "t.teams",
      query: "SELECT r.b AS id, count(*) AS rows FROM s.r AS r WHERE r.a > 0 GROUP BY r.b",
    },
  },
}));

const latest: Part = fc.constantFrom("r.b", "r.b, r.a").map((by) => ({
  sql: "CREATE TABLE t.latest (id text PRIMARY KEY, v text);",
  projections: {
    latest: {
      to: "t.latest",
      query: `SELECT DISTINCT ON (${by}) ${row} AS id, r.n::text AS v FROM s.r AS r ORDER BY ${by}, r.n DESC NULLS LAST, r.id, r.k`,
    },
  },
}));

const union: Part = fc.constant({
  sql: "CREATE TABLE t.unions (id text PRIMARY KEY, rows int);",
  projections: {
    unions: {
      to: "t.unions",
      query:
        "SELECT COALESCE(u.a::text, '-') AS id, count(*) AS rows FROM (SELECT r.a, r.b FROM s.r AS r WHERE r.k = 0 UNION ALL SELECT o.a, o.b FROM s.o AS o) AS u GROUP BY u.a",
    },
  },
});

const full: Part = fc.constantFrom("FULL JOIN", "RIGHT JOIN").map((join) => ({
  sql: "CREATE TABLE t.fulls (id text PRIMARY KEY, rows text, others text);",
  projections: {
    fulls: {
      to: "t.fulls",
      query: `SELECT COALESCE(COALESCE(r.a, o.a)::text, '-') AS id, string_agg(DISTINCT ${row}, ',') AS rows, string_agg(DISTINCT o.id::text, ',') AS others FROM s.r AS r ${join} s.o AS o ON o.a = r.a GROUP BY COALESCE(r.a, o.a)`,
    },
  },
}));

const self: Part = joins.map((join) => ({
  sql: "CREATE TABLE t.selves (id text PRIMARY KEY, of text, a int);",
  projections: {
    selves: {
      to: "t.selves",
      query: `SELECT ${row} AS id, p.b AS of, p.a FROM s.r AS r ${join} s.r AS p ON p.id = r.parent AND p.k = 0`,
    },
  },
}));

const split: Part = fc.constantFrom("r.a > 1", "r.b = 'x'").map((is) => ({
  sql: "CREATE TABLE t.pos (id text PRIMARY KEY, doc jsonb); CREATE TABLE t.neg (id text PRIMARY KEY, doc jsonb);",
  projections: {
    pos: {
      to: "t.pos",
      query: `SELECT ${row} AS id, to_jsonb(r) AS doc FROM s.r AS r WHERE ${is}`,
    },
    neg: {
      to: "t.neg",
      query: `SELECT ${row} AS id, to_jsonb(r) AS doc, CASE WHEN r.a = 0 THEN 'it is zero' END AS _left_out FROM s.r AS r WHERE (${is}) IS NOT TRUE`,
    },
  },
}));

const shared: Part = fc.constantFrom("'r' || r.id", "r.id", "r.b").map((id) => ({
  sql: "CREATE TABLE t.shared (id text PRIMARY KEY, a int);",
  projections: {
    shared_r: { to: "t.shared", query: `SELECT ${id} AS id, r.a FROM s.r AS r WHERE r.k = 0` },
    shared_o: { to: "t.shared", query: "SELECT o.id AS id, o.a FROM s.o AS o" },
  },
}));

const circle: Part = fc.constantFrom("", "ON DELETE CASCADE", "ON DELETE SET NULL").map((key) => ({
  sql: `CREATE TABLE t.left (id int PRIMARY KEY, r int); CREATE TABLE t.right (id int PRIMARY KEY, l int REFERENCES t.left ${key}); ALTER TABLE t.left ADD FOREIGN KEY (r) REFERENCES t.right ${key};`,
  projections: {
    left: { to: "t.left", query: "SELECT o.id, o.a AS r FROM s.o AS o" },
    right: { to: "t.right", query: "SELECT m.id, m.x AS l FROM s.m AS m" },
  },
}));

const parts: readonly Part[] = [
  one,
  many,
  looked,
  groups,
  members,
  latest,
  union,
  full,
  self,
  split,
  shared,
  circle,
];

/** Some of them at once. */
export const shapes: fc.Arbitrary<Shape> = fc
  .tuple(
    sources,
    fc
      .uniqueArray(fc.nat({ max: parts.length - 1 }), { minLength: 1, maxLength: 3 })
      .chain((which) => fc.tuple(...which.map((index) => parts[index] as Part))),
  )
  .map(([sql, made]) => ({
    sql: [sql, ...made.map((part) => part.sql)].join("\n"),
    projections: Object.assign({}, ...made.map((part) => part.projections)),
  }));
