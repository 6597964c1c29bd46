import { messyDatabases } from "@deepiri/reorganize-demo";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Decided, decide } from "../../src/findings/decide/decide.js";
import { readInventory } from "../../src/findings/take-inventory.js";
import { joinMapping } from "../../src/plan/join-mapping.js";
import { type Mapping, mappingSchema } from "../../src/plan/mapping.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { type OpenTarget, openTarget } from "../fixture/open-target.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

let target: OpenTarget;
beforeAll(async () => {
  target = await openTarget();
});
afterAll(() => target.drop());

/** Decides with several mappings on one database. */
async function deciding(name: string) {
  return atMessyDatabase(name, async (url) => {
    const { report, source } = await readInventory(url, target, () => {});
    return { report, by: (mapping: Mapping): Decided => decide(report, source, target, mapping) };
  });
}

describe("Deepiri's mapping", () => {
  it.each(messyDatabases.map(({ name }) => name))("decides every conflict of %s", async (name) => {
    const { report, by } = await deciding(name);
    const { decisions, untouched, open } = by(workspaceMapping);
    expect(open).toEqual([]);
    const told = [...decisions.map(({ on }) => on), ...untouched.map(({ object }) => object)];
    const silent = report.conflicts.filter(
      ({ kind, on }) => kind !== "not checked" && !told.some((one) => one.endsWith(on)),
    );
    expect(silent).toEqual([]);
  });

  it("is told rule by rule, with what it does", async () => {
    const { by } = await deciding("everything");
    const { decisions, untouched } = by(workspaceMapping);
    expect(decisions).toEqual(
      expect.arrayContaining([
        {
          on: "public.workflows.phase",
          rule: "tables.cyrex.workflows",
          effect: "it becomes status of cyrex.workflows",
        },
        {
          on: "cyrex.agents",
          rule: "relocate.cyrex",
          effect: "the rows of cyrex.agents and public.agents become those of one table",
        },
        {
          on: "public.tasks.quest_id",
          rule: "otherwise.orphan",
          effect: "the reference becomes null, the original is kept",
        },
        {
          on: "public.tasks.user_id",
          rule: "otherwise.orphan",
          effect: "the rows are set aside: the reference may not be null",
        },
        {
          on: "public.User",
          rule: "placeholders.public.User",
          effect: "what points to it points to public.users",
        },
      ]),
    );
    const objects = untouched.map(({ object }) => object);
    expect(objects).toEqual(
      expect.arrayContaining([
        "table public.experiments",
        "table public._prisma_migrations",
        "view public.open_tasks",
        "function public.count_agents",
        "publication deepiri_changes",
      ]),
    );
  });
});

const without = (change: Partial<Mapping>): Mapping => ({ ...workspaceMapping, ...change });
const { "intelligence.contracts": _contracts, ...noContracts } = workspaceMapping.tables;
const { "cyrex.cyrex_sessions": _sessions, ...noSessions } = workspaceMapping.tables;
const asks = (kind: keyof Mapping["otherwise"]): Mapping =>
  without({ otherwise: { ...workspaceMapping.otherwise, [kind]: "ask" } });

describe("a mapping that leaves something open", () => {
  it.each([
    ["orphans", "init-after-auth-push", asks("orphan"), "public.tasks.project_id"],
    ["nulls", "init-25", asks("null"), "public.tasks.status"],
    ["numbers", "init-25", asks("number"), "public.tasks.version"],
    ["unknown words", "prisma-engagement", asks("word"), "public.tasks.status"],
    ["other rules", "init-25", asks("check"), "public.seasons"],
    ["long texts", "prisma-auth-branch", asks("tooLong"), "public.users.name"],
    ["duplicates", "prisma-together", asks("duplicate"), "public.task_versions"],
    ["circles", "init-25", asks("cycle"), "public.tasks.parent_task_id"],
    [
      "extra columns",
      "intelligence-main",
      asks("extraColumn"),
      "public.obligations.intelligence_document_id",
    ],
    ["tables elsewhere", "cyrex-old", without({ relocate: {} }), "public.agents"],
    ["twins", "cyrex-half-filled-twins", without({ relocate: {} }), "public.agents"],
    [
      "columns by another name",
      "intelligence-main",
      without({ tables: noContracts }),
      "public.contracts",
    ],
    [
      "a table that is another",
      "cyrex-sessions-first",
      without({ tables: noSessions }),
      "public.sessions",
    ],
    ["stand-ins", "prisma-task-orchestrator", without({ placeholders: {} }), "public.User"],
  ] as const)("asks about %s, and each of its choices answers", async (_, name, mapping, on) => {
    const { by } = await deciding(name);
    const question = by(mapping).open.find((one) => one.on === on);
    expect(question?.choices).not.toEqual([]);
    for (const { mapping: choice } of question?.choices ?? []) {
      const answered = by(mappingSchema.parse(joinMapping(mapping, choice)));
      expect(answered.open.map((one) => one.on)).not.toContain(on);
    }
  });
});
