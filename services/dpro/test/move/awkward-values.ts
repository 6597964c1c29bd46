import fc from "fast-check";

/** Stands in columns that may hold a secret, and must never be seen again. */
export const hidden = "sk-hidden-0123456789";

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const bytes = (hex: string): string => `CAST(x'${hex}' AS TEXT)`;

const times = [
  "'2025-06-24 10:00:00'",
  "'2025-06-24T10:00:00.123456Z'",
  "'2025-06-24 10:00:00+02:00'",
  "'2025-06-24'",
  "1750760000",
  "1750760000.5",
  "1750760000000",
];

const oddTimes = [
  "'2025-02-30 10:00:00'",
  "'2025-06-24 25:61:00'",
  "'24.06.2025'",
  "'yesterday'",
  "'now'",
  "'infinity'",
  "'0000-00-00'",
  "'2025-06-24 10:00:00+99:99'",
  "'9999-12-31 24:00:00'",
  "1e300",
  "-99999999999999",
];

const documents = ["'{}'", "'[]'", `'{"a": {"b": [1, 2]}}'`, `'["x"]'`];

const oddDocuments = [
  "'not json'",
  `'{"a": NaN}'`,
  `'{''a'': 1}'`,
  text('{"a": "\\u0000"}'),
  text('{"a": "\\ud800"}'),
  "'null'",
  "'3'",
  `'"text"'`,
  `'{"a": 1e400}'`,
  text(`${"[".repeat(300)}${"]".repeat(300)}`),
  text(`${"[".repeat(20_000)}${"]".repeat(20_000)}`),
];

const numbers = [
  "9007199254740993",
  "-9223372036854775808",
  "9223372036854775807",
  "2147483648",
  "-1",
  "0.5",
  "1e308",
  "9e999",
  "-9e999",
  "-0.0",
  "1.0",
];

const texts = [
  "''",
  "' '",
  "'1'",
  "' 1 '",
  "'1.0'",
  "'NaN'",
  "'Infinity'",
  "'-Infinity'",
  "'1e400'",
  "'1e-999'",
  "'0x10'",
  "'true'",
  "'maybe'",
  "'abc'",
  "'[NULL]'",
  bytes("610062"),
  bytes("00"),
  bytes("ff61"),
  bytes("c3"),
  bytes("efbbbf61"),
  // Longer than an entry of an index may be.
  "hex(randomblob(5000))",
];

const blobs = ["x''", "x'00ff'", "x'7b7d'"];

/** Values of every storage class, of which no column but by chance can make anything. */
export const odd: fc.Arbitrary<string> = fc.oneof(
  fc.constant("NULL"),
  fc.constantFrom(...numbers),
  fc.constantFrom(...texts),
  fc.constantFrom(...blobs),
  fc.constantFrom(...oddTimes),
  fc.constantFrom(...oddDocuments),
  fc.bigInt({ min: -(2n ** 63n) + 1n, max: 2n ** 63n - 1n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one.toExponential()),
  fc.string({ unit: "grapheme", maxLength: 12 }).map((one) => text(one.replaceAll("\0", ""))),
);

const few = fc.constantFrom("1", "2", "3", "4");

/** Values such as the application wrote into a column, and those that its users may have. */
export function fitting(table: string, column: string): fc.Arbitrary<string> {
  if (/_id$|^assigned_to$/.test(column))
    return table === "messages" && column === "conversation_id"
      ? fc.constantFrom("1", "2", "3", "'c-1'", "'x'")
      : fc.oneof(
          { weight: 6, arbitrary: few },
          { weight: 1, arbitrary: fc.constantFrom("99", "'2'", "'x'") },
        );
  if (/_at$|^last_login$|^due_date$/.test(column)) return fc.constantFrom(...times);
  if (/_settings$|_data$|config$|^capabilities$/.test(column)) return fc.constantFrom(...documents);
  if (/^is_/.test(column)) return fc.constantFrom("0", "1", "'yes'", "'FALSE'", "NULL");
  return words[column] ?? fc.constantFrom("'one'", "'two'", "'Three'", "'four'");
}

const words: Record<string, fc.Arbitrary<string>> = {
  email: fc.constantFrom(
    "'a@b.c'",
    "'A@b.c'",
    "'d@e.f'",
    "'g@h.i'",
    "'no address'",
    "'straße@b.c'",
    "'STRASSE@b.c'",
  ),
  username: fc.constantFrom("'ada'", "'Ada'", "'bob'", "'eve'", "'al'"),
  status: fc.constantFrom("'active'", "'pending'", "' In Progress'", "'DONE'", "'odd'"),
  priority: fc.constantFrom("'low'", "'URGENT '", "'medium'", "'asap'"),
  temperature: fc.constantFrom("'0.7'", "' 0.5'", "1", "1.5", "'2.1'", "'warm'"),
  max_tokens: fc.constantFrom("1000", "'2048'", "0.5"),
  timeout_seconds: fc.constantFrom("300", "'5'"),
  agent_type: fc.constantFrom("'main'", "'Child'", "'other'"),
  message_type: fc.constantFrom("'user'", "'Agent'", "'system'", "'bot'"),
  sender_type: fc.constantFrom("'user'", "'Agent'", "'system'", "'bot'"),
  action: fc.constantFrom(
    "'login'",
    "'LOGOUT'",
    "'author_created'",
    "'agent_created'",
    "'oauth_callback'",
  ),
  role: fc.constantFrom("'admin'", "'user'", "' Admin'"),
  rating: fc.constantFrom("4.5", "-1", "3"),
  download_count: fc.constantFrom("3", "-1", "'7'"),
  key: fc.constantFrom("'version'", "'Version'", "'cleared'"),
};
