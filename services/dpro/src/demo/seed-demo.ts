import type { DproClient } from "../client.js";
import { addPerson } from "./add-person.js";
import { configurations, peopleOf, tools } from "./story.js";

/** What was not there before. */
export interface Added {
  readonly users: number;
  readonly tools: number;
  readonly configurations: number;
}

/**
 * Fills dpro's tables with demo data: ten users a step of scale, each with all that a user has, tools and
 * settings. What a user has is added with him and never again, so a second run adds nothing, and what was
 * changed meanwhile is left alone.
 */
export async function seedDemo(dpro: DproClient, scale: number): Promise<Added> {
  const settings = await dpro.configuration.createMany({
    data: configurations,
    skipDuplicates: true,
  });
  const names = tools.map(({ name }) => name);
  const known = await dpro.tool.findMany({ where: { name: { in: names } } });
  const missing = tools.filter(({ name }) => !known.some((tool) => tool.name === name));
  await dpro.tool.createMany({ data: missing });
  let users = 0;
  for (let step = 0; step < scale; step += 1) {
    const people = peopleOf(step);
    const emails = people.map(({ email }) => email);
    const there = await dpro.user.findMany({ where: { email: { in: emails } } });
    for (const person of people) {
      if (there.some(({ email }) => email === person.email)) continue;
      await addPerson(dpro, person);
      users += 1;
    }
  }
  return { users, tools: missing.length, configurations: settings.count };
}
