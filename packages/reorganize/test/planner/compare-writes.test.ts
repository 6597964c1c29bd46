import { expect, it } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { questionText } from "../../src/cli/open-decision-text.js";
import { askBrokenWrites } from "../../src/planner/ask-broken-writes.js";
import { brokenWrites, readWrites } from "../../src/planner/compare-writes.js";
import { withGround } from "../fixture/apply-plan.js";
import { readContent } from "../fixture/read-content.js";

const notes = `
  CREATE TABLE public.notes (id int PRIMARY KEY, text text, extra text, twice int GENERATED ALWAYS AS (id * 2) STORED);
  CREATE FUNCTION public.set_extra() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.extra := 'x'; RETURN NEW; END $$;
  CREATE TRIGGER extra BEFORE INSERT OR UPDATE ON public.notes FOR EACH ROW EXECUTE FUNCTION set_extra();
  INSERT INTO public.notes VALUES (1, 'secret'), (2, 'secret');
  CREATE TABLE public.frozen (id int PRIMARY KEY);
  INSERT INTO public.frozen VALUES (1);
  CREATE RULE frozen AS ON DELETE TO public.frozen DO INSTEAD NOTHING;
  CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'frozen'; END $$;
  CREATE TRIGGER refuse BEFORE UPDATE ON public.frozen FOR EACH ROW EXECUTE FUNCTION refuse();
  CREATE TABLE public.empty (id int PRIMARY KEY)`;

it("names what worked before and fails after, under the new name and the old, and keeps every row", () =>
  withGround(notes, async ({ url, session, client }) => {
    const rows = await readContent(session);
    const writes = await readWrites(url, await readCatalog(session));
    expect(await readContent(session)).toEqual(rows);
    await client.query(`CREATE SCHEMA app; ALTER TABLE public.notes SET SCHEMA app;
      ALTER TABLE app.notes RENAME text TO words; ALTER TABLE app.notes RENAME id TO note_id;
      CREATE VIEW public.notes AS SELECT note_id AS id, words AS text, twice FROM app.notes;
      ALTER TABLE app.notes DROP COLUMN extra`);
    const broken = await brokenWrites(url, writes, await readCatalog(session), [
      {
        from: "public.notes",
        to: "app.notes",
        columns: { id: "note_id", text: "words" },
        merged: false,
        rows: 2,
      },
    ]);
    const failed = { table: "app.notes", triggers: ["extra"] };
    expect(broken).toEqual(
      ["app.notes", "public.notes"].flatMap((name) =>
        ["UPDATE", "INSERT"].map((verb) => expect.objectContaining({ ...failed, name, verb })),
      ),
    );
    const [open] = askBrokenWrites(broken);
    expect(open?.choices.map(({ mapping }) => mapping)).toEqual([
      { dropTriggers: { "app.notes.extra": expect.any(String) } },
    ]);
    expect(open && questionText(open.question)).toMatch(
      /^Every UPDATE would fail in trigger extra after the last step, .*: record "new" has no field "extra"\./,
    );
    await client.query("DROP TRIGGER extra ON app.notes");
    expect(await brokenWrites(url, writes, await readCatalog(session), [])).toEqual([]);
  }));
