import { expect, it } from "vitest";
import { ContentsDiffer, importSqlite } from "../src/index.js";
import { sqliteFile } from "./fixture/sqlite-file.js";
import { ownDatabase } from "./fixture/target.js";

// What could change a value on its way: triggers cannot be on a table that is only being made.
const meddling = (change: string): string =>
  `CREATE FUNCTION public.meddle() RETURNS event_trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF EXISTS (SELECT FROM pg_class WHERE oid = to_regclass('legacy.t')) AND NOT EXISTS (
       SELECT FROM pg_trigger WHERE tgrelid = to_regclass('legacy.t')) THEN
       CREATE TRIGGER meddle BEFORE INSERT ON legacy.t FOR EACH ROW EXECUTE FUNCTION public.change();
     END IF;
   END $$;
   CREATE FUNCTION public.change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${change} RETURN NEW; END $$;
   CREATE EVENT TRIGGER meddle ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.meddle()`;

const script = `CREATE TABLE t (id INTEGER PRIMARY KEY, i, r, v, b, j);
  INSERT INTO t VALUES (1, 10, 0.5, 'a', x'00', 1), (2, 20, 1.5, 'b', x'01', 'x')`;

it.each([
  ["an integer", "IF NEW.id = 2 THEN NEW.i := 21; END IF;", "i"],
  ["the last bit of a real", "IF NEW.id = 2 THEN NEW.r := 1.5000000000000002; END IF;", "r"],
  ["a text", "NEW.v := upper(NEW.v);", "v"],
  ["a blob", "NEW.b := NEW.b || '\\x00';", "b"],
  ["a number in JSON", "IF NEW.id = 1 THEN NEW.j := '1.0'; END IF;", "j"],
  ["a value that becomes NULL", "NEW.v := NULL;", "v"],
  ["two values that change places", "NEW.i := 30 - NEW.i;", "i"],
])("loads nothing when %s is stored otherwise than it was read", async (_, change, column) => {
  const { client } = await ownDatabase();
  await client.query(meddling(change));
  const error = await importSqlite(sqliteFile(script), client).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(ContentsDiffer);
  expect((error as Error).message).toContain(`Column "legacy"."t"."${column}" has other values`);
  expect((await client.query("SELECT to_regclass('legacy.t') AS t")).rows).toEqual([{ t: null }]);
});
