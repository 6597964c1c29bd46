import fc from "fast-check";

const int = fc.constantFrom("NULL", "0", "1", "2", "3", "4", "5");
const id = fc.constantFrom("1", "2", "3", "4", "5", "6");
const text = fc.constantFrom("NULL", "'x'", "'y'", "'z'", "'x '", "'long'");
const code = fc.constantFrom("'p'", "'q'", "'s'");

const values = fc.oneof(
  fc.tuple(
    id,
    fc.constantFrom("0", "0", "1"),
    int,
    text,
    fc.constantFrom("NULL", "1", "1.25", "1e9"),
    fc.constantFrom("NULL", "'2026-01-01 10:00:00.6Z'", "'2026-02-01'"),
    fc.constantFrom("NULL", "'{}'", "'{1,2}'", "'[2:3]={1,NULL}'"),
    fc.constantFrom("NULL", `'{"a": 1}'`, `'{"a":1,"a":2}'`),
    int,
    int,
  ),
);

const set = fc.oneof(
  fc.tuple(fc.constantFrom("a", "m_id", "parent"), int).map((pair) => pair.join(" = ")),
  fc.tuple(fc.constantFrom("b"), text).map((pair) => pair.join(" = ")),
  fc.constantFrom(
    "id = id + 1",
    "id = 7 - id",
    "k = 1 - k",
    "a = a + 1",
    "a = 5 - a",
    "a = a, b = b",
    "doc = '{}'",
    "n = 1.04",
    "a = parent, parent = a",
    "tags = array_append(tags, id)",
  ),
);
const where = fc.oneof(
  fc.constant("true"),
  id.map((one) => `r.id = ${one}`),
  id.map((one) => `r.id > ${one}`),
  int.map((one) => `r.a = ${one}`),
  text.map((one) => `r.b IS NOT DISTINCT FROM ${one}`),
);

const insert = fc
  .array(values, { minLength: 1, maxLength: 3 })
  .map((all) => `INSERT INTO s.r VALUES ${all.map((one) => `(${one.join(", ")})`).join(", ")}`);

const single: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: insert },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.array(set, { minLength: 1, maxLength: 2 }), where)
      .map(([sets, which]) => {
        const by = new Map(
          sets.flatMap((one) => one.split(", ")).map((one) => [one.split(" ")[0], one]),
        );
        return `UPDATE s.r SET ${[...by.values()].join(", ")} WHERE ${which}`;
      }),
  },
  { weight: 2, arbitrary: where.map((which) => `DELETE FROM s.r WHERE ${which}`) },
  fc.tuple(insert).map(([sql]) => `${sql} ON CONFLICT DO NOTHING`),
  fc.tuple(id, int).map(
    ([key, a]) =>
      `MERGE INTO s.r USING (VALUES (${key}, ${a}), (6, 1)) AS v (id, a) ON r.id = v.id AND r.k = 0
       WHEN MATCHED AND v.a IS NULL THEN DELETE WHEN MATCHED THEN UPDATE SET a = v.a
       WHEN NOT MATCHED THEN INSERT (id, a, b) VALUES (v.id, v.a, 'z')`,
  ),
  fc.constant("UPDATE s.r SET b = m.code FROM s.m WHERE m.id = r.m_id"),
  fc.tuple(id, code, int).map((v) => `INSERT INTO s.m VALUES (${v.join(", ")})`),
  fc.tuple(code, text, int).map((v) => `INSERT INTO s.l VALUES (${v.join(", ")})`),
  fc.tuple(id, int, text).map((v) => `INSERT INTO s.o VALUES (${v.join(", ")})`),
  fc.tuple(id, int).map(([key, x]) => `UPDATE s.m SET x = ${x} WHERE id = ${key}`),
  fc.tuple(id, code).map(([key, one]) => `UPDATE s.m SET code = ${one} WHERE id >= ${key}`),
  fc.constant("UPDATE s.m SET id = 7 - id"),
  fc.constant("UPDATE s.m SET id = id + 10, x = 2"),
  fc.tuple(code, int).map(([one, grp]) => `UPDATE s.l SET grp = ${grp} WHERE code <> ${one}`),
  fc
    .tuple(code, text)
    .map(([one, name]) => `UPDATE s.l SET code = code || '2', name = ${name} WHERE code = ${one}`),
  id.map((key) => `DELETE FROM s.m WHERE id <= ${key}`),
  code.map((one) => `DELETE FROM s.l WHERE code = ${one}`),
  fc.tuple(id, int).map(([key, a]) => `UPDATE s.o SET a = ${a} WHERE id <> ${key}`),
  fc.constantFrom("UPDATE s.o SET id = id + 1", "UPDATE s.o SET id = 7 - id"),
  id.map((key) => `DELETE FROM s.o WHERE id >= ${key}`),
  fc.tuple(where, id).map(
    ([which, key]) =>
      `WITH gone AS (DELETE FROM s.r WHERE ${which} RETURNING *), lost AS (DELETE FROM s.o WHERE id = ${key})
       UPDATE s.l SET grp = 1, name = 'w'`,
  ),
);

/** One or more statements that are sent together; each may be refused by the source itself. */
export const writes: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 6, arbitrary: single.map((one) => [one]) },
  fc
    .tuple(single, single, single)
    .map(([a, b, c]) => ["BEGIN", a, "SAVEPOINT one", b, "ROLLBACK TO one", c, "COMMIT"]),
  fc.tuple(single, single).map(([a, b]) => ["BEGIN", a, b, "ROLLBACK"]),
  fc.tuple(single, single).map(([a, b]) => ["BEGIN", a, b, "COMMIT"]),
);
