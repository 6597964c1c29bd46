import { rawClient } from "@deepiri/database";
import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { findMiscounts } from "../../src/index.js";
import { asOwner } from "../as-owner.js";
import { useRobbieverse } from "../use-robbieverse.js";

const { db, conversations } = useRobbieverse();

interface Said {
  readonly conversation: number;
  readonly at: number;
  readonly deleted: boolean;
}

/** What may happen to messages, in any order; `which` picks of those there are. */
const steps = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant("insert" as const),
      conversation: fc.nat(2),
      times: fc.array(fc.integer({ min: -900, max: 900 }), { minLength: 1, maxLength: 4 }),
      deleted: fc.boolean(),
    }),
    fc.record({ kind: fc.constant("edit" as const), which: fc.nat() }),
    fc.record({ kind: fc.constant("delete or restore" as const), which: fc.nat() }),
    fc.record({ kind: fc.constant("move" as const), which: fc.nat(), conversation: fc.nat(2) }),
    fc.record({
      kind: fc.constant("move all" as const),
      from: fc.nat(2),
      conversation: fc.nat(2),
    }),
    fc.record({ kind: fc.constant("remove" as const), which: fc.nat() }),
    fc.record({ kind: fc.constant("remove all" as const), conversation: fc.nat(2) }),
  ),
  { minLength: 1, maxLength: 25 },
);

type Step = (typeof steps extends fc.Arbitrary<infer Steps> ? Steps : never) extends (infer One)[]
  ? One
  : never;

it("counts and times are those of the messages, after any writes in any order", async () => {
  const owner = asOwner(db);
  const begin = "timestamptz '2024-01-01 00:00Z'";
  const property = fc.asyncProperty(steps, async (sequence) => {
    const made = await conversations.createMany(3);
    const ids = made.map(({ id }) => id);
    const organization = made[0]?.organizationId;
    const model = new Map<string, Said>();
    const sql = (statement: string, ...values: unknown[]) =>
      owner.query<{ id: string }>(statement, [organization, ...values]);
    const update = "UPDATE conversation.messages SET";
    const key = "WHERE organization_id = $1 AND id = $2";

    async function take(step: Step): Promise<void> {
      const known = [...model.keys()];
      const id = "which" in step ? known[step.which % Math.max(known.length, 1)] : undefined;
      const said = id === undefined ? undefined : (model.get(id) as Said);
      if (step.kind === "insert") {
        const written = await sql(
          `INSERT INTO conversation.messages (organization_id, conversation_id, role, content, created_at, deleted_at)
           SELECT $1, $2, 'user', '', ${begin} + at * interval '1 day', CASE WHEN $4 THEN now() END
           FROM unnest($3::integer[]) AS at RETURNING id, extract(day FROM created_at - ${begin})::integer AS at`,
          ids[step.conversation],
          step.times,
          step.deleted,
        );
        for (const row of written as unknown as { id: string; at: number }[]) {
          const { conversation, deleted } = step;
          model.set(row.id, { conversation, at: row.at, deleted });
        }
      } else if (step.kind === "remove all") {
        await sql(
          "DELETE FROM conversation.messages WHERE organization_id = $1 AND conversation_id = $2",
          ids[step.conversation],
        );
        for (const [other, { conversation }] of model)
          if (conversation === step.conversation) model.delete(other);
      } else if (step.kind === "move all") {
        await sql(
          `${update} conversation_id = $3 WHERE organization_id = $1 AND conversation_id = $2`,
          ids[step.from],
          ids[step.conversation],
        );
        for (const [other, one] of model)
          if (one.conversation === step.from)
            model.set(other, { ...one, conversation: step.conversation });
      } else if (!id || !said) {
        return;
      } else if (step.kind === "edit") {
        await sql(`${update} content = content || '.' ${key}`, id);
      } else if (step.kind === "delete or restore") {
        await sql(`${update} deleted_at = CASE WHEN deleted_at IS NULL THEN now() END ${key}`, id);
        model.set(id, { ...said, deleted: !said.deleted });
      } else if (step.kind === "move") {
        await sql(`${update} conversation_id = $3 ${key}`, id, ids[step.conversation]);
        model.set(id, { ...said, conversation: step.conversation });
      } else {
        await sql(`DELETE FROM conversation.messages ${key}`, id);
        model.delete(id);
      }
    }
    for (const step of sequence) await take(step);

    const seen = await sql(
      `SELECT message_count AS count, extract(day FROM last_message_at - ${begin})::integer AS last
       FROM conversation.conversations WHERE organization_id = $1 AND id = ANY ($2::uuid[])
       ORDER BY array_position($2::uuid[], id)`,
      ids,
    );
    const expected = ids.map((_, conversation) => {
      const live = [...model.values()].filter(
        (one) => one.conversation === conversation && !one.deleted,
      );
      return {
        count: live.length,
        last: live.length === 0 ? null : Math.max(...live.map(({ at }) => at)),
      };
    });
    expect(seen).toEqual(expected);
    expect(await findMiscounts(rawClient(db.owner))).toEqual([]);
  });
  await checkProperty(property, 60);
});
