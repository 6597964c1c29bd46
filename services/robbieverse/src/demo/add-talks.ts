import { randomUUID } from "node:crypto";
import type { DemoPlace } from "./demo-place.js";
import type { DemoOrganization, DemoTalk } from "./story.js";

/** Number of Robbie F, who answers in the demo. */
const robbie = 1;
const levels = { attraction: 7, gandhiGenghis: 5 };

/** Adds conversations, the moods in which they were answered, and what is remembered and promised. */
export async function addTalks(place: DemoPlace, story: DemoOrganization): Promise<void> {
  for (const talk of story.talks) await addConversation(place, talk);
  await addMoods(place, story.talks);
  await addPromises(place, story.talks);
  const { tx, organizationId, userOf, ago } = place;
  await tx.aiMemory.createMany({
    data: story.memories.map(({ person, category, subject, content, importance }, index) => {
      const createdAt = ago(60 - 20 * index);
      const times = { createdAt, lastAccessed: ago(3), lastConfirmed: createdAt };
      return {
        ...{ organizationId, userId: userOf(person), category, subject, content, ...times },
        ...{ importanceLevel: importance, sourceType: "conversation" as const },
      };
    }),
  });
}

async function addConversation(
  { tx, organizationId, userOf, ago }: DemoPlace,
  { daysAgo, person, title, mood, turns }: DemoTalk,
): Promise<void> {
  const [id, createdAt] = [randomUUID(), ago(daysAgo)];
  await tx.conversation.create({
    data: { organizationId, id, userId: userOf(person), title, createdAt, tags: [mood] },
  });
  const messages = turns.flatMap(([said, answer], turn) => {
    const asked = randomUUID();
    const at = (seconds: number) => new Date(Number(createdAt) + (120 * turn + seconds) * 1000);
    const of = { organizationId, conversationId: id };
    return [
      {
        ...of,
        id: asked,
        position: 2 * turn + 1,
        role: "user" as const,
        content: said,
        createdAt: at(0),
      },
      {
        ...{
          ...of,
          position: 2 * turn + 2,
          role: "robbie" as const,
          content: answer,
          createdAt: at(40),
        },
        ...{ parentMessageId: asked, emotionalTone: mood },
      },
    ];
  });
  await tx.message.createMany({ data: messages });
  const said = turns.length;
  await tx.conversationAnalytics.create({
    data: {
      ...{ organizationId, conversationId: id, measuredAt: createdAt, topics: [title] },
      ...{ userMessageCount: said, assistantMessageCount: said, satisfaction: 4.5 },
    },
  });
}

async function addMoods(
  { tx, organizationId, userOf, ago }: DemoPlace,
  talks: readonly DemoTalk[],
): Promise<void> {
  const moods = new Map((await tx.mood.findMany()).map(({ name, id }) => [name, id]));
  const last = new Map<string, { moodId: number | null; at: Date }>();
  const of = { organizationId, personalityId: robbie };
  for (const { person, mood, daysAgo, title } of talks) {
    const [moodId, occurredAt] = [moods.get(mood) ?? null, ago(daysAgo)];
    await tx.moodEvent.create({
      data: {
        ...{ ...of, userId: userOf(person), personalityName: "Robbie F", occurredAt },
        ...{ previousMoodId: last.get(person)?.moodId ?? null, newMoodId: moodId },
        ...{ previousAttraction: levels.attraction, newAttraction: levels.attraction },
        ...{ previousGandhiGenghis: levels.gandhiGenghis, newGandhiGenghis: levels.gandhiGenghis },
        ...{ triggerEvent: title, createdAt: occurredAt },
      },
    });
    last.set(person, { moodId, at: occurredAt });
  }
  await tx.personalityInstance.createMany({
    data: [...last].map(([person, { moodId, at }]) => ({
      ...{
        ...of,
        userId: userOf(person),
        currentMoodId: moodId,
        moodChangedAt: at,
        lastActive: at,
      },
      ...{ flirtMode: levels.attraction, gandhiGenghis: levels.gandhiGenghis },
    })),
  });
}

async function addPromises(
  { tx, organizationId, userOf, ago }: DemoPlace,
  talks: readonly DemoTalk[],
): Promise<void> {
  const { person, daysAgo } = talks.at(-1) as DemoTalk;
  const of = { organizationId, personalityId: robbie, userId: userOf(person) };
  const description = "Send the summary of the quarter";
  const deadline = ago(-0.75);
  const promise = { ...of, description, priority: 8, deadline, createdAt: ago(daysAgo) };
  const { id } = await tx.commitment.create({ data: promise });
  await tx.commitmentReminder.create({
    data: { organizationId, commitmentId: id, remindAt: ago(-0.5), createdAt: ago(daysAgo) },
  });
  await tx.notification.create({
    data: {
      ...of,
      title: "The quarter ends soon",
      priority: 7,
      createdAt: ago(1),
      expiresAt: ago(-30),
    },
  });
  await tx.liveSession.create({
    data: {
      ...of,
      interfaceType: "aurora-town",
      interfaceId: "demo",
      startedAt: ago(1),
      lastActive: ago(0.5),
    },
  });
}
