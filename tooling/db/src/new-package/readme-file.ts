import type { NewPackage } from "./new-package.js";
import { exampleTest } from "./test-files.js";

/** What the package says of itself. */
export function readmeFile(one: NewPackage): string {
  const { name, key, schema, database } = one;
  return `# ${name}

Say here what ${key} is about, and why it is a package of its own.

## What it owns

Schema \`${schema}\` of the database \`${database}\`, one table.

| table    | one row is | rules, and what keeps them |
| -------- | ---------- | -------------------------- |
| examples | an example | it has a title (NOT NULL)  |

Times are \`timestamp\` without zone and hold UTC.

## A test

\`\`\`ts
${exampleTest(one)}\`\`\`

\`test/use-${key}.ts\` gives a database of its own, the client and a factory for each table.

## Commands

\`pnpm db:generate\`, \`pnpm db:migrate\`, \`pnpm typecheck\`, \`pnpm test\`; a new migration:
\`pnpm db:new ${key} WHY\`.
`;
}
