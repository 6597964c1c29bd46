import { acceptedWords, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import {
  agentTypes,
  senderTypes,
  taskPriorities,
  taskStatuses,
  workflowStatuses,
} from "../../src/words.js";
import { dproFactories } from "../factories.js";

const db = useTestDatabase("dpro");

const lists: readonly (readonly [constraint: string, words: readonly string[]])[] = [
  ["agents_agent_type_check", agentTypes],
  ["messages_sender_type_check", senderTypes],
  ["workflows_status_check", workflowStatuses],
  ["tasks_status_check", taskStatuses],
];

describe("an exported word list", () => {
  it.each(lists)("holds just what %s accepts", async (constraint, words) => {
    expect(await acceptedWords(db, constraint)).toEqual(words);
  });

  it("holds the priorities of a task, by which tasks are sorted in that order", async () => {
    const { tasks } = dproFactories(db);
    for (const priority of ["urgent", "low", "high", "medium"] as const)
      await tasks.create({ priority });
    const sorted = await db.query("SELECT priority FROM tasks.tasks ORDER BY priority");
    expect(sorted.map(({ priority }) => priority)).toEqual(taskPriorities);
    await expect(db.query("UPDATE tasks.tasks SET priority = 'Urgent'")).rejects.toMatchObject({
      code: "22P02",
    });
  });
});
