import { expect, it } from "vitest";
import {
  actionsBetween,
  type Facts,
  readFacts,
  withoutUnmanagedRelations,
} from "../../../src/catalog/delta/facts.js";
import { withBench } from "../convert-bench.js";

const ours = "CREATE TABLE public.ours (id int PRIMARY KEY, word text)";
const named = "CREATE INDEX named ON public.ours (word); CREATE SEQUENCE public.numbers";

const leftOut = `
  CREATE TABLE public.numbered (id serial PRIMARY KEY, word text);
  COMMENT ON COLUMN public.numbered.id IS 'x'; CREATE INDEX ON public.numbered (word);
  CREATE TABLE public.child (id int REFERENCES public.ours);
  CREATE VIEW public.seen AS SELECT * FROM public.ours;
  CREATE MATERIALIZED VIEW public.seen_again AS SELECT * FROM public.seen`;

const needed = `
  CREATE TABLE public.far (id int PRIMARY KEY);
  CREATE TABLE public.near (id serial PRIMARY KEY REFERENCES public.far);
  ALTER TABLE public.ours ADD FOREIGN KEY (id) REFERENCES public.near;
  CREATE TABLE public.taken (id int);
  CREATE FUNCTION public.take(public.taken) RETURNS int LANGUAGE sql AS 'SELECT 1';
  CREATE TABLE public.published (id int); CREATE PUBLICATION p FOR TABLE public.published;
  CREATE TABLE public.whole (id int PRIMARY KEY) PARTITION BY RANGE (id);
  CREATE TABLE public.part PARTITION OF public.whole FOR VALUES FROM (1) TO (9);
  ALTER PUBLICATION p ADD TABLE public.part;
  CREATE TABLE public.parent (id int); CREATE TABLE public.heir (PRIMARY KEY (id)) INHERITS (public.parent);
  ALTER TABLE public.ours ADD FOREIGN KEY (id) REFERENCES public.heir;
  CREATE TABLE public.indexed (id int); CREATE INDEX named ON public.indexed (id);
  CREATE TABLE public.owning (id int); CREATE SEQUENCE public.numbers OWNED BY public.owning.id;
  CREATE TABLE public.counted (id serial);
  ALTER TABLE public.ours ALTER id SET DEFAULT nextval('public.counted_id_seq')`;

const stay = [
  "counted",
  "far",
  "heir",
  "indexed",
  "near",
  "ours",
  "owning",
  "parent",
  "part",
  "published",
  "taken",
  "whole",
];

it("leaves out unmanaged relations that nothing else needs, and plans the same for the rest", () =>
  withBench(`${ours}; ${named}`, (target) =>
    withBench(
      `${ours}; ALTER TABLE public.ours ADD more int; ${leftOut}; ${needed}`,
      async (bench) => {
        const [all, there] = [await readFacts(bench.url), await readFacts(target.url)];
        const here = withoutUnmanagedRelations(all, there);
        expect(relationsOf(here)).toEqual(stay);
        expect(aboutOurs(here, there)).toEqual(aboutOurs(all, there));
        expect(aboutOurs(there, here)).toEqual(aboutOurs(there, all));
        expect(aboutOurs(there, here)).toHaveLength(4);
      },
    ),
  ));

const kinds = ["table", "view", "materializedView"];

function relationsOf(facts: Facts): string[] {
  const ids = facts.facts().map(({ id }) => id);
  return ids.flatMap((id) => (kinds.includes(id.kind) && "name" in id ? [id.name] : [])).sort();
}

function aboutOurs(from: Facts, to: Facts): string[] {
  return actionsBetween(from, to).flatMap(({ sql }) =>
    sql.startsWith('ALTER TABLE "public"."ours"') ? [sql] : [],
  );
}
