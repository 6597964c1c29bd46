import { expect, it } from "vitest";
import { imported } from "./fixture/target.js";

interface Case {
  readonly values: readonly string[];
  readonly type: string;
  /** What `to_jsonb(row) ->> 'v'` gives. */
  readonly texts: readonly (string | null)[];
}

it.each<[string, Case]>([
  [
    "integers, the largest and smallest too",
    {
      values: [
        "1",
        "-1",
        "NULL",
        "9223372036854775807",
        "-9223372036854775808",
        "9007199254740993",
      ],
      type: "bigint",
      texts: ["1", "-1", null, "9223372036854775807", "-9223372036854775808", "9007199254740993"],
    },
  ],
  [
    "reals, infinities too",
    {
      values: ["1.5", "0.1", "1e300", "5e-324", "9e999", "-9e999", "NULL"],
      type: "double precision",
      texts: [
        "1.5",
        "0.1",
        `1${"0".repeat(300)}`,
        `0.${"0".repeat(323)}5`,
        "Infinity",
        "-Infinity",
        null,
      ],
    },
  ],
  [
    "texts, whatever the declared type says",
    {
      values: [
        "''",
        "'1'",
        "char(65279) || 'begins with a byte order mark'",
        "'𝔞\\\"''' || char(10)",
      ],
      type: "text",
      texts: ["", "1", "\ufeffbegins with a byte order mark", `𝔞\\"'\n`],
    },
  ],
  ["blobs", { values: ["x''", "x'00ff'", "NULL"], type: "bytea", texts: ["\\x", "\\x00ff", null] }],
  [
    "integers and reals, which stay to be told apart",
    {
      values: ["1", "1.0", "1e17", "-0.5", "1e-7", "9223372036854775807"],
      type: "jsonb",
      texts: ["1", "1.0", "100000000000000000.0", "-0.5", "0.0000001", "9223372036854775807"],
    },
  ],
  [
    "all classes together",
    {
      values: [
        "1",
        "'1'",
        "x'31'",
        "1.0",
        "NULL",
        "9e999",
        "-9e999",
        "-0.0",
        "'\"\\' || char(1)",
        "''",
      ],
      type: "jsonb",
      texts: [
        "1",
        "1",
        '{"$blob": "31"}',
        "1.0",
        null,
        '{"$real": "Infinity"}',
        '{"$real": "-Infinity"}',
        '{"$real": "-0.0"}',
        '"\\\u0001',
        "",
      ],
    },
  ],
  ["nothing but NULL", { values: ["NULL", "NULL"], type: "text", texts: [null, null] }],
])("keeps %s", async (_, { values, type, texts }) => {
  const { result, ask } = await imported(
    `CREATE TABLE t (v); INSERT INTO t VALUES ${values.map((one) => `(${one})`).join(", ")}`,
  );
  expect(result.tables[0]?.columns[0]).toMatchObject({ column: "v", type });
  expect(await ask(`SELECT to_jsonb(t) ->> 'v' AS text FROM legacy.t ORDER BY _rowid`)).toEqual(
    texts.map((text) => ({ text })),
  );
});

it("keeps the sign of a zero", async () => {
  const { ask } = await imported("CREATE TABLE t (v); INSERT INTO t VALUES (-0.0), (0.0)");
  expect(await ask("SELECT v::text FROM legacy.t ORDER BY _rowid")).toEqual([
    { v: "-0" },
    { v: "0" },
  ]);
});

it("gives a column that says boolean, with words and numbers in it, every value as it stands", async () => {
  const { ask } = await imported(
    "CREATE TABLE t (id INTEGER PRIMARY KEY, is_active BOOLEAN DEFAULT 1); INSERT INTO t (is_active) VALUES (0), ('true'), ('yes'), (2), (NULL)",
  );
  expect(await ask("SELECT to_jsonb(t) ->> 'is_active' AS text FROM legacy.t ORDER BY id")).toEqual(
    ["0", "true", "yes", "2", null].map((text) => ({ text })),
  );
});
