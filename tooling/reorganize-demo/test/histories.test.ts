import { expect, it } from "vitest";
import { readValue } from "./read-database.js";
import { withMessyDatabase } from "./with-messy-database.js";

const keysWithin = (schema: string) =>
  `SELECT count(*)::integer FROM pg_catalog.pg_constraint
   JOIN pg_catalog.pg_class AS target ON target.oid = confrelid
   WHERE contype = 'f' AND connamespace = '${schema}'::regnamespace AND relnamespace = '${schema}'::regnamespace`;

it("gives an init database 24 keys among the tables of public and twelve in intelligence", async () => {
  await withMessyDatabase("init-34", async (client) => {
    expect(await readValue(client, keysWithin("public"))).toBe(24);
    expect(await readValue(client, keysWithin("intelligence"))).toBe(12);
  });
});

it("leaves no key in public after a push of auth, yet those that cross schemas", async () => {
  await withMessyDatabase("init-after-auth-push", async (client) => {
    expect(await readValue(client, keysWithin("public"))).toBe(0);
    const crossing = `SELECT count(*)::integer FROM pg_catalog.pg_constraint
      WHERE contype = 'f' AND conname = 'streaks_project_id_fkey'`;
    expect(await readValue(client, crossing)).toBe(1);
  });
});

it("leaves no key in public and intelligence after a push of the intelligence service", async () => {
  await withMessyDatabase("init-after-intelligence-push", async (client) => {
    expect(await readValue(client, keysWithin("public"))).toBe(0);
    expect(await readValue(client, keysWithin("intelligence"))).toBe(0);
  });
});

it("leaves the audit trigger dangling after a push of engagement, so that tasks cannot be written", async () => {
  await withMessyDatabase("init-after-engagement-push", async (client) => {
    await expect(client.query("UPDATE public.tasks SET title = title")).rejects.toThrow(
      'relation "audit.activity_logs" does not exist',
    );
  });
});

it("skips the CHECKs and keys of an init script that came after Prisma, and makes its indexes and triggers", async () => {
  await withMessyDatabase("init-by-hand-after-prisma", async (client) => {
    const checks =
      "SELECT count(*)::integer FROM pg_catalog.pg_constraint WHERE contype = 'c' AND conrelid = 'public.tasks'::regclass";
    const indexes =
      "SELECT count(*)::integer FROM pg_catalog.pg_indexes WHERE tablename = 'tasks' AND indexdef LIKE '%(user_id)'";
    const triggers =
      "SELECT count(*)::integer FROM pg_catalog.pg_trigger WHERE tgrelid = 'public.tasks'::regclass AND NOT tgisinternal";
    expect(await readValue(client, checks)).toBe(0);
    expect(await readValue(client, indexes)).toBe(2);
    expect(await readValue(client, triggers)).toBe(2);
  });
});

it("stops a push of task-orchestrator at the key to a placeholder without rows", async () => {
  await withMessyDatabase("prisma-together", async (client) => {
    const keys = `SELECT string_agg(conname, ', ' ORDER BY conname) FROM pg_catalog.pg_constraint
      WHERE contype = 'f' AND confrelid IN ('public."User"'::regclass, 'public."Project"'::regclass, 'public."Quest"'::regclass)`;
    expect(await readValue(client, keys)).toBe("task_versions_changed_by_fkey");
    expect(await readValue(client, 'SELECT count(*)::integer FROM public."User"')).toBe(0);
  });
});

it("keeps auth's sessions from being made where the earliest Cyrex took the name", async () => {
  await withMessyDatabase("cyrex-sessions-first", async (client) => {
    const type = `SELECT data_type FROM information_schema.columns WHERE table_name = 'sessions' AND column_name = 'session_id'`;
    expect(await readValue(client, type)).toBe("character varying");
    expect(await readValue(client, "SELECT to_regclass('public.idx_sessions_token')")).toBeNull();
  });
});
