import { describe, expect, it } from "vitest";
import { describeInventory } from "../../src/cli/describe-inventory.js";
import { subjectOf } from "../../src/findings/finding.js";
import type { Inventory } from "../../src/findings/inventory.js";
import { takeInventory } from "../../src/findings/take-inventory.js";
import { subjectName } from "../../src/plan/subject.js";
import { atMessyDatabase } from "../fixture/at-messy-database.js";
import { messyNames } from "../fixture/messy-names.js";
import { workspaceMapping } from "../fixture/workspace-mapping.js";

function inventoryOf(name: string): Promise<Inventory> {
  return atMessyDatabase(name, (url) => takeInventory(url, { mapping: workspaceMapping }));
}

const namesOf = ({ findings }: Inventory): string[] =>
  findings.map((finding) => `${finding.kind} ${subjectName(subjectOf(finding))}`);

describe.each(messyNames)("%s", (name) => {
  it("is understood in full, shown in 80 columns and without a password", async () => {
    const inventory = await inventoryOf(name);
    expect(inventory.findings.filter(({ kind }) => kind === "not checked")).toEqual([]);
    const text = describeInventory(inventory);
    expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(text + JSON.stringify(inventory)).not.toMatch(/\$2[aby]\$/);
    expect(inventory.findings.every(({ samples }) => samples.length <= 5)).toBe(true);
  });
});

it("has no findings on a database at the target", async () => {
  expect((await inventoryOf("at-target")).findings).toEqual([]);
});

it("takes rows of the routing queue for what they are, not for the log of the same name", async () => {
  const inventory = await inventoryOf("cyrex-old");
  expect(namesOf(inventory)).toContain("other shape public.events");
  expect(inventory.tables.find(({ name }) => name === "events")?.target).toBe(
    "cyrex.event_processing",
  );
});

it("names the trigger that a push left dangling", async () => {
  expect(namesOf(await inventoryOf("init-after-engagement-push"))).toEqual(
    expect.arrayContaining(["dangling trigger public.tasks", "dangling trigger public.quests"]),
  );
});

it("names twins, unmanaged tables and placeholders in the database that has everything", async () => {
  const inventory = await inventoryOf("everything");
  expect(namesOf(inventory)).toEqual(
    expect.arrayContaining([
      "twins cyrex.agents",
      "twins intelligence.leases",
      "same key cyrex.agents",
      "placeholder public.User",
      "history public._prisma_migrations",
      "failed migration public._prisma_migrations",
      "unmanaged table public.runs",
      "unmanaged table public.prompt_templates",
      "column name public.leases.leaseNumber",
      "extra column public.workflows.phase",
      "check public.obligations",
      "orphan public.tasks.user_id",
      "duplicate public.users",
      "cycle public.tasks.parent_task_id",
      "dependent view public.open_tasks",
      "dependent publication deepiri_changes",
    ]),
  );
});
