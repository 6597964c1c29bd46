import { expect, it } from "vitest";
import { refusalReason } from "../../src/session/refusal.js";
import { withGround } from "../fixture/apply-plan.js";

it.each([
  [
    "ALTER TABLE public.one ALTER id TYPE bigint",
    'cannot alter type of a column used by a view or rule: rule _RETURN on materialized view public.stats depends on column "id"',
  ],
  [
    "DROP TABLE public.one",
    "cannot drop table public.one because other objects depend on it: materialized view public.stats depends on table public.one",
  ],
  [
    "INSERT INTO public.one VALUES (7)",
    'duplicate key value violates unique constraint "one_pkey"',
  ],
])("names what stands in the way as the server does, and no row: %s", (sql, reason) =>
  withGround(
    "CREATE TABLE public.one (id int PRIMARY KEY); INSERT INTO public.one VALUES (7); CREATE MATERIALIZED VIEW public.stats AS SELECT id FROM public.one",
    async ({ session }) => {
      const refused = await session.query(sql).catch((error: unknown) => error);
      expect(refusalReason(refused)).toBe(reason);
    },
  ),
);
