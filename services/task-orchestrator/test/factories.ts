import { coreTables } from "@deepiri/core/testing";
import { defineFactory, type Factories, factoriesOn, type Place } from "@deepiri/test-database";
import type { Prisma, TaskDependency, TaskVersion } from "../src/generated/client.js";

const { tasks } = coreTables;

const taskVersions = defineFactory<Prisma.TaskVersionCreateManyInput, TaskVersion>(
  "task-orchestrator",
  "public.task_versions",
)({ task: tasks }, () => ({ version: 1 }));

const taskDependencies = defineFactory<Prisma.TaskDependencyCreateManyInput, TaskDependency>(
  "task-orchestrator",
  "public.task_dependencies",
)({ task: tasks, dependsOnTask: tasks }, () => ({}));

const taskOrchestratorTables = { taskVersions, taskDependencies };

/** Factories of task-orchestrator's tables. */
export function taskOrchestratorFactories(place: Place): Factories<typeof taskOrchestratorTables> {
  return factoriesOn(taskOrchestratorTables, place);
}
