import { rawClient } from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { findMiscounts, recountConversations } from "../../src/index.js";
import { asOwner } from "../as-owner.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, open, as, conversations, messages, memberships, organizations } = useRobbieverse();

const past = (day: number) => new Date(Date.UTC(2024, 0, day));

/** A conversation of the past, and what is done with it and seen of it. */
async function old(member?: { organizationId: string; userId: string }) {
  const times = { createdAt: past(1), updatedAt: past(1) };
  const whose = member && { organizationId: member.organizationId, userId: member.userId };
  const { organizationId, id } = await conversations.create({ ...times, ...whose });
  const sql = (statement: string, ...values: unknown[]) =>
    asOwner(db).query(statement, [organizationId, id, ...values]);
  const say = (given: object) =>
    messages.create({ organizationId, conversationId: id, ...given } as never);
  async function seen() {
    const [row] = await sql(
      `SELECT message_count AS count, last_message_at AS last, updated_at AS updated,
         updated_at > now() - interval '1 minute' AS is_now
       FROM conversation.conversations WHERE organization_id = $1 AND id = $2`,
    );
    return row as { count: number; last: Date | null; updated: Date; is_now: boolean };
  }
  return { organizationId, id, sql, say, seen };
}

const insert = `INSERT INTO conversation.messages (organization_id, conversation_id, role, content, created_at)
  SELECT $1, $2, 'user', 'message ' || n, timestamptz '2024-01-01 00:00Z' + n * interval '1 day'
  FROM generate_series(1, $3::integer) AS n`;

describe("what a conversation says of its messages", () => {
  it("is right after a message of now: one more, its time, changed then", async () => {
    const { say, seen } = await old();
    const { createdAt } = await say({});
    expect(await seen()).toMatchObject({ count: 1, last: createdAt, updated: createdAt });
  });

  it("takes the latest time and not the last written, and history makes it no younger than that", async () => {
    const { say, seen } = await old();
    await say({ createdAt: past(9) });
    await say({ createdAt: past(5) });
    expect(await seen()).toMatchObject({ count: 2, last: past(9), updated: past(9) });
    await say({ createdAt: new Date(Date.UTC(2023, 0, 1)) });
    expect(await seen()).toMatchObject({ count: 3, last: past(9), updated: past(9) });
  });

  it("is right after many in one statement, of several conversations", async () => {
    const [one, other] = [await old(), await old()];
    await one.sql(insert, 1000);
    expect(await one.seen()).toMatchObject({
      count: 1000,
      last: new Date(past(1).getTime() + 86400e3 * 1000),
    });
    await one.sql(
      `INSERT INTO conversation.messages (organization_id, conversation_id, role, content, created_at)
       SELECT $1, c, 'user', '', '2024-01-03 00:00Z' FROM unnest(ARRAY[$2, $3]::uuid[]) AS c, generate_series(1, 10)`,
      other.id,
    );
    expect([(await one.seen()).count, (await other.seen()).count]).toEqual([1010, 10]);
    expect((await other.seen()).last).toEqual(past(3));
  });

  it("is right after COPY, whose rows keep their order", async () => {
    const { organizationId, id, sql, seen } = await old();
    const program = `COPY conversation.messages (organization_id, conversation_id, role, content, created_at)
      FROM PROGRAM 'for n in 1 2 3; do echo "${organizationId},${id},user,line $n,2024-01-02 00:00Z"; done' (FORMAT csv)`;
    await db.owner.query(program);
    expect(await seen()).toMatchObject({ count: 3, last: past(2), updated: past(2) });
    const said = await sql(
      "SELECT content FROM conversation.messages WHERE organization_id = $1 AND conversation_id = $2 ORDER BY position",
    );
    expect(said.map(({ content }) => content)).toEqual(["line 1", "line 2", "line 3"]);
  });

  it("is right after createMany of a client of the service", async () => {
    const member = await memberships.create();
    const { id, organizationId, seen } = await old(member);
    const said = { organizationId, conversationId: id, role: "user", content: "" } as const;
    await as(member, () => open.client.message.createMany({ data: [said, said, said] }));
    expect(await seen()).toMatchObject({ count: 3, is_now: true });
  });

  it("changes with an edit, which is noted at the message, and not with a pin", async () => {
    const { id, say, seen, sql } = await old();
    const message = await say({ createdAt: past(2) });
    const change = (set: string) =>
      sql(
        `UPDATE conversation.messages SET ${set} WHERE organization_id = $1 AND conversation_id = $2
         RETURNING edited_at IS NOT NULL AS edited`,
      );
    expect(await change("is_pinned = true, content = content")).toEqual([{ edited: false }]);
    expect(await seen()).toMatchObject({ count: 1, updated: past(2) });
    expect(await change("content = 'changed'")).toEqual([{ edited: true }]);
    expect(await seen()).toMatchObject({ count: 1, last: past(2), is_now: true });
    expect(message.conversationId).toBe(id);
  });

  it("keeps the time of an edit that comes with one", async () => {
    const { say, seen, sql } = await old();
    await say({ createdAt: past(2) });
    await sql(
      `UPDATE conversation.messages SET content = 'changed', edited_at = '2024-01-04 00:00Z'
       WHERE organization_id = $1 AND conversation_id = $2`,
    );
    expect(await seen()).toMatchObject({ last: past(2), updated: past(4) });
  });

  it("goes back with a soft deletion, and forth when that is taken back", async () => {
    const { say, seen, sql } = await old();
    await say({ createdAt: past(2) });
    const { id } = await say({ createdAt: past(3) });
    const set = (value: string) =>
      sql(
        `UPDATE conversation.messages SET deleted_at = ${value} WHERE organization_id = $1 AND conversation_id = $2 AND id = $3`,
        id,
      );
    await set("'2024-01-07 00:00Z'");
    expect(await seen()).toMatchObject({ count: 1, last: past(2), updated: past(7) });
    await set("'2024-01-07 00:00Z'");
    expect(await seen()).toMatchObject({ count: 1 });
    await set("NULL");
    expect(await seen()).toMatchObject({ count: 2, last: past(3), is_now: true });
  });

  it("goes back with removals, down to nothing said", async () => {
    const { seen, sql } = await old();
    await sql(insert, 5);
    const remove = (rest: string) =>
      sql(
        `DELETE FROM conversation.messages WHERE organization_id = $1 AND conversation_id = $2 ${rest}`,
      );
    await remove("AND created_at > '2024-01-04 00:00Z'");
    expect(await seen()).toMatchObject({ count: 3, last: past(4), is_now: true });
    await remove("");
    expect(await seen()).toMatchObject({ count: 0, last: null });
  });

  it("counts no message that is written as deleted", async () => {
    const { say, seen } = await old();
    await say({ createdAt: past(2), deletedAt: past(3) });
    expect(await seen()).toMatchObject({ count: 0, last: null, updated: past(3) });
  });

  it("is right in both when messages move to another conversation", async () => {
    const [from, to] = [await old(), await old()];
    await from.sql(insert, 3);
    await to.sql(insert, 1);
    await from.sql(
      `UPDATE conversation.messages SET conversation_id = $3
       WHERE organization_id = $1 AND conversation_id = $2 AND created_at > '2024-01-02 00:00Z'`,
      to.id,
    );
    expect(await from.seen()).toMatchObject({ count: 1, last: past(2), is_now: true });
    expect(await to.seen()).toMatchObject({ count: 3, last: past(4), is_now: true });
  });

  it("does not stand in the way of a conversation that is removed", async () => {
    const { sql } = await old();
    await sql(insert, 3);
    await sql("DELETE FROM conversation.conversations WHERE organization_id = $1 AND id = $2");
    const left = await sql(
      "SELECT FROM conversation.messages WHERE organization_id = $1 AND conversation_id = $2",
    );
    expect(left).toEqual([]);
  });

  it("is none when all messages are truncated", async () => {
    const { seen, sql } = await old();
    await sql(insert, 3);
    await db.owner.query("TRUNCATE conversation.messages CASCADE");
    expect(await seen()).toMatchObject({ count: 0, last: null });
    expect(await findMiscounts(rawClient(db.owner))).toEqual([]);
  });

  it("changes with the conversation itself: its title is a change of now", async () => {
    const { seen, sql } = await old();
    await sql(
      "UPDATE conversation.conversations SET title = 'Dinner' WHERE organization_id = $1 AND id = $2",
    );
    expect(await seen()).toMatchObject({ is_now: true });
  });
});

it("what was written past the triggers is found, and corrected, of who asks' organization alone", async () => {
  const member = await memberships.create();
  const stranger = await memberships.create({ organization: await organizations.create() });
  const [mine, others] = [await old(member), await old(stranger)];
  for (const { sql } of [mine, others]) {
    await sql(insert, 3);
    await sql(
      `UPDATE conversation.conversations SET message_count = 7, last_message_at = NULL, updated_at = created_at
       WHERE organization_id = $1 AND id = $2`,
    );
  }
  const wrong = { messageCount: 3, lastMessageAt: past(4), updatedAt: past(4) };
  const owner = rawClient(db.owner);
  expect(await findMiscounts(owner)).toHaveLength(2);
  expect(await as(member, () => findMiscounts(open.client))).toEqual([
    { organizationId: mine.organizationId, id: mine.id, ...wrong },
  ]);
  expect(await as(member, () => recountConversations(open.client))).toBe(1);
  expect(await mine.seen()).toMatchObject({ count: 3, last: past(4), updated: past(4) });
  expect(await recountConversations(owner)).toBe(1);
  expect(await findMiscounts(owner)).toEqual([]);
  expect(await recountConversations(owner)).toBe(0);
});
