import { expect, it } from "vitest";
import { applySteps } from "../../../src/executor/apply-steps.js";
import { undoSteps } from "../../../src/executor/undo-steps.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import { proveKind } from "../../fixture/prove-kind.js";
import { withReshaping } from "./bench.js";

const role = `counter_${process.pid}`;

const old = `CREATE TABLE public.notes (id int PRIMARY KEY, seq bigserial, text text, mark text NOT NULL DEFAULT gen_random_uuid());
  CREATE ROLE ${role};
  INSERT INTO public.notes SELECT n FROM generate_series(1, 100) AS n;
  DELETE FROM public.notes WHERE id > 90;
  ALTER SEQUENCE public.notes_seq_seq INCREMENT 5 CACHE 3 CYCLE;
  COMMENT ON SEQUENCE public.notes_seq_seq IS 'counts notes';
  GRANT USAGE ON SEQUENCE public.notes_seq_seq TO ${role};
  GRANT SELECT (text), UPDATE (text) ON public.notes TO ${role} WITH GRANT OPTION;
  ALTER TABLE public.notes ALTER COLUMN text SET STORAGE EXTERNAL, ALTER COLUMN text SET COMPRESSION pglz,
    ALTER COLUMN text SET STATISTICS 77, ALTER COLUMN seq SET (n_distinct = -1);
  CREATE STATISTICS public.of_notes (ndistinct) ON seq, text FROM public.notes;
  ALTER STATISTICS public.of_notes SET STATISTICS 55;
  COMMENT ON STATISTICS public.of_notes IS 'both'`;

const state = `
  SELECT (SELECT ARRAY[last_value::text, is_called::text] FROM public.notes_seq_seq) AS position,
         (SELECT pg_catalog.to_jsonb(s) - 'seqrelid' FROM pg_catalog.pg_sequence AS s
           WHERE seqrelid = 'public.notes_seq_seq'::pg_catalog.regclass) AS settings,
         (SELECT relacl::text FROM pg_catalog.pg_class WHERE relname = 'notes_seq_seq') AS rights,
         pg_catalog.obj_description('public.notes_seq_seq'::pg_catalog.regclass, 'pg_class') AS words,
         pg_catalog.pg_get_serial_sequence('public.notes', 'seq') AS owned,
         (SELECT pg_catalog.jsonb_object_agg(attname, ARRAY[attstorage::text, attcompression::text, attstattarget::text, attoptions::text, attnotnull::text, attacl::text])
            FROM pg_catalog.pg_attribute WHERE attrelid = 'public.notes'::pg_catalog.regclass AND attnum > 0 AND NOT attisdropped) AS columns,
         (SELECT pg_catalog.array_agg(pg_catalog.pg_get_expr(adbin, adrelid) ORDER BY adnum) FROM pg_catalog.pg_attrdef
            WHERE adrelid = 'public.notes'::pg_catalog.regclass) AS defaults,
         (SELECT ARRAY[pg_catalog.pg_get_statisticsobjdef(oid), stxstattarget::text, pg_catalog.obj_description(oid, 'pg_statistic_ext')]
            FROM pg_catalog.pg_statistic_ext) AS statistics,
         (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(n) ORDER BY id) FROM public.notes AS n WHERE id > 0) AS rows`;

it("restores with a column its sequence, its settings and its statistics", () =>
  withReshaping(old, "CREATE TABLE public.notes (id int PRIMARY KEY)", async (reshaping) => {
    const { session, program, plan } = reshaping;
    try {
      const { rows: before } = await program.query(state);
      await applySteps(session, plan, { batchSize: 20 });
      await program.query("INSERT INTO public.notes VALUES (0)");
      await undoSteps(session, plan, { batchSize: 20 });
      const late = await program.query("SELECT seq, length(mark) FROM public.notes WHERE id = 0");
      expect(late.rows).toEqual([{ seq: "105", length: 36 }]);
      await program.query("SELECT pg_catalog.setval('public.notes_seq_seq', 100)");
      expect((await program.query(state)).rows).toEqual(before);
    } finally {
      await program.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  }));

it("verifies while a sequence waits for its column", async () => {
  await proveKind({
    source: `CREATE TABLE public.notes (id int PRIMARY KEY, seq bigserial);
      INSERT INTO public.notes SELECT n FROM generate_series(1, 10) AS n`,
    target: "CREATE TABLE public.notes (id int PRIMARY KEY)",
    kinds: [reshape],
  });
});
