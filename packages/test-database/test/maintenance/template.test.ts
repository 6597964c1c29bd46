import { expect, test } from "vitest";
import { onSameServer, withClient } from "../../src/maintenance/databases.js";
import { ensureTemplate } from "../../src/maintenance/template.js";
import { useServer } from "../fixture/use-server.js";

const server = useServer();
const leftovers = [
  "template_deepiri_core_0123456789abcdef",
  "template_deepiri_core_fedcba9876543210_draft",
  "template_deepiri_core_more_0123456789abcdef",
];

test("is built once when several ask, in place of older ones of the same package", async () => {
  await server.run(...leftovers.map((name) => `CREATE DATABASE ${name}`));
  const asked = Array.from({ length: 6 }, () => ensureTemplate(server.url, { package: "core" }));
  const names = new Set((await Promise.all(asked)).map(({ name }) => name));
  expect([...names]).toEqual([expect.stringMatching(/^template_deepiri_core_[0-9a-f]{16}$/)]);
  expect(await server.databases()).toEqual(
    [...names, "template_deepiri_core_more_0123456789abcdef"].sort(),
  );
});

test("has no connection left, so that it can be cloned, and keeps accents", async () => {
  const { name } = await ensureTemplate(server.url, { package: "core" });
  await server.run(`CREATE DATABASE copy TEMPLATE ${name}`);
  const rows = await withClient(onSameServer(server.url, "copy"), async (client) => {
    return (await client.query("SELECT pg_encoding_to_char(encoding) AS name FROM pg_database"))
      .rows;
  });
  expect(rows).toContainEqual({ name: "UTF8" });
});

test("of a package that nobody knows is refused", async () => {
  await expect(ensureTemplate(server.url, { package: "nothing" })).rejects.toThrow(/nothing/);
});
