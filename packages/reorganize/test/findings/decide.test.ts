import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Decided, decide } from "../../src/findings/decide/decide.js";
import { subjectOf } from "../../src/findings/finding.js";
import { readInventory } from "../../src/findings/take-inventory.js";
import { joinMapping } from "../../src/plan/join-mapping.js";
import type { Mapping } from "../../src/plan/mapping.js";
import { subjectName } from "../../src/plan/subject.js";
import { checkMapping } from "../../src/plan/workspace-mapping.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { messyNames } from "../fixture/messy-names.js";
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
    const { report, source } = await readInventory(url, target, { mapping: workspaceMapping });
    return { report, by: (mapping: Mapping): Decided => decide(report, source, target, mapping) };
  });
}

describe("Deepiri's mapping", () => {
  it.each(messyNames)("decides every finding of %s", async (name) => {
    const { report, by } = await deciding(name);
    const { decisions, unmanaged, open } = by(workspaceMapping);
    expect(open).toEqual([]);
    const decided = new Set([
      ...decisions.map(({ on }) => subjectName(on)),
      ...unmanaged.map(({ object }) => object.name),
    ]);
    const undecided = report.findings.filter(
      (one) => one.kind !== "not checked" && !decided.has(subjectName(subjectOf(one))),
    );
    expect(undecided).toEqual([]);
  });

  it("is listed rule by rule, with what it does", async () => {
    const { by } = await deciding("everything");
    const { decisions, unmanaged } = by(workspaceMapping);
    expect(decisions).toEqual(
      expect.arrayContaining([
        {
          on: { table: "public.workflows", columns: ["phase"] },
          rule: "tables.cyrex.workflows",
          effect: { code: "rename column", column: "status", table: "cyrex.workflows" },
        },
        {
          on: { table: "cyrex.agents" },
          rule: "relocate.cyrex",
          effect: { code: "merge tables", tables: ["cyrex.agents", "public.agents"] },
        },
        {
          on: { table: "public.tasks", columns: ["quest_id"] },
          rule: "otherwise.orphan",
          effect: { code: "null reference" },
        },
        {
          on: { table: "public.tasks", columns: ["user_id"] },
          rule: "otherwise.orphan",
          effect: { code: "quarantine rows", because: "not null" },
        },
        {
          on: { table: "public.User" },
          rule: "placeholders.public.User",
          effect: { code: "redirect foreign keys", table: "public.users" },
        },
      ]),
    );
    expect(unmanaged.map(({ object }) => object)).toEqual(
      expect.arrayContaining([
        { kind: "table", name: "public.experiments" },
        { kind: "table", name: "public._prisma_migrations" },
        { kind: "view", name: "public.open_tasks" },
        { kind: "function", name: "public.count_agents" },
        { kind: "publication", name: "deepiri_changes" },
      ]),
    );
  });
});

const without = (change: Partial<Mapping>): Mapping => ({ ...workspaceMapping, ...change });
const { "intelligence.contracts": _contracts, ...noContracts } = workspaceMapping.tables;
const { "cyrex.cyrex_sessions": _sessions, ...noSessions } = workspaceMapping.tables;
const asks = (kind: keyof Mapping["otherwise"]): Mapping =>
  without({ otherwise: { ...workspaceMapping.otherwise, [kind]: "ask" } });
const noNumbers: Mapping = { ...asks("number"), numbers: [] };

describe("a mapping that leaves something open", () => {
  it.each([
    ["orphans", "init-after-auth-push", asks("orphan"), "public.tasks.project_id"],
    ["nulls", "init-25", asks("null"), "public.tasks.status"],
    ["numbers", "init-25", asks("number"), "public.tasks.version"],
    ["numbers without a list", "init-25", noNumbers, "public.tasks.version"],
    ["unknown words", "prisma-engagement", asks("word"), "analytics.achievements.rarity"],
    ["other rules", "init-25", asks("check"), "public.seasons"],
    ["long texts", "prisma-auth-branch", asks("tooLong"), "public.users.name"],
    ["duplicates", "prisma-together", asks("duplicate"), "public.task_versions"],
    ["cycles", "init-25", asks("cycle"), "public.tasks.parent_task_id"],
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
    const question = by(mapping).open.find((one) => subjectName(one.on) === on);
    expect(question?.choices).not.toEqual([]);
    for (const { mapping: choice } of question?.choices ?? []) {
      const answered = by(checkMapping(joinMapping(mapping, choice), "mapping"));
      expect(answered.open.map((one) => subjectName(one.on))).not.toContain(on);
    }
  });
});
