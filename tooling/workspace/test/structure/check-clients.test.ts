import { expect, test } from "vitest";
import { readWorkspace } from "../../src/index.js";
import { checkClients } from "../../src/structure/check-clients.js";
import { tablePackage, temporaryWorkspace } from "../fixture/temporary-workspace.js";

function breachesOf(client: string, database?: string) {
  const root = temporaryWorkspace({
    ...tablePackage("services/billing", database === undefined ? {} : { database }),
    "services/billing/src/client.ts": `export const open = (options: object) => ${client};`,
  });
  return checkClients(readWorkspace(root)).map(({ file, reason }) => `${file} ${reason}`);
}

test.each([
  [
    "the key alone, in the default database",
    'createServiceClient("billing", C, options)',
    undefined,
  ],
  [
    "key and database",
    'createServiceClient({ key: "billing", database: "shop" }, C, options)',
    "shop",
  ],
  ["what is put together at run time", "createServiceClient(of(), C, options)", "shop"],
])("%s is right", (_, client, database) => {
  expect(breachesOf(client, database)).toEqual([]);
});

test.each([
  ["another package's key", 'createServiceClient("core", C, options)', undefined, '"billing"'],
  [
    "no database where package.json names one",
    'createServiceClient("billing", C, options)',
    "shop",
    '{ key: "billing", database: "shop" }',
  ],
  [
    "another database",
    'createServiceClient({ key: "billing", database: "shops" }, C, options)',
    "shop",
    '{ key: "billing", database: "shop" }',
  ],
])("%s is a breach that says what to write", (_, client, database, right) => {
  expect(breachesOf(client, database)).toEqual([
    `services/billing/src/client.ts opens the client of another package or database; write createServiceClient(${right}, …)`,
  ]);
});
