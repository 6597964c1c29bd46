import { type ServedQuery, testIndexes, useTestDatabase } from "@deepiri/test-database";
import { describe, expect, it } from "vitest";

const db = useTestDatabase("promptcraft");

const tenant = "'a0000000-0000-4000-8000-000000000000'";
const served: readonly ServedQuery[] = [
  [
    "user_tenant_id_email_lower_key",
    `SELECT FROM promptcraft.user WHERE tenant_id = ${tenant} AND lower(email) = 'ada@example.org'`,
  ],
  [
    "session_access_token_hash_tenant_id_key",
    "SELECT FROM promptcraft.session WHERE access_token_hash = sha256('token')",
  ],
  [
    "share_token_hash_tenant_id_key",
    "SELECT FROM promptcraft.share WHERE token_hash = sha256('token')",
  ],
  [
    "entity_tenant_id_entity_type_updated_at_idx",
    `SELECT FROM promptcraft.entity WHERE tenant_id = ${tenant} AND entity_type = 'context' ORDER BY updated_at DESC`,
  ],
  [
    "entity_tenant_id_owner_id_updated_at_idx",
    `SELECT FROM promptcraft.entity WHERE tenant_id = ${tenant} AND owner_id = ${tenant} ORDER BY updated_at DESC`,
  ],
  [
    "entity_purge_at_idx",
    "SELECT FROM promptcraft.entity WHERE purge_at <= now() ORDER BY purge_at",
  ],
  [
    "suggestion_tenant_id_user_id_status_score_idx",
    `SELECT FROM promptcraft.suggestion
     WHERE tenant_id = ${tenant} AND user_id = ${tenant} AND status = 'pending' ORDER BY score DESC`,
  ],
];

testIndexes(db, served);

describe("an index that a query is written for", () => {
  it("of a day's uses is asked in the partitions of the period alone", async () => {
    const query = `SELECT sum(cost_usd) FROM promptcraft.usage_event
      WHERE tenant_id = ${tenant} AND occurred_at >= '2020-05-01Z' AND occurred_at < '2020-05-02Z'`;
    const { rows } = await db.owner.query(`EXPLAIN (COSTS OFF) ${query}`);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan.match(/ on usage_event_/g)).toHaveLength(1);
    expect(plan).toContain("usage_event_default");
  });
});
