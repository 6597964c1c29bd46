import { NotFound } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import {
  addMessages,
  deleteMessage,
  editMessage,
  moveMessage,
  rateConversation,
  readContext,
  readMessages,
  removeMessage,
  restoreMessage,
  setContext,
  startConversation,
} from "../../src/index.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { open, as, memberships, messageEmbeddings, organizations } = useRobbieverse();

const say = (...contents: string[]) =>
  contents.map((content) => ({ role: "user" as const, content }));

/** A conversation of a member in which something is said, and what he does with it. */
async function begin(...contents: string[]) {
  const member = await memberships.create();
  const mine = <Result>(work: () => PromiseLike<Result>) => as(member, work);
  const { id } = await mine(() => startConversation(open.client, { title: "Lunch" }));
  const said = await mine(() => addMessages(open.client, id, say(...contents)));
  const read = async (reading = {}) => {
    const { messages, next } = await mine(() => readMessages(open.client, id, reading));
    return [messages.map(({ content }) => content), next] as const;
  };
  return { member, mine, id, said, read, first: said[0]?.id ?? "" };
}

describe("a conversation", () => {
  it("is started by who asks, as a chat that is active", async () => {
    const member = await memberships.create();
    const made = await as(member, () => startConversation(open.client, { tags: ["food"] }));
    expect(made).toMatchObject({
      userId: member.userId,
      organizationId: member.organizationId,
      type: "chat",
      status: "active",
      messageCount: 0,
      tags: ["food"],
    });
  });

  it("is read in the order in which it was said, a page at a time, forth and back", async () => {
    const { read } = await begin("a", "b", "c", "d", "e");
    expect(await read()).toEqual([["a", "b", "c", "d", "e"], null]);
    expect(await read({ limit: 2 })).toEqual([["a", "b"], 2]);
    expect(await read({ limit: 3, after: 2 })).toEqual([["c", "d", "e"], null]);
    expect(await read({ limit: 2, before: 6 })).toEqual([["d", "e"], 4]);
    expect(await read({ limit: 3, before: 4 })).toEqual([["a", "b", "c"], null]);
  });

  it("shows no deleted message, unless it is asked to, until it is restored", async () => {
    const { mine, read, first } = await begin("a", "b");
    await mine(() => deleteMessage(open.client, first));
    await mine(() => deleteMessage(open.client, first));
    expect(await read()).toEqual([["b"], null]);
    expect(await read({ withDeleted: true })).toEqual([["a", "b"], null]);
    await mine(() => restoreMessage(open.client, first));
    expect(await read()).toEqual([["a", "b"], null]);
  });

  it("says what an edit made of a message, and when", async () => {
    const { mine, read, first } = await begin("a");
    const edited = await mine(() => editMessage(open.client, first, "A"));
    expect(edited.editedAt).toBeInstanceOf(Date);
    expect(await read()).toEqual([["A"], null]);
  });

  it("has no vector of what a message said before its edit", async () => {
    const { mine, member, first } = await begin("a");
    const { organizationId } = member;
    await messageEmbeddings.create({ organizationId, messageId: first });
    const vectors = () => mine(() => open.client.messageEmbedding.count());
    await mine(() => editMessage(open.client, first, "a"));
    expect(await vectors()).toBe(1);
    await mine(() => editMessage(open.client, first, "A"));
    expect(await vectors()).toBe(0);
  });

  it("loses a message that is removed, and keeps its answers", async () => {
    const { mine, read, first, id } = await begin("question");
    const answer = { role: "robbie" as const, content: "answer", parentMessageId: first };
    await mine(() => addMessages(open.client, id, [answer]));
    await mine(() => removeMessage(open.client, first));
    expect(await read()).toEqual([["answer"], null]);
  });

  it("gives a whole thread to another, in its order", async () => {
    const { mine, read, first, id } = await begin("question", "aside");
    const say = async (content: string, parentMessageId: string) =>
      (
        await mine(() =>
          addMessages(open.client, id, [{ role: "robbie", content, parentMessageId }]),
        )
      )[0]?.id ?? "";
    const answer = await say("answer", first);
    await say("and more", answer);
    await say("another answer", first);
    const other = await mine(() => startConversation(open.client));
    await mine(() => addMessages(open.client, other.id, [{ role: "user", content: "there" }]));
    expect(await mine(() => moveMessage(open.client, first, other.id))).toBe(4);
    expect(await mine(() => moveMessage(open.client, first, other.id))).toBe(0);
    expect(await read()).toEqual([["aside"], null]);
    const { messages } = await mine(() => readMessages(open.client, other.id));
    expect(messages.map(({ content }) => content)).toEqual([
      "there",
      "question",
      "answer",
      "and more",
      "another answer",
    ]);
    const ids = new Map(messages.map((message) => [message.id, message.content]));
    expect(messages.map(({ parentMessageId }) => ids.get(parentMessageId ?? ""))).toEqual([
      undefined,
      undefined,
      "question",
      "answer",
      "question",
    ]);
  });

  it("is nobody else's to read or change, in the organization or outside", async () => {
    const { id, first, member } = await begin("a");
    const colleague = await memberships.create({ organizationId: member.organizationId });
    const stranger = await memberships.create({ organization: await organizations.create() });
    for (const person of [colleague, stranger])
      await as(person, async () => {
        const own = await startConversation(open.client);
        const attempts = [
          () => readMessages(open.client, id),
          () => addMessages(open.client, id, say("b")),
          () => editMessage(open.client, first, "b"),
          () => deleteMessage(open.client, first),
          () => restoreMessage(open.client, first),
          () => removeMessage(open.client, first),
          () => moveMessage(open.client, first, own.id),
          () => setContext(open.client, id, "mood", "bad"),
          () => readContext(open.client, id),
          () => rateConversation(open.client, id, { satisfaction: 0 }),
        ];
        for (const attempt of attempts) await expect(attempt()).rejects.toBeInstanceOf(NotFound);
      });
  });
});

describe("what is known in a conversation", () => {
  it("is what was set last under a name, until it expires", async () => {
    const { mine, id } = await begin();
    const inAMoment = new Date(Date.now() + 60_000);
    await mine(() => setContext(open.client, id, "dish", "soup"));
    await mine(() => setContext(open.client, id, "dish", { name: "stew" }, inAMoment));
    await mine(() => setContext(open.client, id, "drink", "tea", new Date(Date.now() - 1000)));
    expect(await mine(() => readContext(open.client, id))).toEqual({ dish: { name: "stew" } });
    await mine(() => setContext(open.client, id, "drink", "coffee"));
    expect(await mine(() => readContext(open.client, id))).toEqual({
      dish: { name: "stew" },
      drink: "coffee",
    });
  });
});

describe("a rating", () => {
  it("counts what was said, and keeps what is not said again", async () => {
    const { mine, id, first } = await begin("a", "b");
    const answer = { role: "robbie" as const, content: "c", tokenCount: 12 };
    await mine(() => addMessages(open.client, id, [answer, answer]));
    const rated = await mine(() =>
      rateConversation(open.client, id, { satisfaction: 4.5, costUsd: 0.25, topics: ["food"] }),
    );
    expect(rated).toMatchObject({
      userMessageCount: 2,
      assistantMessageCount: 2,
      tokenCount: 24,
      topics: ["food"],
    });
    await mine(() => deleteMessage(open.client, first));
    const again = await mine(() => rateConversation(open.client, id));
    expect(again).toMatchObject({ userMessageCount: 1, topics: ["food"] });
    expect([Number(again.satisfaction), Number(again.costUsd)]).toEqual([4.5, 0.25]);
  });
});
