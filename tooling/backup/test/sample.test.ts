import { expect, it } from "vitest";
import { backUp, restore } from "../src/index.js";
import { ask, backupFolder, madeDatabase, rowsOf } from "./fixture/databases.js";

const graph = `
  CREATE TABLE public.people (id int PRIMARY KEY, boss int REFERENCES public.people, home int NOT NULL);
  CREATE TABLE public.homes (id int PRIMARY KEY, keeper int);
  INSERT INTO public.homes SELECT i, NULL FROM generate_series(1, 300) i;
  INSERT INTO public.people SELECT i, NULLIF(i / 2, 0), 1 + i % 300 FROM generate_series(1, 300) i;
  UPDATE public.homes SET keeper = 1 + id % 8;
  ALTER TABLE public.people ADD FOREIGN KEY (home) REFERENCES public.homes;
  ALTER TABLE public.homes ADD FOREIGN KEY (keeper) REFERENCES public.people;
  CREATE TABLE public.days (day date, id int, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
  CREATE TABLE public.days_1 PARTITION OF public.days FOR VALUES FROM ('2026-01-01') TO ('2026-07-01');
  CREATE TABLE public.days_2 PARTITION OF public.days DEFAULT;
  INSERT INTO public.days SELECT date '2026-01-01' + i, i FROM generate_series(1, 300) i;
  CREATE TABLE public.notes (id bigserial PRIMARY KEY, day date, day_id int, name text, FOREIGN KEY (day, day_id) REFERENCES public.days);
  INSERT INTO public.notes (day, day_id, name) SELECT date '2026-01-01' + i, i, 'n' FROM generate_series(1, 300) i;
  CREATE EXTENSION citext; CREATE TABLE public.tags (name citext PRIMARY KEY);
  CREATE TABLE public.tagged (tag citext REFERENCES public.tags);
  INSERT INTO public.tags SELECT 'Tag ' || i FROM generate_series(1, 300) i; INSERT INTO public.tagged SELECT 'TAG ' || i FROM generate_series(1, 300) i;`;

it("takes so many rows of each table and all that they lead to, whatever the cycles, the same ones by the same seed", async () => {
  const url = await madeDatabase(graph);
  const taken = async (seed: number) => {
    const from = backupFolder();
    const { tables } = await backUp({ url, out: from, sample: { rows: 5, seed } });
    const copy = await madeDatabase();
    const { keys } = await restore({ url: copy, from });
    expect(keys).toBe(5);
    return {
      rows: Object.fromEntries(tables.map((one) => [one.name, one.rows])),
      contents: await rowsOf(copy),
    };
  };
  const one = await taken(1);
  expect(one.rows).toMatchObject({ notes: 5, tagged: 5 });
  for (const name of ["people", "homes", "days_1", "days_2", "tags"]) {
    expect(one.rows[name]).toBeGreaterThanOrEqual(5);
    expect(one.rows[name]).toBeLessThan(150);
  }
  await ask(url, "UPDATE public.notes SET name = name");
  expect(await taken(1)).toEqual(one);
  expect(await taken(2)).not.toEqual(one);
});
