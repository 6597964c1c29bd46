import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { generateClients } from "../src/index.js";
import { prismaGenerate } from "./fixture/prisma-generate.js";
import { scratchPackage } from "./fixture/scratch-workspace.js";

test("a client has the same files as after `prisma generate`, byte for byte", async () => {
  const { tables, client } = scratchPackage();
  prismaGenerate(tables.directory);
  const expected = client();
  expect(Object.keys(expected)).toContain("internal/words.ts");
  await generateClients([tables]);
  expect(client()).toEqual(expected);
});

test("what is current is left alone, and found current after `prisma generate` too", async () => {
  const { tables } = scratchPackage();
  const written = async () => (await generateClients([tables])).map((one) => one.written);
  expect(await written()).toEqual([true]);
  expect(await written()).toEqual([false]);
  prismaGenerate(tables.directory);
  expect(await written()).toEqual([false]);
});

test("a building block has no client", async () => {
  const { tables } = scratchPackage();
  expect(await generateClients([{ ...tables, isBlock: true }])).toEqual([]);
});

test.each([
  ["a Prisma file", "prisma/schema/schema.prisma", "\n// One more comment.\n"],
  ["the client itself", "src/generated/client.ts", "\n// by hand\n"],
  ["how the package imports modules", "tsconfig.json", "{}"],
])("a client is generated again when %s has changed", async (_what, file, text) => {
  const { tables, write, append, client } = scratchPackage();
  write("tsconfig.json", "");
  await generateClients([tables]);
  append(file, text);
  expect(await generateClients([tables])).toEqual([{ package: tables, written: true }]);
  expect(client()["client.ts"]).not.toContain("by hand");
});

test("a wrong Prisma file is named, and the client stays as it was", async () => {
  const { tables, append, client } = scratchPackage();
  await generateClients([tables]);
  const before = client();
  append("prisma/schema/external.prisma", "\nmodel Broken {\n  id Nothing @id\n}\n");
  await expect(generateClients([tables])).rejects.toThrow(
    /^the client of auth could not be generated: .*"Nothing".*external\.prisma/s,
  );
  expect(client()).toEqual(before);
});

test("a word type that cannot be given leaves no half of a client behind", async () => {
  const { tables, append, client } = scratchPackage();
  await generateClients([tables]);
  const before = client();
  append(
    "prisma/schema/external.prisma",
    '\nmodel Wrong {\n  /// words: Level\n  id Int @id\n  @@schema("public")\n}\n',
  );
  await expect(generateClients([tables])).rejects.toThrow("Wrong.id");
  expect(client()).toEqual(before);
});

test("a generator of others runs as a program of the package", async () => {
  const { tables, write, append } = scratchPackage();
  const program = join(tables.directory, "node_modules/.bin/count-models");
  write(
    "node_modules/.bin/count-models",
    readFileSync(join(import.meta.dirname, "fixture/count-models.js"), "utf8"),
  );
  chmodSync(program, 0o755);
  append(
    "prisma/schema/schema.prisma",
    '\ngenerator counts {\n  provider = "count-models"\n  output = "../../models.txt"\n}\n',
  );
  await generateClients([tables]);
  expect(readFileSync(join(tables.directory, "models.txt"), "utf8")).toMatch(/^\d+ models$/);
  expect(existsSync(join(tables.directory, "src/generated/client.ts"))).toBe(true);
});
