import type { ProjectionDefinition } from "@deepiri/reorganize-mapping";
import { isBlank, isNoObject, json, repaired, selected, tenant, withColumns } from "./sql.js";

const preferences = `pg_catalog.jsonb_object_agg(COALESCE(f.category, '') || '.' || COALESCE(f.key, ''), f.value ORDER BY f.id) FILTER (WHERE f.id IS NOT NULL)`;
const profile = (column: string): string =>
  `(pg_catalog.array_agg(p.${column} ORDER BY p.id) FILTER (WHERE p.id IS NOT NULL))[1]`;
const isVerified = "(COALESCE(u.verified, false) OR COALESCE(u.email_verified, false))";

/** Accounts, all of one tenant: an address was one person's in the whole of the old installation. */
export const accounts: Record<string, ProjectionDefinition> = {
  tenant: {
    to: "promptcraft.tenant",
    query: `SELECT ${tenant} AS id, 'PromptCraft' AS name, 'promptcraft' AS slug, COALESCE(pg_catalog.min(u.created_at), 'epoch') AS created_at
FROM public.users AS u GROUP BY u.id IS NULL`,
  },
  users: {
    to: "promptcraft.user",
    query: `SELECT ${selected({
      id: "u.id",
      tenant_id: tenant,
      email: "pg_catalog.btrim(u.email)",
      email_verified: isVerified,
      username: `CASE WHEN NOT ${isBlank("u.username")} THEN pg_catalog.btrim(u.username) END`,
      name: profile("display_name"),
      avatar_url: profile("avatar_url"),
      password_hash: "u.password_hash",
      settings: withColumns("u.settings", {
        email_verified_at: json("u.email_verified_at"),
        current_tier: json("u.current_tier"),
        subscription_status: json("u.subscription_status"),
        bio: json(profile("bio")),
        preferences,
      }),
      failed_login_attempts: "GREATEST(COALESCE(u.failed_login_attempts, 0), 0)",
      locked_until: "u.locked_until",
      last_login_at: "u.last_login_at",
      created_at: "COALESCE(u.created_at, u.updated_at, 'epoch'::timestamptz)",
      updated_at: "COALESCE(u.updated_at, u.created_at, 'epoch'::timestamptz)",
      deleted_at: "u.deleted_at",
      _repaired: repaired([
        {
          when: "COALESCE(u.verified, false) <> COALESCE(u.email_verified, false)",
          what: "one column said that the address is verified, and one that it is not",
        },
        {
          when: isNoObject("u.settings"),
          what: "settings were no object, kept as legacy_metadata",
        },
        {
          when: "u.settings ?| ARRAY['email_verified_at', 'current_tier', 'subscription_status', 'bio', 'preferences']",
          what: "settings had a key of a column, kept as legacy_",
        },
        { when: "u.created_at IS NULL", what: "created_at was missing" },
        { when: "u.updated_at < u.created_at", what: "updated_at is before created_at" },
        {
          when: "pg_catalog.count(DISTINCT p.id) > 1",
          what: "it had several profiles: the first counts",
        },
      ]),
    })}
FROM public.users AS u
LEFT JOIN public.user_profiles AS p ON p.user_id = u.id
LEFT JOIN public.user_preferences AS f ON f.user_id = u.id
GROUP BY u.id`,
    back: {
      "public.users": `SELECT n.id, n.email::text AS email, n.username::text AS username, n.password_hash, n.email_verified, n.email_verified AS verified,
  n.failed_login_attempts, n.locked_until, n.last_login_at, n.deleted_at, n.created_at, n.updated_at
FROM promptcraft."user" AS n WHERE n.tenant_id = ${tenant}`,
    },
  },
};
