import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import {
  auditActions,
  projectPriorities,
  projectStatuses,
  taskDifficulties,
  taskPriorities,
  taskStatuses,
  userStatuses,
} from "../../src/words.js";

const db = useTestDatabase("core");

const lists: readonly (readonly [constraint: string, words: readonly string[]])[] = [
  ["users_status_check", userStatuses],
  ["projects_status_check", projectStatuses],
  ["projects_priority_check", projectPriorities],
  ["tasks_status_check", taskStatuses],
  ["tasks_priority_check", taskPriorities],
  ["tasks_difficulty_check", taskDifficulties],
  ["activity_logs_action_check", auditActions],
];

describe("an exported word list", () => {
  it.each(lists)("holds just what %s accepts", async (constraint, words) => {
    expect(await acceptedWords(db, constraint)).toEqual(words);
  });
});
