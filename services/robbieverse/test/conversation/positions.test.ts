import { describe, expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, conversations, messages } = useRobbieverse();
const sql = (statement: string, ...values: unknown[]) => asOwner(db).query(statement, values);

const insert = `INSERT INTO conversation.messages (organization_id, conversation_id, role, content)
  SELECT $1, $2, 'user', $3 || n FROM generate_series(1, $4::integer) AS n`;

const positionsOf = async (id: string) =>
  (
    await sql(
      "SELECT position, content FROM conversation.messages WHERE conversation_id = $1 ORDER BY position",
      id,
    )
  ).map(({ position, content }) => [position, content]);

describe("the position of a message", () => {
  it("is the next of its conversation, also of several in one statement", async () => {
    const [one, other] = await conversations.createMany(2);
    for (const { organizationId, id } of [one, other, one] as NonNullable<typeof one>[])
      await sql(insert, organizationId, id, "m", 2);
    expect((await positionsOf(one?.id ?? "")).map(([position]) => position)).toEqual([1, 2, 3, 4]);
    expect((await positionsOf(other?.id ?? "")).map(([position]) => position)).toEqual([1, 2]);
  });

  it("may be given, and what comes after follows it", async () => {
    const { organizationId, id } = await conversations.create();
    const given = { organizationId, conversationId: id };
    await messages.create({ ...given, position: 70, content: "late" });
    await messages.create({ ...given, position: 7, content: "early" });
    await messages.create({ ...given, content: "next" });
    expect(await positionsOf(id)).toEqual([
      [7, "early"],
      [70, "late"],
      [71, "next"],
    ]);
  });

  it("is given anew in another conversation, with the answers that follow their message there", async () => {
    const [from, to] = await conversations.createMany(2);
    const place = { organizationId: from?.organizationId ?? "", conversationId: from?.id ?? "" };
    const question = await messages.create({ ...place, content: "question" });
    const answer = { ...place, parentMessageId: question.id, content: "answer" };
    await messages.create(answer);
    await messages.create({ ...place, conversationId: to?.id ?? "", content: "there" });
    await sql(
      "UPDATE conversation.messages SET conversation_id = $1 WHERE id = $2",
      to?.id,
      question.id,
    );
    expect(await positionsOf(from?.id ?? "")).toEqual([]);
    expect(await positionsOf(to?.id ?? "")).toEqual([
      [1, "there"],
      [2, "question"],
      [3, "answer"],
    ]);
  });

  it("follows the order of commits, and no count is lost, when many write at once", async () => {
    const { organizationId, id } = await conversations.create();
    const writers = Array.from({ length: 6 }, async (_, writer) => {
      for (let n = 0; n < 5; n++) await sql(insert, organizationId, id, `${writer}-${n}-`, 3);
    });
    await Promise.all(writers);
    const [row] = await sql(
      `SELECT message_count AS count, (SELECT max(m.position) FROM conversation.messages AS m WHERE m.conversation_id = c.id) AS last
       FROM conversation.conversations AS c WHERE c.id = $1`,
      id,
    );
    expect(row).toEqual({ count: 90, last: 90 });
    const said = (await positionsOf(id)).map(([, content]) => String(content));
    for (const writer of [0, 1, 2, 3, 4, 5]) {
      const own = said.filter((content) => content.startsWith(`${writer}-`));
      expect(own).toEqual([...own].sort());
    }
  });

  it("waits for who writes before, and comes after what he commits", async () => {
    const { organizationId, id } = await conversations.create();
    const first = await db.owner.connect();
    await first.query("BEGIN");
    await first.query(insert, [organizationId, id, "first", 1]);
    const second = sql(insert, organizationId, id, "second", 1);
    await first.query(insert, [organizationId, id, "still first", 1]);
    await first.query("COMMIT");
    first.release();
    await second;
    expect((await positionsOf(id)).map(([, content]) => content)).toEqual([
      "first1",
      "still first1",
      "second1",
    ]);
  });
});

describe("a message's parent", () => {
  it("is of the same conversation, or refused", async () => {
    const { id } = await messages.create();
    await expect(messages.create({ parentMessageId: id })).rejects.toMatchObject({
      constraint: "messages_organization_id_conversation_id_parent_message_id_fkey",
    });
  });

  it("is forgotten when it is removed", async () => {
    const { organizationId, conversationId, id } = await messages.create();
    const answer = await messages.create({ organizationId, conversationId, parentMessageId: id });
    await sql("DELETE FROM conversation.messages WHERE id = $1", id);
    expect(
      await sql(
        "SELECT parent_message_id, conversation_id FROM conversation.messages WHERE id = $1",
        answer.id,
      ),
    ).toEqual([{ parent_message_id: null, conversation_id: conversationId }]);
  });
});
