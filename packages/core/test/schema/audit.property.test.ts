import { randomUUID } from "node:crypto";
import { checkProperty, useTestDatabase } from "@deepiri/test-database";
import fc from "fast-check";
import { expect, it } from "vitest";
import { coreFactories } from "../../src/testing.js";
import { withSettings } from "./audit-session.js";
import { AuditModel, anyWrite, secret } from "./audit-writes.js";

const db = useTestDatabase("core");
const { users } = coreFactories(db);

const step = fc.record({
  session: fc.constantFrom("first", "second", "nobody", "unknown", "no uuid"),
  silent: fc.constantFrom(false, false, false, true),
  write: anyWrite,
});

it("the audit log holds each write once, by whom it was, and no secret", async () => {
  const [one, two] = await users.createMany(2);
  const sessions: Readonly<Record<string, string>> = {
    first: one.id,
    second: two.id,
    unknown: randomUUID(),
    "no uuid": "ada",
  };
  const property = fc.asyncProperty(
    fc.array(step, { minLength: 4, maxLength: 20 }),
    async (steps) => {
      const owners = (await users.createMany(2)).map(({ id }) => id);
      const model = new AuditModel(owners, [one.id, two.id]);
      for (const { session, silent, write } of steps) {
        const named = sessions[session];
        const actor = named === one.id || named === two.id ? named : null;
        const settings = {
          ...(named !== undefined && { "app.current_user_id": named }),
          ...(silent && { "app.audit": "off" }),
        };
        await withSettings(db, settings, (client) => model.perform(client, write, actor, silent));
      }
      const log = await readLog(owners);
      expect(log.map(({ entry }) => entry).sort()).toEqual(model.entries.sort());
      expect(log.filter(({ text }) => text.includes(secret))).toEqual([]);
    },
  );
  await checkProperty(property, 40);
});

/** Entries on the owners and on their tasks. */
function readLog(owners: readonly string[]) {
  return db.query<{ entry: string; text: string }>(
    `SELECT concat_ws(' ', entity_type, action, entity_id, 'by', coalesce(user_id::text, 'nobody')) AS entry,
       concat(old_data, new_data) AS text
     FROM audit.activity_logs
     WHERE entity_id = ANY ($1) OR coalesce(old_data, new_data) ->> 'user_id' = ANY ($1::text[])`,
    [owners],
  );
}
