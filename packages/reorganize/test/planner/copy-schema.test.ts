import { observedDifferences } from "@deepiri/observer";
import { createEmptyDatabase } from "@deepiri/test-database";
import { expect, it } from "vitest";
import { observe } from "../../src/catalog/observer/observe.js";
import { describeOpen } from "../../src/cli/describe-plan.js";
import type { OpenDecisionsError } from "../../src/findings/open-decisions-error.js";
import { copySource } from "../../src/planner/copy-source.js";
import type { Session } from "../../src/session/session.js";
import { withSession } from "../../src/session/with-session.js";
import { withGround } from "../fixture/apply-plan.js";
import { withRoles } from "../fixture/with-roles.js";

it("holds all that a table can have", { timeout: 30_000 }, () => proveCopy(surroundings));

it("holds objects of kinds that only have to stay", { timeout: 30_000 }, () => proveCopy(others));

it("gives a table all its columns before a column of another holds its rows, and before its settings", () =>
  proveCopy(
    `CREATE SCHEMA app; CREATE TABLE app.seen (id serial PRIMARY KEY);
     CREATE TABLE app."Tasks" (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, tags text[] DEFAULT ARRAY[]::text[]) WITH (user_catalog_table = true);
     CREATE TABLE app.many (id serial PRIMARY KEY);
     ALTER TABLE app.seen ADD COLUMN task app."Tasks"; ALTER TABLE app.many ADD COLUMN tasks app."Tasks"[]`,
  ));

it("holds what servers have from 18 on", ({ skip }) =>
  withGround("CREATE SCHEMA app", async ({ client, rows, session, url }) => {
    const [server] = await rows("SHOW server_version_num");
    skip(Number(server?.server_version_num) < 180_000, "the server is older than this");
    await client.query(
      `CREATE TABLE app.tasks (id int PRIMARY KEY, twice int GENERATED ALWAYS AS (id * 2) VIRTUAL, thrice int GENERATED ALWAYS AS (id * 3) STORED NOT NULL);
       CREATE PUBLICATION computed FOR TABLE app.tasks WITH (publish_generated_columns = stored)`,
    );
    await atCopy(url, async (copy) => {
      expect(observedDifferences(await observe(session), await observe(copy))).toEqual([]);
    });
  }));

it("has an extension whoever made it: a login that is no superuser makes its own", () =>
  withRoles(["login"], ({ login }) =>
    withGround("CREATE EXTENSION pg_trgm", async ({ client, url }) => {
      const copy = await createEmptyDatabase("copy");
      const as = (of: string): string => Object.assign(new URL(of), { username: login }).href;
      const name = new URL(copy.url).pathname.slice(1);
      await client.query(
        `ALTER ROLE "${login}" LOGIN; ALTER DATABASE "${name}" OWNER TO "${login}";
         GRANT SET ON PARAMETER session_replication_role TO "${login}"`,
      );
      try {
        await copySource(as(url), as(copy.url), 10);
      } finally {
        await client.query(`REVOKE SET ON PARAMETER session_replication_role FROM "${login}"`);
        await copy.drop();
      }
    }),
  ));

it("reaches no other server: options that may be passwords stay behind", () =>
  withGround(
    `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER far FOREIGN DATA WRAPPER w OPTIONS (host 'h');
     CREATE USER MAPPING FOR CURRENT_USER SERVER far OPTIONS (password 'hunter2')`,
    ({ url }) =>
      atCopy(url, async (copy) => {
        const options = await copy.query("SELECT umoptions::text FROM pg_catalog.pg_user_mappings");
        expect(options).toHaveLength(1);
        expect(JSON.stringify(options)).not.toContain("hunter2");
      }),
  ));

it("says by kind and name what cannot be made a second time, why, and what to do", () =>
  withGround(
    `CREATE FUNCTION public.plus(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1';
     CREATE OPERATOR public.~~~ (LEFTARG = int, RIGHTARG = int, FUNCTION = public.plus, COMMUTATOR = OPERATOR(public.~~~~));
     DROP OPERATOR public.~~~ (int, int)`,
    async ({ url }) => {
      const error = await atCopy(url, async () => {}).catch((cause: Error) => cause);
      const message = describeOpen((error as OpenDecisionsError).open);
      expect(message).toContain("operator public.~~~~(integer,integer)");
      expect(message).toContain("drop it");
      expect(message).not.toMatch(/CREATE|lacks/);
    },
  ));

it("is made, and filled, with the search_path that the database gives its programs", () =>
  withGround(
    `CREATE SCHEMA app;
     CREATE FUNCTION app.half(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 / 2';
     CREATE FUNCTION app.quarter(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN half(half($1)); END';
     CREATE TABLE app.numbers (n int CHECK (app.quarter(n) > 0), quarter int GENERATED ALWAYS AS (app.quarter(n)) STORED);
     CREATE INDEX by_quarter ON app.numbers (app.quarter(n));
     SET search_path = app; INSERT INTO app.numbers VALUES (8), (12);
     DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app, public', current_database()); END $$`,
    ({ url }) =>
      atCopy(url, async (copy) => {
        expect(await copy.query("SELECT quarter FROM app.numbers ORDER BY 1")).toEqual([
          { quarter: 2 },
          { quarter: 3 },
        ]);
      }),
  ));

/** What else hangs on a table, or lies beside it. */
const surroundings = `
  CREATE SCHEMA app; COMMENT ON SCHEMA app IS 'of the app';
  CREATE EXTENSION citext SCHEMA app;
  CREATE TYPE app.mood AS ENUM ('good', 'so so', 'bad'); COMMENT ON TYPE app.mood IS 'a mood';
  CREATE TYPE app.pair AS (one int, other text COLLATE "C"); COMMENT ON COLUMN app.pair.one IS 'the first';
  CREATE TYPE app.span AS RANGE (subtype = float8, subtype_diff = float8mi);
  CREATE DOMAIN app.size AS int DEFAULT 1 CONSTRAINT is_size CHECK (VALUE > 0);
  COMMENT ON CONSTRAINT is_size ON DOMAIN app.size IS 'positive';
  CREATE FUNCTION app.note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE FUNCTION app.f(int, VARIADIC text[] DEFAULT '{}') RETURNS int LANGUAGE sql IMMUTABLE STRICT LEAKPROOF
    PARALLEL SAFE COST 7 SET work_mem = '1MB' AS 'SELECT $1';
  ALTER FUNCTION app.f DEPENDS ON EXTENSION citext;
  CREATE FUNCTION app.atomic(a int) RETURNS SETOF int BEGIN ATOMIC SELECT a; END;
  CREATE PROCEDURE app.p(INOUT x int) LANGUAGE plpgsql AS 'BEGIN END'; COMMENT ON PROCEDURE app.p IS 'does nothing';
  CREATE AGGREGATE app.total(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0', PARALLEL = SAFE, COMBINEFUNC = int4pl);
  CREATE AGGREGATE app.moving(float8) (SFUNC = float8pl, STYPE = float8, MSFUNC = float8pl, MINVFUNC = float8mi, MSTYPE = float8);
  CREATE SEQUENCE app.free AS smallint INCREMENT 3 MINVALUE -5 MAXVALUE 77 START 4 CACHE 9 CYCLE;
  CREATE UNLOGGED TABLE app.unlogged (id int);
  CREATE TABLE app.parents (id int PRIMARY KEY, other int NOT NULL, UNIQUE (other));
  ALTER TABLE app.parents REPLICA IDENTITY USING INDEX parents_other_key;
  CREATE TABLE app.full_identity (id int); ALTER TABLE app.full_identity REPLICA IDENTITY FULL;
  CREATE TABLE app.children (
    id bigserial, parent int REFERENCES app.parents ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
    mood app.mood DEFAULT 'good', word text COLLATE "C" DEFAULT 'a', large text, twice int GENERATED ALWAYS AS (parent * 2) STORED,
    always int GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 10), sized app.size, pair app.pair,
    CONSTRAINT children_key PRIMARY KEY (id), CONSTRAINT is_long CHECK (length(word) > 0) NO INHERIT,
    CONSTRAINT apart EXCLUDE USING btree (word WITH =) DEFERRABLE,
    CONSTRAINT nulls UNIQUE NULLS NOT DISTINCT (mood) INCLUDE (word) WITH (fillfactor = 60));
  COMMENT ON TABLE app.children IS 'of parents'; COMMENT ON COLUMN app.children.word IS 'a word';
  COMMENT ON CONSTRAINT is_long ON app.children IS 'is long'; COMMENT ON SEQUENCE app.free IS 'free';
  ALTER TABLE app.children ALTER large SET STORAGE EXTERNAL, ALTER word SET STATISTICS 500, ALTER large SET COMPRESSION pglz,
    ALTER word SET (n_distinct = 5), SET (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
  CREATE SEQUENCE app.owned OWNED BY app.children.parent;
  COMMENT ON INDEX app.parents_pkey IS 'of a key'; COMMENT ON TYPE app.parents IS 'of a row';
  CREATE TABLE app.alike (LIKE app.parents); CREATE TABLE app.signed (words tsvector);
  CREATE INDEX by_signature ON app.signed USING gist (words tsvector_ops (siglen = 100));
  CREATE INDEX by_word ON app.children (lower(word) DESC NULLS LAST, word text_pattern_ops) INCLUDE (parent) WITH (fillfactor = 50) WHERE mood = 'bad';
  COMMENT ON INDEX app.by_word IS 'by word'; ALTER INDEX app.by_word ALTER COLUMN 1 SET STATISTICS 77;
  ALTER TABLE app.parents CLUSTER ON parents_pkey;
  CREATE STATISTICS app.together (ndistinct, mcv) ON word, mood, (lower(word)) FROM app.children;
  ALTER STATISTICS app.together SET STATISTICS 9; COMMENT ON STATISTICS app.together IS 'together';
  CREATE TRIGGER a AFTER INSERT ON app.children FOR EACH ROW EXECUTE FUNCTION app.note();
  CREATE TRIGGER b BEFORE UPDATE OF word ON app.children FOR EACH ROW WHEN (OLD.word <> NEW.word) EXECUTE FUNCTION app.note('x', 'y');
  CREATE CONSTRAINT TRIGGER c AFTER DELETE ON app.children DEFERRABLE FOR EACH ROW EXECUTE FUNCTION app.note();
  CREATE TRIGGER d AFTER UPDATE ON app.children REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION app.note();
  ALTER TABLE app.children ENABLE ALWAYS TRIGGER a, ENABLE REPLICA TRIGGER b, DISABLE TRIGGER c;
  COMMENT ON TRIGGER a ON app.children IS 'always';
  CREATE TABLE app.unenforced (id int REFERENCES app.parents); ALTER TABLE app.unenforced DISABLE TRIGGER ALL;
  CREATE RULE quiet AS ON DELETE TO app.children DO ALSO NOTHING; COMMENT ON RULE quiet ON app.children IS 'quiet';
  CREATE RULE logged AS ON UPDATE TO app.children DO ALSO INSERT INTO app.unlogged VALUES (OLD.parent);
  ALTER TABLE app.children ENABLE ALWAYS RULE logged; ALTER TABLE app.children DISABLE RULE quiet;
  ALTER TABLE app.children ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY mine ON app.children AS RESTRICTIVE FOR UPDATE TO pg_monitor USING (parent > 0) WITH CHECK (parent > 1);
  COMMENT ON POLICY mine ON app.children IS 'mine';
  CREATE VIEW app.shown WITH (security_barrier, check_option = local) AS SELECT id, word FROM app.children;
  ALTER VIEW app.shown ALTER word SET DEFAULT 'shown'; COMMENT ON COLUMN app.shown.word IS 'shown'; COMMENT ON VIEW app.shown IS 'a view';
  CREATE TRIGGER instead INSTEAD OF INSERT ON app.shown FOR EACH ROW EXECUTE FUNCTION app.note();
  CREATE RULE shown_delete AS ON DELETE TO app.shown DO INSTEAD NOTHING;
  CREATE RECURSIVE VIEW app.numbers (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 9;
  CREATE MATERIALIZED VIEW app.kept AS SELECT id, word FROM app.children; CREATE UNIQUE INDEX kept_id ON app.kept (id);
  CREATE MATERIALIZED VIEW app.not_kept AS SELECT 1 AS one WITH NO DATA; COMMENT ON MATERIALIZED VIEW app.not_kept IS 'not yet';
  ALTER MATERIALIZED VIEW app.kept ALTER word SET STATISTICS 12; ALTER MATERIALIZED VIEW app.kept CLUSTER ON kept_id;
  CREATE TABLE app.parts (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE TABLE app.parts_1 PARTITION OF app.parts FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
  CREATE TABLE app.parts_rest PARTITION OF app.parts DEFAULT; CREATE INDEX parts_at ON app.parts (at);
  CREATE TRIGGER parted AFTER INSERT ON app.parts FOR EACH ROW EXECUTE FUNCTION app.note();
  CREATE TABLE app.lists (word text) PARTITION BY LIST (lower(word)); CREATE TABLE app.lists_a PARTITION OF app.lists FOR VALUES IN ('a', NULL);
  CREATE TABLE app.base (id int, word text DEFAULT 'x', CHECK (id > 0)); CREATE TABLE app.heir (more int) INHERITS (app.base);
  CREATE TABLE app.of_type OF app.pair;
  CREATE FUNCTION app.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';
  CREATE EVENT TRIGGER on_ddl ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION app.on_ddl();
  ALTER EVENT TRIGGER on_ddl DISABLE; COMMENT ON EVENT TRIGGER on_ddl IS 'ddl';
  CREATE PUBLICATION certain FOR TABLE app.children (id, word) WHERE (id > 5), app.parents WITH (publish = 'insert', publish_via_partition_root = true);
  CREATE PUBLICATION without_heirs FOR TABLE ONLY app.base (id) WHERE (id > 0), TABLE app.parents; CREATE PUBLICATION later_heirs FOR TABLE ONLY app.base, app.parts, TABLES IN SCHEMA public;
  CREATE SCHEMA told; CREATE DOMAIN app.must AS int DEFAULT 5 CONSTRAINT "is there" NOT NULL; CREATE PUBLICATION schemas FOR TABLES IN SCHEMA told; CREATE PUBLICATION everything FOR ALL TABLES; COMMENT ON PUBLICATION certain IS 'some';
  CREATE FOREIGN DATA WRAPPER wrapped; CREATE SERVER far TYPE 't' VERSION 'v' FOREIGN DATA WRAPPER wrapped;
  CREATE USER MAPPING FOR pg_monitor SERVER far;
  CREATE FOREIGN TABLE app.far_away (id int, word text) SERVER far;
  ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO pg_monitor;
  ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
  GRANT SELECT (word), UPDATE (word) ON app.children TO pg_monitor WITH GRANT OPTION; GRANT USAGE ON SCHEMA app TO pg_monitor;
  GRANT INSERT ON app.parents TO pg_monitor WITH GRANT OPTION; GRANT CREATE ON SCHEMA told TO pg_monitor WITH GRANT OPTION; GRANT EXECUTE ON FUNCTION app.note TO pg_monitor WITH GRANT OPTION;
  GRANT USAGE ON TYPE app.pair TO pg_monitor WITH GRANT OPTION; SET ROLE pg_monitor; GRANT SELECT (word) ON app.children TO pg_read_all_stats; GRANT INSERT ON app.parents TO pg_read_all_stats WITH GRANT OPTION;
  GRANT CREATE ON SCHEMA told TO pg_read_all_stats; GRANT EXECUTE ON FUNCTION app.note TO pg_read_all_stats; GRANT USAGE ON TYPE app.pair TO pg_read_all_stats; RESET ROLE; GRANT DELETE, SELECT ON app.children TO pg_monitor; GRANT TRUNCATE ON app.parents TO PUBLIC;
  REVOKE ALL ON app.base FROM CURRENT_USER; GRANT USAGE ON SEQUENCE app.free TO pg_monitor; GRANT SELECT ON SEQUENCE app.children_always_seq TO pg_monitor WITH GRANT OPTION; GRANT SELECT ON app.shown TO PUBLIC;
  REVOKE EXECUTE ON FUNCTION app.f FROM PUBLIC; GRANT USAGE ON SCHEMA app TO pg_monitor; GRANT USAGE ON TYPE app.mood TO pg_monitor;
  REVOKE USAGE ON TYPE app.size FROM PUBLIC; REVOKE USAGE ON LANGUAGE sql FROM PUBLIC; GRANT USAGE ON FOREIGN SERVER far TO pg_monitor;
  ALTER TABLE app.heir OWNER TO "owner"; ALTER FUNCTION app.f OWNER TO "owner"; ALTER TYPE app.mood OWNER TO "owner"; ALTER VIEW app.numbers OWNER TO "owner"`;

/** Kinds of which a database seldom has its own, each used by something. */
const others = `
  CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('good', 'bad');
  CREATE COLLATION app."no case" (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE COLLATION app.plain (provider = libc, locale = 'C');
  COMMENT ON COLLATION app.plain IS 'plain';
  CREATE CONVERSION app.from_latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; COMMENT ON CONVERSION app.from_latin IS 'latin';
  CREATE TRUSTED LANGUAGE mine HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator; COMMENT ON LANGUAGE mine IS 'mine';
  CREATE FUNCTION app.in_mine() RETURNS int LANGUAGE mine AS 'BEGIN RETURN 1; END';
  CREATE FUNCTION app.is_good(app.mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text = ''good''';
  CREATE CAST (app.mood AS boolean) WITH FUNCTION app.is_good(app.mood) AS ASSIGNMENT; COMMENT ON CAST (app.mood AS boolean) IS 'good';
  CREATE CAST (app.mood AS int) WITH INOUT; CREATE TYPE app.pair AS (a int); CREATE TYPE app.same AS (a int); 
  CREATE FUNCTION app.eq(text, int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2::text';
  CREATE FUNCTION app.qe(int, text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text = $2';
  CREATE OPERATOR app.=== (LEFTARG = text, RIGHTARG = int, FUNCTION = app.eq, COMMUTATOR = OPERATOR(app.====), RESTRICT = eqsel, JOIN = eqjoinsel);
  CREATE OPERATOR app.==== (LEFTARG = int, RIGHTARG = text, FUNCTION = app.qe, COMMUTATOR = OPERATOR(app.===));
  CREATE OPERATOR app.!! (RIGHTARG = app.mood, FUNCTION = app.is_good); COMMENT ON OPERATOR app.!! (NONE, app.mood) IS 'is it good';
  CREATE FUNCTION app.compare(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT CASE WHEN $1 < $2 THEN 1 WHEN $1 > $2 THEN -1 ELSE 0 END';
  CREATE OPERATOR FAMILY app.backwards USING btree;
  CREATE OPERATOR CLASS app.reversed FOR TYPE int USING btree FAMILY app.backwards AS
    OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 app.compare(int, int);
  ALTER OPERATOR FAMILY app.backwards USING btree ADD OPERATOR 1 > (int4, int8), FUNCTION 1 (int4, int8) btint48cmp(int4, int8);
  COMMENT ON OPERATOR CLASS app.reversed USING btree IS 'reversed'; COMMENT ON OPERATOR FAMILY app.backwards USING btree IS 'backwards';
  CREATE OPERATOR CLASS app.range_like DEFAULT FOR TYPE app.mood USING hash AS OPERATOR 1 = (anyenum, anyenum), FUNCTION 1 hashenum(anyenum);
  CREATE TEXT SEARCH TEMPLATE app.simple_template (INIT = dsimple_init, LEXIZE = dsimple_lexize);
  CREATE TEXT SEARCH PARSER app.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype, HEADLINE = prsd_headline);
  CREATE TEXT SEARCH DICTIONARY app.words (TEMPLATE = app.simple_template, STOPWORDS = english, accept = false);
  CREATE TEXT SEARCH CONFIGURATION app.plain (PARSER = app.parser);
  ALTER TEXT SEARCH CONFIGURATION app.plain ADD MAPPING FOR asciiword, word WITH app.words, english_stem;
  CREATE TEXT SEARCH CONFIGURATION app.copied (COPY = pg_catalog.german); COMMENT ON TEXT SEARCH CONFIGURATION app.plain IS 'plain';
  CREATE ACCESS METHOD heap2 TYPE TABLE HANDLER heap_tableam_handler; COMMENT ON ACCESS METHOD heap2 IS 'heap';
  CREATE TABLE app.in_heap2 (id int) USING heap2;
  CREATE TABLE app.all (id int, word text COLLATE app."no case", mood app.mood, is_good boolean DEFAULT 'good'::app.mood::boolean,
    CHECK (word OPERATOR(app.===) id), number int GENERATED ALWAYS AS (length(word COLLATE app.plain)) STORED);
  CREATE INDEX searched ON app.all USING gin (to_tsvector('app.plain', word)); CREATE INDEX turned ON app.all (id app.reversed);
  CREATE VIEW app.good AS SELECT OPERATOR(app.!!) mood AS good, mood::int AS number, mood::boolean AS cast_too FROM app.all ORDER BY id USING OPERATOR(pg_catalog.>);
  ALTER COLLATION app.plain OWNER TO "owner"; ALTER OPERATOR CLASS app.reversed USING btree OWNER TO "owner";
  ALTER TEXT SEARCH DICTIONARY app.words OWNER TO "owner"; ALTER OPERATOR app.!! (NONE, app.mood) OWNER TO "owner";
  GRANT USAGE ON LANGUAGE mine TO pg_monitor; CREATE TRANSFORM FOR app.mood LANGUAGE sql (FROM SQL WITH FUNCTION varchar_support(internal))`;

/** Copies the database, and looks at both with eyes that the copy was not made with. */
async function proveCopy(sql: string): Promise<void> {
  await withRoles(["owner"], ({ owner }) =>
    withGround(sql.replaceAll('"owner"', `"${owner}"`), ({ url, session }) =>
      atCopy(url, async (copy) => {
        expect(observedDifferences(await observe(session), await observe(copy))).toEqual([]);
      }),
    ),
  );
}

async function atCopy(url: string, body: (copy: Session) => Promise<void>): Promise<void> {
  const copy = await createEmptyDatabase("copy");
  try {
    await copySource(url, copy.url, 10);
    await withSession(copy.url, body);
  } finally {
    await copy.drop();
  }
}
