import { checkProperty, useTestDatabase } from "@deepiri/test-database";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentSchemas } from "../../src/entity/content.js";
import { entityTypes } from "../../src/words.js";

const db = useTestDatabase("promptcraft");

const lawful = [
  ["context", { text: "We sell boats." }],
  ["template", { text: "", variables: [{ name: "tone" }, {}], examples: ["Ahoy", ""] }],
  ["workflow", { steps: [], settings: { retries: 3 } }],
  ["library", { items: ["first", "first"] }],
] as const;

describe("the content of an entity", () => {
  it.each(lawful)("of a %s may be %o", async (type, content) => {
    expect(contentSchemas[type].safeParse(content).success).toBe(true);
    expect(await tableTakes(type, content)).toBe(true);
  });

  it("is taken by the table just when a program takes it", async () => {
    const property = fc.asyncProperty(anyType, anyContent, async (type, content) => {
      const stored: unknown = JSON.parse(JSON.stringify(content));
      expect(await tableTakes(type, stored)).toBe(contentSchemas[type].safeParse(stored).success);
    });
    await checkProperty(property, 2_000);
  });
});

async function tableTakes(type: string, content: unknown): Promise<boolean> {
  const [row] = await db.query<{ takes: boolean }>(
    "SELECT promptcraft.is_content_of($1::pg_catalog.jsonb, $2) AS takes",
    [JSON.stringify(content), type],
  );
  return row?.takes ?? false;
}

// PostgreSQL stores no NUL and no half of a surrogate pair in JSON, so that neither can be asked for.
const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    text,
    fc.constantFrom(null, true, 0, -1.5, "", "null"),
    fc.array(tie("json"), { maxLength: 3 }),
    fc.dictionary(text, tie("json"), { maxKeys: 3 }),
  ),
}));
const object = fc.dictionary(text, json, { maxKeys: 3 });
const right = fc.oneof(
  text,
  object,
  fc.array(text, { maxLength: 3 }),
  fc.array(object, { maxLength: 3 }),
);
const field = fc.oneof({ weight: 4, arbitrary: right }, { weight: 1, arbitrary: json });

const anyType = fc.constantFrom(...entityTypes);
const anyContent = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      {
        text: fc.oneof({ weight: 3, arbitrary: text }, field),
        variables: field,
        examples: field,
        steps: field,
        settings: field,
        items: field,
      },
      { requiredKeys: [] },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.record({ text, variables: field, examples: field }, { requiredKeys: ["text"] }),
  },
  { weight: 1, arbitrary: json },
);
