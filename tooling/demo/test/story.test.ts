import { totalToLeave } from "@deepiri/engagement";
import { describe, expect, it } from "vitest";
import { demoId } from "../src/story/demo-id.js";
import { momentumOf } from "../src/story/momentum.js";
import { partOf } from "../src/story/part.js";

describe("an id of the demo", () => {
  it("is a uuid of version 5 made from the name alone", () => {
    expect(demoId("user", 7)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(demoId("user", 7)).toBe(demoId("user", 7));
    expect(demoId("user", 7)).not.toBe(demoId("user", 8));
  });
});

describe("a part of the story", () => {
  it("is the same each time it is told", () => {
    expect(partOf(3)).toEqual(partOf(3));
  });

  it("shares no id and no address with another", () => {
    const told = [0, 1, 2].map(partOf);
    const names = told.flatMap(({ people, projects, tasks, quests }) => [
      ...people.flatMap(({ id, email }) => [id, email]),
      ...[...projects, ...tasks, ...quests].map(({ id }) => id),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("names only people and tasks of its own", () => {
    const { people, projects, tasks, quests } = partOf(2);
    const ids = new Set(tasks.map(({ id }) => id));
    expect(projects.every(({ owner }) => people.includes(owner))).toBe(true);
    expect(tasks.every(({ person }) => people.includes(person))).toBe(true);
    expect(tasks.every(({ parentId }) => parentId === null || ids.has(parentId))).toBe(true);
    expect(
      quests.every((quest) => quest.tasks.every(({ person }) => person === quest.person)),
    ).toBe(true);
  });

  it("pays momentum that sums up, on a level that the total has reached and not left", () => {
    const { people, tasks } = partOf(0);
    for (const person of people) {
      const { commits, reviews, tasks: done, total, level } = momentumOf(person, tasks);
      expect(commits + reviews + done).toBe(total);
      expect(total).toBeLessThan(totalToLeave(level));
      if (level > 1) expect(total).toBeGreaterThanOrEqual(totalToLeave(level - 1));
    }
  });
});
