import { expect, test } from "vitest";
import { find } from "../../src/page/find.js";
import { tableOf } from "../fixture/model.js";

const tables = ["subtasks", "tasks", "task_versions", "users"].map((name) => tableOf(name));
const namesOf = (text: string): string[] =>
  find(tables, text).map(({ id, column }) => [tables[id]?.name, column].filter(Boolean).join("."));

test("a table by that name is first, then names that begin so, then those that hold it, then columns", () => {
  expect(namesOf("tasks")).toEqual([
    "tasks",
    "subtasks",
    "tasks.tasks_note",
    "subtasks.subtasks_note",
  ]);
});

test("capitals and blanks around it do not matter", () => {
  expect(namesOf(" TASK_V ")).toEqual(["task_versions", "task_versions.task_versions_note"]);
});

test("a table is found with its schema; nothing is found for nothing", () => {
  expect(namesOf("public.users")).toEqual(["users"]);
  expect(namesOf("  ")).toEqual([]);
});
