import { useTestDatabase } from "@deepiri/test-database";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coreFactories } from "../../src/testing.js";
import { readLog } from "./audit-session.js";

const db = useTestDatabase("core");
const { tasks, users } = coreFactories(db);

describe("secrets in the audit log", () => {
  it("are absent from every entry on a user, though a changed password leaves a trace", async () => {
    const { id } = await users.create({ password: "hash-of-a-secret" });
    await db.query("UPDATE public.users SET password = 'hash-of-another' WHERE id = $1", [id]);
    await db.query("DELETE FROM public.users WHERE id = $1", [id]);
    const log = await readLog(db, id);
    expect(log).toHaveLength(3);
    expect(JSON.stringify(log)).not.toMatch(/password|hash-of/);
  });

  it.each([
    "password",
    "userPassword",
    "ACCESS_TOKEN",
    "tokens",
    "client_secret",
    "api_key",
    "apiKey",
    "x-api-key",
    "Credentials",
  ])("are removed with the member %s, however deep it lies", async (name) => {
    const hidden = { [name]: "s3cret", kept: 1 };
    const metadata = { ...hidden, list: [hidden, 2, [hidden]], object: { object: hidden } };
    const { id } = await tasks.create({ metadata });
    const [entry] = await readLog(db, id);
    const left = { kept: 1 };
    expect(entry?.new_data?.metadata).toEqual({
      ...left,
      list: [left, 2, [left]],
      object: { object: left },
    });
  });

  it("are told by name alone: a text that speaks of a token stays", async () => {
    const title = "Rotate the token, and tell nobody the password";
    const metadata = { note: "secret", empty: {}, none: [], nothing: null };
    const { id } = await tasks.create({ title, metadata });
    const [entry] = await readLog(db, id);
    expect(entry?.new_data).toMatchObject({ title, metadata });
  });

  it("never make a write fail, at whatever depth they lie", async () => {
    let document = '{"token": "s3cret"}';
    for (let depth = 0; depth < 1000; depth += 1) document = `{"a": [${document}]}`;
    const { id } = await tasks.create({ metadata: JSON.parse(document) });
    expect(JSON.stringify(await readLog(db, id))).not.toContain("s3cret");
  });

  it("are removed from any document, and nothing else is", async () => {
    const key = fc.oneof(
      fc.constantFrom("token", "API_KEY", "mySecret", "a", "tok en"),
      fc.string(),
    );
    const { document: documents } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.string({ unit: "grapheme-ascii" }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
      ),
      document: fc.oneof(
        { maxDepth: 4 },
        tie("leaf"),
        fc.array(tie("document"), { maxLength: 4 }),
        fc.dictionary(key, tie("document"), { maxKeys: 4 }),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        const text = JSON.stringify(document);
        fc.pre(!text.includes("\\u0000"));
        const [row] = await db.query<{ left: unknown }>(
          "SELECT audit.without_secrets($1::jsonb) AS left",
          [text],
        );
        expect(row?.left).toEqual(withoutSecrets(document));
      }),
      { numRuns: 200 },
    );
  });
});

function withoutSecrets(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(withoutSecrets);
  if (document === null || typeof document !== "object") return document;
  return Object.fromEntries(
    Object.entries(document)
      .filter(([name]) => !/password|token|secret|api[_-]?key|credential/i.test(name))
      .map(([name, value]) => [name, withoutSecrets(value)]),
  );
}
