import { migratorRole, rawClient, runWithContext } from "@deepiri/database";
import { useClient, useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { createRobbieverseClient } from "../src/client.js";
import { seedDemo } from "../src/demo/seed-demo.js";
import * as robbieverse from "../src/index.js";

const db = useTestDatabase("robbieverse");
const open = useClient(db, createRobbieverseClient);
const owner = useClient(db, ({ url, database }) =>
  createRobbieverseClient({ url, database, role: migratorRole("robbieverse") }),
);

test("from a login to a talk that is remembered", async () => {
  await seedDemo(owner.client, 1);
  const { client } = open;

  // Chidi belongs to both organizations. He signs in at the first; the session tells every later request.
  const login = await robbieverse.findLogin(client, "CHIDI-1");
  const [tenant = "", other = ""] = login?.organizationIds ?? [];
  const actor = login?.userId ?? "";
  const tomorrow = new Date(Date.now() + 86_400_000);
  const { token } = await runWithContext({ tenant, actor }, () =>
    robbieverse.openSession(client, { expiresAt: tomorrow }),
  );
  const asking = await robbieverse.findSession(client, token);
  if (!asking) throw new Error("the session holds");

  await runWithContext(asking, async () => {
    // Of the companies those of his town and those of no town; Aspen's are not his to see.
    const companies = await client.company.findMany({ orderBy: { name: "asc" } });
    expect(companies.map(({ name }) => name)).toEqual(["Fjord Shipping", "Neon Nights"]);

    // A talk, with Robbie F in the mood that it asks for, and what she is told in it.
    const { id: robbie } = await robbieverse.findPersonality(client, "Robbie");
    const mood = await robbieverse.moodFromContext(client, { words: ["Deadline"] });
    const changed = await robbieverse.changeMood(client, robbie, {
      mood,
      triggerEvent: "a deadline",
    });
    expect(changed).toMatchObject({ previousMood: null, newMood: "focused" });
    const prompt = await robbieverse.readActivePrompt(client, robbie, mood);
    expect(prompt?.systemPrompt).toContain("three sentences");
    const { id } = await robbieverse.startConversation(client, { title: "The stage lights" });
    await robbieverse.addMessages(client, id, [
      { role: "user", content: "Neon Nights wants an answer by Friday." },
      { role: "robbie", content: "Then write today.", emotionalTone: mood },
    ]);
    const talk = await client.conversation.findFirstOrThrow({ where: { id } });
    expect(talk.messageCount).toBe(2);

    // What is worth remembering is found by its meaning, once the job has embedded it.
    const memory = {
      category: "goal",
      subject: "Neon Nights",
      content: "Answer by Friday",
    } as const;
    await robbieverse.remember(client, memory);
    await robbieverse.embedMemories(rawClient(db.owner));
    const [recalled] = await robbieverse.recall(client, "answering on Friday");
    expect(recalled).toMatchObject({ subject: "Neon Nights" });
  });

  // In the other organization nothing of this is there.
  await runWithContext({ tenant: other, actor }, async () => {
    expect(await robbieverse.recall(client, "answering on Friday")).toEqual([]);
    expect(await client.conversation.count({ where: { userId: actor } })).toBe(0);
  });
});
