import { describe, expect, it } from "vitest";
import { UnmergeableError } from "../../../src/steps/merge/pair/unmergeable-error.js";
import { withGround } from "../../fixture/apply-plan.js";
import { contentOf, mergeSteps, readRemains } from "../../fixture/merge-steps.js";

const leases = `
  CREATE SCHEMA intelligence;
  CREATE TYPE intelligence."LeaseStatus" AS ENUM ('PENDING', 'ACTIVE');
  CREATE TABLE public.leases (id uuid PRIMARY KEY, "leaseNumber" varchar(100) NOT NULL UNIQUE, status varchar(50),
    tags text[], terms jsonb, address inet, note text, updated_at timestamp(3));
  CREATE TABLE intelligence.leases (id uuid PRIMARY KEY, lease_number varchar(20) NOT NULL UNIQUE,
    status intelligence."LeaseStatus", tags text[], terms jsonb, address inet, note text NOT NULL DEFAULT '-', updated_at timestamp);`;

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

const bothLeases = `${leases}
  INSERT INTO intelligence.leases VALUES
    ('${id(1)}', 'A1', 'ACTIVE', '{x}', 'null', '::1', 'same', '2026-01-01'),
    ('${id(2)}', 'A2', 'ACTIVE', NULL, '{}', NULL, 'survivor is newer', '2026-01-02'),
    ('${id(3)}', 'A3', 'ACTIVE', NULL, 'null', NULL, 'twin is newer', '2026-01-01 00:00:00.000001'),
    ('${id(4)}', 'A4', NULL, NULL, NULL, NULL, 'only in the survivor', NULL);
  INSERT INTO public.leases VALUES
    ('${id(1)}', 'A1', 'ACTIVE', '{x}', 'null', '::1', 'same', '2026-01-01'),
    ('${id(2)}', 'A2', 'PENDING', NULL, '{}', NULL, 'survivor is newer', '2026-01-01'),
    ('${id(3)}', 'B3', 'PENDING', '{"a b",NULL}', '[1.50]', NULL, 'twin is newer', '2026-01-02'),
    ('${id(5)}', 'A4', 'ACTIVE', NULL, NULL, NULL, 'number taken', NULL),
    ('${id(6)}', 'A6', 'someday', NULL, NULL, NULL, 'no such word', NULL),
    ('${id(7)}', 'A7 longer than twenty characters', 'ACTIVE', NULL, NULL, NULL, 'too long', NULL),
    ('${id(8)}', 'A8', 'ACTIVE', NULL, NULL, NULL, NULL, NULL),
    ('${id(9)}', 'A9', 'ACTIVE', '{}', '{"a": {"b": [null]}}', '10.0.0.0/8', 'only in the twin', 'infinity');`;

const rename = { leaseNumber: "lease_number" };

describe("merging twins", () => {
  it("keeps each row once, and quarantines the others with the reason", () =>
    withGround(bothLeases, async (ground) => {
      await ground.apply(await mergeSteps(ground, "public.leases", "intelligence.leases", rename));
      expect(
        await ground.rows(
          "SELECT right(id::text, 1) AS id, lease_number AS number, status, note FROM intelligence.leases ORDER BY id",
        ),
      ).toEqual([
        { id: "1", number: "A1", status: "ACTIVE", note: "same" },
        { id: "2", number: "A2", status: "ACTIVE", note: "survivor is newer" },
        { id: "3", number: "B3", status: "PENDING", note: "twin is newer" },
        { id: "4", number: "A4", status: null, note: "only in the survivor" },
        { id: "9", number: "A9", status: "ACTIVE", note: "only in the twin" },
      ]);
      expect(
        await ground.rows(
          "SELECT right(key->>'id', 1) AS id, relation, reason FROM _reorganize.quarantine ORDER BY 1",
        ),
      ).toEqual([
        { id: "1", relation: "public.leases", reason: "the same row is in intelligence.leases" },
        {
          id: "2",
          relation: "public.leases",
          reason: "an older version of the row in intelligence.leases",
        },
        {
          id: "3",
          relation: "intelligence.leases",
          reason: "an older version of the row from public.leases",
        },
        {
          id: "5",
          relation: "public.leases",
          reason: "the same lease_number is in intelligence.leases",
        },
        {
          id: "6",
          relation: "public.leases",
          reason: "a value that intelligence.leases cannot take",
        },
        {
          id: "7",
          relation: "public.leases",
          reason: "a value that intelligence.leases cannot take",
        },
        { id: "8", relation: "public.leases", reason: "intelligence.leases needs a value in note" },
      ]);
      expect(
        await ground.rows(`SELECT "leaseNumber" FROM public.leases WHERE id = '${id(9)}'`),
      ).toEqual([{ leaseNumber: "A9" }]);
    }));

  it("leaves both tables as they were once it is undone", () =>
    withGround(bothLeases, async (ground) => {
      const before = await contentOf(ground, "public.leases", "intelligence.leases");
      const steps = await mergeSteps(ground, "public.leases", "intelligence.leases", rename);
      await ground.apply(steps, { batchSize: 2 });
      await ground.undo(steps, { batchSize: 2 });
      expect(await contentOf(ground, "public.leases", "intelligence.leases")).toEqual(before);
      expect(await readRemains(ground)).toEqual([]);
    }));

  it("returns a value that one row set free and another took to the first", () =>
    withGround(
      `${leases}
       INSERT INTO intelligence.leases VALUES ('${id(3)}', 'A3', NULL, NULL, NULL, NULL, 'had it', '2026-01-01');
       INSERT INTO public.leases VALUES
         ('${id(3)}', 'B3', NULL, NULL, NULL, NULL, 'sets it free', '2026-01-02'),
         ('${id(4)}', 'A3', NULL, NULL, NULL, NULL, 'takes it', NULL);`,
      async (ground) => {
        const before = await contentOf(ground, "public.leases", "intelligence.leases");
        const steps = await mergeSteps(ground, "public.leases", "intelligence.leases", rename);
        await ground.apply(steps);
        expect(
          await ground.rows("SELECT lease_number FROM intelligence.leases ORDER BY id"),
        ).toEqual([{ lease_number: "B3" }, { lease_number: "A3" }]);
        await ground.undo(steps);
        expect(await contentOf(ground, "public.leases", "intelligence.leases")).toEqual(before);
        expect(await readRemains(ground)).toEqual([]);
      },
    ));

  it("keeps a replaced row in quarantine when a program has taken its place since", () =>
    withGround(
      `${leases}
       INSERT INTO intelligence.leases VALUES ('${id(3)}', 'A3', NULL, NULL, NULL, NULL, 'older', '2026-01-01');
       INSERT INTO public.leases VALUES ('${id(3)}', 'B3', NULL, NULL, NULL, NULL, 'newer', '2026-01-02');`,
      async (ground) => {
        const steps = await mergeSteps(ground, "public.leases", "intelligence.leases", rename);
        await ground.apply(steps);
        await ground.rows(
          `INSERT INTO intelligence.leases (id, lease_number) VALUES ('${id(9)}', 'A3')`,
        );
        await ground.undo(steps);
        expect(
          await ground.rows("SELECT note, lease_number FROM intelligence.leases ORDER BY id"),
        ).toEqual([
          { note: "newer", lease_number: "B3" },
          { note: "-", lease_number: "A3" },
        ]);
        expect(await ground.rows("SELECT note FROM public.leases")).toEqual([{ note: "newer" }]);
        expect(
          await ground.rows("SELECT relation, row->>'note' AS note FROM _reorganize.quarantine"),
        ).toEqual([{ relation: "intelligence.leases", note: "older" }]);
      },
    ));

  it("gives the twin what was written since, and keeps in the survivor what the twin cannot take", () =>
    withGround(bothLeases, async (ground) => {
      const steps = await mergeSteps(ground, "public.leases", "intelligence.leases", rename);
      await ground.apply(steps);
      await ground.rows(`UPDATE public.leases SET note = 'by the old name' WHERE id = '${id(9)}'`);
      await ground.rows(`DELETE FROM intelligence.leases WHERE id = '${id(3)}'`);
      await ground.undo(steps);
      expect(
        await ground.rows(`SELECT note FROM public.leases WHERE id IN ('${id(3)}', '${id(9)}')`),
      ).toEqual([{ note: "by the old name" }]);
      expect(
        await ground.rows(
          `SELECT note FROM intelligence.leases WHERE id IN ('${id(3)}', '${id(9)}')`,
        ),
      ).toEqual([]);
    }));

  it("gives both what was written since to a row that both had", () =>
    withGround(bothLeases, async (ground) => {
      const steps = await mergeSteps(ground, "public.leases", "intelligence.leases", rename);
      await ground.apply(steps);
      // The first three lay in both: the same, newer in the survivor, newer in the twin.
      await ground.rows(`UPDATE public.leases SET status = 'PENDING' WHERE id = '${id(1)}'`);
      await ground.rows(`UPDATE intelligence.leases SET terms = '[2]' WHERE id = '${id(2)}'`);
      await ground.rows(`UPDATE intelligence.leases SET terms = '[3]' WHERE id = '${id(3)}'`);
      await ground.undo(steps, { batchSize: 2 });
      const written = (table: string, number: string) =>
        ground.rows(
          `SELECT ${number} AS number, status, terms, note FROM ${table} WHERE right(id::text, 1) IN ('1', '2', '3') ORDER BY id`,
        );
      expect(await written("public.leases", '"leaseNumber"')).toEqual([
        { number: "A1", status: "PENDING", terms: null, note: "same" },
        { number: "A2", status: "PENDING", terms: [2], note: "survivor is newer" },
        { number: "B3", status: "PENDING", terms: [3], note: "twin is newer" },
      ]);
      expect(await written("intelligence.leases", "lease_number")).toEqual([
        { number: "A1", status: "PENDING", terms: null, note: "same" },
        { number: "A2", status: "ACTIVE", terms: [2], note: "survivor is newer" },
        { number: "A3", status: "ACTIVE", terms: [3], note: "twin is newer" },
      ]);
      expect(await readRemains(ground)).toEqual([]);
    }));

  it("deletes from both a row that was deleted since", () =>
    withGround(bothLeases, async (ground) => {
      const steps = await mergeSteps(ground, "public.leases", "intelligence.leases", rename);
      await ground.apply(steps);
      await ground.rows("DELETE FROM public.leases WHERE right(id::text, 1) IN ('1', '2', '3')");
      await ground.undo(steps);
      for (const table of ["public.leases", "intelligence.leases"])
        expect(await ground.rows(`SELECT id FROM ${table} WHERE right(id::text, 1) < '4'`)).toEqual(
          [],
        );
      expect(await readRemains(ground)).toEqual([]);
    }));

  it("keeps apart what was written to the twin before the two were one", () =>
    withGround(bothLeases, async (ground) => {
      const steps = await mergeSteps(ground, "public.leases", "intelligence.leases", rename);
      await ground.apply(steps.slice(0, 2));
      await ground.rows("UPDATE public.leases SET terms = '[7]' WHERE right(id::text, 1) < '4'");
      expect(
        await ground.rows("SELECT terms FROM intelligence.leases WHERE right(id::text, 1) < '4'"),
      ).toEqual([{ terms: [7] }, { terms: [7] }, { terms: [7] }]);
      await ground.undo(steps.slice(0, 2));
      expect(
        await ground.rows(
          "SELECT terms FROM intelligence.leases WHERE right(id::text, 1) < '4' ORDER BY id",
        ),
      ).toEqual([{ terms: null }, { terms: {} }, { terms: null }]);
      expect(await readRemains(ground)).toEqual([]);
    }));

  it("undoes a copy that had only begun", () =>
    withGround(bothLeases, async (ground) => {
      const before = await contentOf(ground, "public.leases", "intelligence.leases");
      const steps = await mergeSteps(ground, "public.leases", "intelligence.leases", rename);
      const stop = new AbortController();
      const begun = ground.apply(steps, {
        batchSize: 3,
        signal: stop.signal,
        onEvent: ({ kind }) => {
          if (kind === "rows") stop.abort();
        },
      });
      await expect(begun).rejects.toThrow("aborted");
      expect(await ground.rows("SELECT count(*)::int AS n FROM _reorganize.merged")).toEqual([
        { n: 1 },
      ]);
      await ground.undo(steps);
      expect(await contentOf(ground, "public.leases", "intelligence.leases")).toEqual(before);
      expect(await readRemains(ground)).toEqual([]);
    }));

  it("refuses twins whose rows cannot be told apart by key", () =>
    withGround(
      `CREATE SCHEMA cyrex; CREATE TABLE public.a (id int); CREATE TABLE cyrex.a (id int PRIMARY KEY)`,
      async (ground) => {
        await expect(mergeSteps(ground, "public.a", "cyrex.a")).rejects.toThrow(UnmergeableError);
      },
    ));
});
