import type { Files } from "./files.js";
import type { NewPackage } from "./new-package.js";

/** Tests that pass, on a database of their own. */
export function testFiles(one: NewPackage): Files {
  return {
    "test/example.test.ts": exampleTest(one),
    "test/factories.ts": factories(one),
    "test/factories.test.ts": `import { testFactories, useTestDatabase } from "@deepiri/test-database";
import { factories } from "./factories.js";

const key = "${one.key}";

testFactories(key, factories(useTestDatabase(key)));
`,
    "test/readme.test.ts": `import { testReadme } from "@deepiri/test-database";

testReadme(import.meta.dirname);
`,
    [`test/use-${one.key}.ts`]: useFile(one),
  };
}

/** What the README shows too. */
export function exampleTest({ key, typeName }: NewPackage): string {
  return `import { expect, test } from "vitest";
import { use${typeName} } from "./use-${key}.js";

const { open, examples } = use${typeName}();

test("an example has a title", async () => {
  const { id } = await examples.create({ title: "The first" });
  const found = await open.client.example.findUniqueOrThrow({ where: { id } });
  expect(found.title).toBe("The first");
});
`;
}

function factories({ key, schema }: NewPackage): string {
  return `import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type { Example, Prisma } from "../src/generated/client.js";

const key = "${key}";
const table = "${schema}.examples";

const examples = defineFactory<Prisma.ExampleCreateManyInput, Example>(key, table)(
  {},
  (unique) => ({ title: \`example \${unique}\` }),
);

const tables = { examples };

/** A factory for each table. */
export function factories(place: Place): Factories<typeof tables> {
  return factoriesOn(tables, place);
}
`;
}

function useFile({ key, typeName }: NewPackage): string {
  return `import { useClient, useTestDatabase } from "@deepiri/test-database";
import { create${typeName}Client } from "../src/client.js";
import { factories } from "./factories.js";

/** For a test file: a database of its own, a client on it (\`open.client\`), and factories. */
export function use${typeName}() {
  const db = useTestDatabase("${key}");
  const open = useClient(db, create${typeName}Client);
  return { db, open, ...factories(db) };
}
`;
}
