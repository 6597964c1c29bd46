import {
  type Breach,
  testRequiredColumns,
  testRules,
  useTestDatabase,
} from "@deepiri/test-database";
import { describe, expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("promptcraft"));
const made = factories(db);

const checks: readonly Breach[] = [
  breach("tenant", "name", "' '"),
  breach("tenant", "slug", "'Acme'"),
  breach("tenant", "slug", "'acme-'"),
  breach("tenant", "settings", "'[]'"),
  breach("user", "email", "'nobody'"),
  breach("user", "email", "'@example.org'"),
  breach("user", "username", "''"),
  breach("user", "oauth", "", "oauth_provider = 'github'"),
  breach("user", "settings", "'null'"),
  breach("user", "failed_login_attempts", "-1"),
  breach("session", "access_token_hash", "'in clear text'"),
  breach("session", "refresh_token_hash", "'in clear text'"),
  breach("session", "expires_at", "created_at"),
  breach("session", "device_info", `'"a telephone"'`),
  breach("entity", "entity_type", "'poem'"),
  breach("entity", "title", "' '"),
  breach("entity", "status", "'ACTIVE'"),
  breach("entity", "visibility", "'team'"),
  breach("entity", "content", `'{}'`),
  breach("entity", "content", `'{"text": 1}'`),
  breach("entity", "content", `'{"text": "", "prompt": ""}'`),
  breach("entity", "tags", "ARRAY[NULL]"),
  breach("entity", "metadata", "'[]'"),
  breach("entity", "purge_at", "now()"),
  breach("entity", "purge_at", "", "deleted_at = now(), purge_at = now() - interval '1 s'"),
  breach("relationship", "relationship_type", "'uses'"),
  breach("relationship", "target_id", "source_id"),
  breach("relationship", "strength", "1.01"),
  breach("relationship", "strength", "-0.01"),
  breach("relationship", "strength", "'NaN'"),
  breach("relationship", "metadata", "'[]'"),
  breach("share", "permission", "'own'"),
  breach("share", "shared_with", "shared_by"),
  breach("share", "token_hash", "", "shared_with = NULL, expires_at = now(), token_hash = 'short'"),
  breach("share", "public", "", "shared_with = NULL"),
  breach("share", "public", "", "shared_with = NULL, token_hash = sha256('')"),
  breach("share", "public", "", "token_hash = sha256('')"),
  breach("suggestion", "suggestion_type", "'guess'"),
  breach("suggestion", "context_entity_id", "suggested_entity_id"),
  breach("suggestion", "score", "1.0001"),
  breach("suggestion", "score", "-0.0001"),
  breach("suggestion", "status", "", "status = 'ignored', feedback_at = now()"),
  breach("suggestion", "feedback_at", "now()"),
  breach("suggestion", "feedback_at", "", "status = 'accepted'"),
  breach("usage_event", "event_type", "''"),
  breach("usage_event", "input_tokens", "", "input_tokens = -1, total_tokens = -1"),
  breach("usage_event", "output_tokens", "", "output_tokens = -1, total_tokens = -1"),
  breach("usage_event", "total_tokens", "1"),
  breach("usage_event", "cost_usd", "-0.000001"),
  breach("usage_event", "cost_usd", "'NaN'"),
  breach("usage_event", "duration_ms", "-1"),
  breach("usage_event", "metadata", "'[]'"),
];

const insertUser =
  "INSERT INTO promptcraft.user (tenant_id, email, username, oauth_provider, oauth_id)";
const insertSession =
  "INSERT INTO promptcraft.session (tenant_id, user_id, expires_at, access_token_hash, refresh_token_hash)";
const other = "sha256('other')";

const uniques: readonly Breach[] = [
  [
    "tenant_slug_key",
    "INSERT INTO promptcraft.tenant (name, slug) SELECT name, slug FROM promptcraft.tenant",
  ],
  [
    "user_tenant_id_email_lower_key",
    `${insertUser} SELECT tenant_id, upper(email), 'x' || username, NULL, NULL FROM promptcraft.user`,
  ],
  [
    "user_tenant_id_username_lower_key",
    `${insertUser} SELECT tenant_id, 'x' || email, upper(username), NULL, NULL FROM promptcraft.user`,
  ],
  [
    "user_tenant_id_oauth_provider_oauth_id_key",
    `${insertUser} SELECT tenant_id, n || email, n || username, 'github', '7'
     FROM promptcraft.user, generate_series(1, 2) AS n`,
  ],
  [
    "session_access_token_hash_tenant_id_key",
    `${insertSession} SELECT tenant_id, user_id, expires_at, access_token_hash, ${other} FROM promptcraft.session`,
  ],
  [
    "session_refresh_token_hash_tenant_id_key",
    `${insertSession} SELECT tenant_id, user_id, expires_at, ${other}, refresh_token_hash FROM promptcraft.session`,
  ],
  [
    "share_tenant_id_entity_id_shared_with_key",
    `INSERT INTO promptcraft.share (tenant_id, entity_id, shared_by, shared_with)
     SELECT tenant_id, entity_id, shared_by, shared_with FROM promptcraft.share`,
  ],
  [
    "share_tenant_id_entity_id_shared_with_key",
    `INSERT INTO promptcraft.share (tenant_id, entity_id, shared_by, token_hash, expires_at)
     SELECT tenant_id, entity_id, shared_by, sha256(n::text::bytea), now()
     FROM promptcraft.share, generate_series(1, 2) AS n`,
  ],
  [
    "share_token_hash_tenant_id_key",
    `INSERT INTO promptcraft.share (tenant_id, entity_id, shared_by, token_hash, expires_at)
     SELECT entity.tenant_id, entity.id, shared_by, ${other}, now() FROM promptcraft.share, promptcraft.entity`,
  ],
];

const required: readonly (readonly [table: string, columns: string])[] = [
  ["promptcraft.tenant", "id name slug settings created_at updated_at"],
  [
    "promptcraft.user",
    "id tenant_id email email_verified settings failed_login_attempts created_at updated_at",
  ],
  [
    "promptcraft.session",
    "id tenant_id user_id access_token_hash refresh_token_hash expires_at created_at",
  ],
  [
    "promptcraft.relationship",
    "tenant_id source_id target_id relationship_type strength metadata created_at",
  ],
  ["promptcraft.favorite", "tenant_id user_id entity_id created_at"],
  ["promptcraft.share", "id tenant_id entity_id shared_by permission created_at"],
  [
    "promptcraft.suggestion",
    "id tenant_id user_id suggested_entity_id suggestion_type score status created_at",
  ],
  [
    "promptcraft.usage_event",
    "id tenant_id event_type input_tokens output_tokens total_tokens cost_usd metadata occurred_at",
  ],
];

testRules(db, made, { checks, uniques });
testRequiredColumns(db, made, required);

describe("the rules of promptcraft's tables", () => {
  it("demand of an entity all but a description and the times of what need not happen", async () => {
    const found = await db.query<{ name: string }>(
      `SELECT attname AS name FROM pg_catalog.pg_attribute
       WHERE attrelid = 'promptcraft.entity'::pg_catalog.regclass AND attnum > 0 AND NOT attnotnull`,
    );
    expect(found.map(({ name }) => name)).toEqual([
      "description",
      "published_at",
      "deleted_at",
      "purge_at",
    ]);
  });

  it("allow two tenants a user of the same address", async () => {
    const tenant = await made.tenants.create();
    const { email } = await made.users.create();
    await expect(made.users.create({ tenant, email })).resolves.toMatchObject({ email });
  });

  it("allow both ends of a strength and of a score", async () => {
    await made.relationships.create({ strength: 0 });
    await made.relationships.create({ strength: 1 });
    await made.suggestions.create({ score: 0 });
    await made.suggestions.create({ score: 1 });
  });

  it("publish nothing by themselves", async () => {
    const { status, visibility } = await made.entities.create();
    expect({ status, visibility }).toEqual({ status: "draft", visibility: "private" });
  });
});

function breach(table: string, rule: string, value: string, set = `${rule} = ${value}`): Breach {
  return [`${table}_${rule}_check`, `UPDATE promptcraft.${table} SET ${set}`];
}
