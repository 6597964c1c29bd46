import { coreFactories } from "@deepiri/core/testing";
import { acceptedWords, refusalOf, testRules, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import * as words from "../../src/words.js";
import { taskOrchestratorFactories } from "../factories.js";

const db = useTestDatabase("task-orchestrator");
const { tasks } = coreFactories(db);
const factories = taskOrchestratorFactories(db);
const { taskDependencies, taskVersions } = factories;

testRules(db, factories, {
  checks: [
    ["task_versions_version_check", "UPDATE public.task_versions SET version = 0"],
    ["task_versions_version_check", "UPDATE public.task_versions SET version = -1"],
    [
      "task_dependencies_self_check",
      "UPDATE public.task_dependencies SET depends_on_task_id = task_id",
    ],
    ...["precedes", "", "Blocks"].map(
      (type) =>
        [
          "task_dependencies_dependency_type_check",
          `UPDATE public.task_dependencies SET dependency_type = '${type}'`,
        ] as const,
    ),
  ],
  uniques: [
    [
      "task_versions_task_id_version_key",
      "INSERT INTO public.task_versions (task_id, version) SELECT task_id, version FROM public.task_versions",
    ],
    [
      "task_dependencies_task_id_depends_on_task_id_key",
      `INSERT INTO public.task_dependencies (task_id, depends_on_task_id, dependency_type)
       SELECT task_id, depends_on_task_id, 'related' FROM public.task_dependencies`,
    ],
  ],
});

describe("rules beside those", () => {
  it("a task does not depend on itself, whatever the type", async () => {
    const task = await tasks.create();
    for (const dependencyType of words.dependencyTypes) {
      const insert = taskDependencies.create({ task, dependsOnTask: task, dependencyType });
      expect(await refusalOf(insert)).toEqual({
        code: "23514",
        constraint: "task_dependencies_self_check",
      });
    }
  });

  it("a version may report a state that a task cannot have, even one that we do not know", async () => {
    const { taskId } = await taskVersions.create();
    const states = [...words.taskVersionStatuses, "on_fire" as words.TaskVersionStatus];
    for (const [index, status] of states.entries()) {
      const version = await taskVersions.create({ taskId, version: index + 2, status });
      expect(version.status).toBe(status);
    }
  });

  it("the list of dependency types is the one that the database accepts", async () => {
    const accepted = await acceptedWords(db, "task_dependencies_dependency_type_check");
    expect(accepted.sort()).toEqual([...words.dependencyTypes].sort());
  });

  it("a dependency blocks, and a version has an empty change, if nothing else is said", async () => {
    expect(await taskDependencies.create()).toMatchObject({ dependencyType: "blocks" });
    expect(await taskVersions.create()).toMatchObject({ metadata: {} });
  });
});
