import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEmptyDatabase, type EmptyDatabase } from "@deepiri/test-database";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { definitionsMarkdown } from "../../../src/cli/definitions/definitions-markdown.js";
import { describeDefinitions } from "../../../src/cli/describe-definitions.js";
import { compareDefinitions } from "../../../src/findings/definition/compare-definitions.js";
import type { DefinitionReport } from "../../../src/findings/definition/report.js";

const folder = join(findWorkspaceRoot(), "tooling/reorganize-demo/src/sql/robbieverse");
const families = ["backend", "unified", "organisations", "moods", "aurora"];

let database: EmptyDatabase;
let report: DefinitionReport;
let text: string;
beforeAll(async () => {
  database = await createEmptyDatabase("robbieverse_families");
  report = await compareDefinitions(
    database.url,
    families.map((name) => join(folder, name)),
  );
  text = describeDefinitions(report);
}, 120_000);
afterAll(() => database.drop());

/** A line of a table that is printed, its cells one blank apart. */
const line = (name: string, section = text): string | undefined =>
  section
    .split("\n")
    .find((one) => one.startsWith(`${name} `))
    ?.replaceAll(/\s+/g, " ");

const family = (name: string) => report.families.find((one) => one.name === name);
const file = (of: string, name: string) => family(of)?.files.find((one) => one.file === name);

it("loads what can be loaded of each, and counts the rest", () => {
  const counts = report.families.map(({ name, tables, files }) => [
    name,
    files.length,
    tables.loads,
    tables.defined,
    files.reduce((sum, one) => sum + one.skipped.filter(({ alike }) => alike === false).length, 0),
  ]);
  expect(counts).toEqual([
    ["backend", 3, 11, 11, 0],
    ["unified", 20, 37, 61, 4],
    ["organisations", 10, 18, 18, 2],
    ["moods", 5, 8, 8, 1],
    ["aurora", 2, 6, 6, 1],
  ]);
});

it("loads the backend whole, but for an index of vectors where the server has none", () => {
  const failed = family("backend")?.files.flatMap((one) => one.failed);
  expect(failed?.filter(({ reason }) => reason !== 'access method "hnsw" does not exist')).toEqual(
    [],
  );
});

it("names what is passed over in another shape: the second of two files of one number", () => {
  expect(file("unified", "01-core.sql")?.skipped).toMatchObject([
    {
      statement: "create table users",
      alike: false,
      differences: expect.arrayContaining([
        { aspect: "type", name: "id", wanted: "uuid", found: "integer" },
        { aspect: "column", name: "is_vip", wanted: "boolean", found: null },
      ]),
    },
    { statement: "create table system_config", alike: false },
    { statement: "create index idx_users_email on users", alike: true },
  ]);
  expect(file("organisations", "migrations/004-sticky-notes.sql")).toMatchObject({
    skipped: [{ statement: "create table sticky_notes", alike: false }],
    failed: { length: 4 },
  });
});

it.each([
  ["keys of two types", "01-core.sql", "create table sessions", "42804"],
  ["statements that PostgreSQL does not have", "12-row-rules.sql", "create policy", "42601"],
  ["views for another engine", "08-universal-state.sql", "create view recent_instances", "42883"],
  [
    "an index without its extension",
    "04-business.sql",
    "create index idx_contacts_full_name on contacts",
    "42704",
  ],
  [
    "a column that an upsert sets and nothing makes",
    "09-google.sql",
    "insert google_workspace_domains",
    "42703",
  ],
  [
    "a table that is altered before it is made",
    "11-tenancy.sql",
    "alter table sticky_notes",
    "42P01",
  ],
])("says that %s fail", (_, name, statement, sqlstate) => {
  expect(file("unified", name)?.failed).toContainEqual(
    expect.objectContaining({ statement, sqlstate }),
  );
});

it("says what is not run, and which files are none", () => {
  expect(family("organisations")?.leftOut).toEqual([
    { file: "migrations/run-all.sh", reason: "it is no SQL" },
  ]);
  expect(
    file("aurora", "create-aurora-database.sql")?.notRun.map(({ statement }) => statement),
  ).toEqual(expect.arrayContaining(["create database aurora", "\\c", "alter system"]));
  expect(file("unified", "03-vectors.sql")?.notRun).toEqual([
    { line: 55, statement: "select", reason: "pg_cron runs jobs in one database of a server only" },
  ]);
});

describe("side by side", () => {
  it.each([
    ["conversations", "conversations A KCV ✘D B KFU C KFU"],
    ["users", "users A/D KT B KU C/E KU"],
    ["mood_events", "mood_events ✔ K ✔ K"],
    ["mood_history", "mood_history A K B/C KF"],
    ["companies", "companies A/C KrVU B KFU"],
    ["sticky_notes", "sticky_notes ✘B A/C KCU"],
    ["slack_messages", "slack_messages ✘B A KF"],
    ["tasks", "tasks ✔ KFCRT"],
    ["towns", "towns A KU B KR"],
    ["linkedin_posts", "linkedin_posts ✘"],
  ])("has a line for the table %s", (name, expected) => {
    expect(line(name, text.slice(text.search(/^table /m)))).toBe(expected);
  });

  it("has lines for features: tables of one first word", () => {
    const features = text.slice(text.indexOf("Features"), text.search(/^table /m));
    expect(line("company (3)", features)).toBe("company (3) 1/3 KrVU 1/1 KFU");
    expect(line("mood (4)", features)).toBe("mood (4) 3/3 KU 1/1 K 2/2 KFCU");
    expect(line("crm (3)", features)).toBe("crm (3) 0/3");
    expect(features).not.toMatch(/^companies/m);
  });

  it("has lines for views, extensions, policies and kinds of indexes", () => {
    const { matrix } = report;
    const outcomes = (kind: string, name: string) => {
      const cells = matrix.find((row) => row.kind === kind && row.name === name)?.cells ?? {};
      return Object.fromEntries(Object.entries(cells).map(([of, { outcome }]) => [of, outcome]));
    };
    expect(outcomes("view", "public.recent_instances")).toEqual({ unified: "fails" });
    expect(outcomes("view", "public.recent_messages")).toEqual({ aurora: "loads" });
    expect(outcomes("policy", "notes_of_town on public.interaction_notes")).toEqual({
      unified: "loads",
    });
    expect(outcomes("trigger", "conversation_on_message on public.messages")).toEqual({
      unified: "fails",
    });
    expect(outcomes("extension", "uuid-ossp")).toEqual({
      unified: "loads",
      organisations: "loads",
    });
    expect(outcomes("index kind", "gin")).toEqual({ unified: "fails", organisations: "fails" });
    expect(Object.keys(outcomes("index kind", "ivfflat"))).toEqual(["unified", "aurora"]);
  });

  it("tells the shapes of a name, with differences by column", () => {
    const embeddings = report.tables.find(({ name }) => name === "public.embeddings");
    expect(
      embeddings?.shapes.map(({ letter, variants }) => [letter, variants.map((one) => one.family)]),
    ).toEqual([
      ["A", ["unified"]],
      ["B", ["organisations"]],
    ]);
    expect(embeddings?.shapes[1]?.differences).toContainEqual({
      aspect: "type",
      name: "embedding",
      wanted: "public.vector(1536)",
      found: "public.vector(768)",
    });
    expect(report.tables.filter(({ shapes }) => shapes.length > 1)).toHaveLength(18);
  });
});

it("is what the README shows", () => {
  const readme = readFileSync(join(findWorkspaceRoot(), "README.md"), "utf8");
  const [, block = ""] = /^```\n( {2}✘ 01-core\.sql.*?)^```$/ms.exec(readme) ?? [];
  const shown = block.trimEnd().split("\n");
  expect(shown.length).toBeGreaterThan(5);
  // Where the server has vectors, one statement more is run.
  const printed = family("unified")?.hasStandIn ? text : text.replace("over, 3 not", "over, 4 not");
  const lines = new Set(printed.split("\n"));
  expect(shown.filter((one) => one !== "…" && !lines.has(one))).toEqual([]);
});

it("fits a terminal, has all of it as Markdown, and tells no secret", () => {
  expect(text.split("\n").filter((one) => [...one].length > 80)).toEqual([]);
  const markdown = definitionsMarkdown(report);
  const failed = report.families.flatMap(({ files }) => files.flatMap((one) => one.failed));
  expect(markdown.match(/: failed, /g)).toHaveLength(failed.length);
  for (const table of markdown.split("\n\n").filter((part) => part.startsWith("| ")))
    expect(new Set(table.split("\n").map((row) => row.split(/(?<!\\)\|/).length)).size).toBe(1);
  const secrets = /demo-(password|passphrase|token|key|client)|sk-demo/;
  expect(`${JSON.stringify(report)}${markdown}${text}`).not.toMatch(secrets);
});
