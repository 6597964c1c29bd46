import {
  type Breach,
  tablesOf,
  testRequiredColumns,
  testRules,
  testTimes,
  useTestDatabase,
} from "@deepiri/test-database";
import { expect, it } from "vitest";
import { asOwner } from "../as-owner.js";
import { coreTables } from "../factories/core.js";
import { factories } from "../factories.js";

const db = asOwner(useTestDatabase("robbieverse"));
const all = factories(db);
const made = Object.fromEntries(Object.entries(all).filter(([name]) => name in coreTables)) as Pick<
  typeof all,
  keyof typeof coreTables
>;

const checks: readonly Breach[] = [
  breach("organizations", "name", "' '"),
  breach("organizations", "domain", "'Acme.com'"),
  breach("organizations", "domain", "'a b'"),
  breach("organizations", "domain", "''"),
  breach("organizations", "org_type", "'firm'"),
  breach("organizations", "status", "'gone'"),
  breach("organizations", "settings", "'[]'"),
  breach("organization_memberships", "role", "'guest'"),
  breach("towns", "name", "''"),
  breach("towns", "settings", "'null'"),
  breach("users", "username", "' '"),
  breach("users", "email", "'nobody'"),
  breach("users", "email", "'@example.org'"),
  breach("users", "email", "'a@b@c'"),
  breach("users", "email", "'a b@example.org'"),
  breach("users", "role", "'owner'"),
  breach("users", "preferences", "'[]'"),
  breach("users", "metadata", "'1'"),
  breach("sessions", "token_hash", "'in clear text'"),
  breach("sessions", "expires_at", "created_at"),
  breach("api_keys", "key_hash", "'in clear text'"),
  breach("api_keys", "name", "''"),
  breach("api_keys", "permissions", "'{}'"),
  breach("api_keys", "permissions", "'[1]'"),
  breach("api_keys", "permissions", `'["a", ["b"]]'`),
  breach("api_keys", "expires_at", "created_at"),
  breach("system_config", "key", "''"),
  breach("system_config", "category", "' '"),
  entry("action", "action", "' '"),
  entry("entity_id", "action, entity_id", "'x', '7'"),
  entry("old_values", "action, old_values", "'x', '[]'"),
  entry("new_values", "action, new_values", "'x', '1'"),
  breach("tasks", "title", "''"),
  breach("tasks", "status", "'late'"),
  breach("tasks", "priority", "'critical'"),
  breach("tasks", "completed_at", "now()"),
  breach("tasks", "completed_at", "", "status = 'done'"),
  breach("tasks", "related_to_id", "id"),
  breach("tasks", "tags", "ARRAY[NULL]"),
  breach("tasks", "metadata", "'[]'"),
];

const insertUser = "INSERT INTO core.users (username, email, password_hash) SELECT";
const uniques: readonly Breach[] = [
  [
    "organizations_domain_key",
    "INSERT INTO core.organizations (name, domain) VALUES ('a', 'acme.com'), ('b', 'acme.com')",
  ],
  [
    "towns_organization_id_name_key",
    "INSERT INTO core.towns (organization_id, name) SELECT organization_id, name FROM core.towns",
  ],
  ["users_username_lower_key", `${insertUser} upper(username), 'x' || email, '' FROM core.users`],
  ["users_email_lower_key", `${insertUser} 'x' || username, upper(email), '' FROM core.users`],
  [
    "sessions_token_hash_organization_id_key",
    `INSERT INTO core.sessions (organization_id, user_id, token_hash, expires_at)
     SELECT organization_id, user_id, token_hash, expires_at FROM core.sessions`,
  ],
  [
    "api_keys_key_hash_organization_id_key",
    `INSERT INTO core.api_keys (organization_id, user_id, key_hash, name)
     SELECT organization_id, user_id, key_hash, name FROM core.api_keys`,
  ],
  [
    "system_config_key_key",
    "INSERT INTO core.system_config (key, value, category) SELECT key, value, category FROM core.system_config",
  ],
];

const required: readonly (readonly [table: string, columns: string])[] = [
  ["core.organizations", "id name org_type status settings created_at updated_at"],
  ["core.organization_memberships", "organization_id user_id role joined_at is_active"],
  ["core.towns", "organization_id id name is_active settings created_at"],
  ["core.town_members", "organization_id town_id user_id"],
  [
    "core.users",
    "id username email password_hash role is_active is_vip created_at updated_at preferences metadata",
  ],
  ["core.sessions", "id organization_id user_id token_hash expires_at created_at last_activity"],
  ["core.api_keys", "id organization_id user_id key_hash name permissions is_active created_at"],
  ["core.system_config", "id key value category is_sensitive updated_at"],
  ["core.tasks", "id organization_id title status priority tags metadata created_at updated_at"],
];

testRules(db, made, { checks, uniques });
testRequiredColumns(db, made, required);
testTimes(db, made, ["core.organizations", "core.users", "core.system_config", "core.tasks"]);

it("every time has a zone", async () => {
  const zoneless = await db.query(
    `SELECT attrelid::pg_catalog.regclass::text AS table, attname AS column FROM pg_catalog.pg_attribute
     WHERE atttypid = 'timestamp'::pg_catalog.regtype AND attrelid = ANY ($1::pg_catalog.regclass[])`,
    [tablesOf(all)],
  );
  expect(zoneless).toEqual([]);
});

it.each([
  "UPDATE core.audit_log SET action = 'nothing'",
  "DELETE FROM core.audit_log",
  "TRUNCATE core.audit_log",
])("what was done stays recorded: %s", async (statement) => {
  await made.auditEntries.create();
  await expect(db.query(statement)).rejects.toMatchObject({ code: "23001" });
});

function breach(table: string, rule: string, value: string, set = `${rule} = ${value}`): Breach {
  return [`${table}_${rule}_check`, `UPDATE core.${table} SET ${set}`];
}

function entry(rule: string, columns: string, values: string): Breach {
  const insert = `INSERT INTO core.audit_log (organization_id, ${columns})`;
  return [`audit_log_${rule}_check`, `${insert} SELECT id, ${values} FROM core.organizations`];
}
