import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import {
  embedPending,
  fillCollection,
  searchByText,
  searchByVector,
  searchCombined,
  setLanguage,
  similarTo,
} from "../src/index.js";
import { acme, ann, bob, collection, embedAsWritten, globex, useNotes } from "./use-notes.js";

const notes = useNotes();
const asAnn = { collection, tenant: acme, viewer: ann };

describe("by vector", () => {
  const model = "small";
  const vector = [1, 0, 0];
  let keys: string[];

  beforeAll(async () => {
    keys = await notes.write(
      { title: "[1, 0.1, 0]", kind: "memo" },
      { title: "[1, 0.2, 0]", owner_id: ann },
      { title: "[1, 0.3, 0]", owner_id: bob },
      { title: "[1, 0.4, 0]", tenant_id: globex },
      { title: "[1, 0.5, 0]" },
    );
    await embedPending(notes.worker, { model, embed: embedAsWritten });
  });

  const pick = (...places: number[]) => places.map((place) => keys[place]);
  const keysOf = (found: readonly { key: string }[]) => found.map(({ key }) => key);

  test("what the viewer may see of the tenant is found, nearest first, scored by cosine", async () => {
    const found = await searchByVector(notes.client, { ...asAnn, model, vector });
    expect(keysOf(found)).toEqual(pick(0, 1, 4));
    expect(found.map(({ rank }) => rank)).toEqual([1, 2, 3]);
    expect(found[0]?.score).toBeCloseTo(1 / Math.hypot(1, 0.1), 6);
  });

  test("nobody in particular sees what is for all", async () => {
    const search = { ...asAnn, viewer: null, tenant: acme.toUpperCase(), model, vector };
    expect(keysOf(await searchByVector(notes.client, search))).toEqual(pick(0, 4));
  });

  test("kinds, keys and the limit choose among them", async () => {
    const search = { ...asAnn, model, vector };
    const found = async (choice: object) =>
      keysOf(await searchByVector(notes.client, { ...search, ...choice }));
    expect(await found({ kinds: ["memo"] })).toEqual(pick(0));
    expect(await found({ keys: [keys[4], keys[2], keys[3], randomUUID()] })).toEqual(pick(4));
    expect(await found({ limit: 2 })).toEqual(pick(0, 1));
  });

  test("equal scores are in the order of keys", async () => {
    const found = await searchByVector(notes.client, { ...asAnn, model, vector: [0, 0, 1] });
    expect(keysOf(found)).toEqual(pick(0, 1, 4).sort());
  });

  test.each([
    [{ vector: [1, 0] }, "has 3 dimensions, not 2"],
    [{ vector: [1, 0, 0, 0] }, "has 3 dimensions, not 4"],
    [{ vector: [] }, "has 3 dimensions, not 0"],
    [{ vector: [0, 0, 0] }, "has no direction"],
    [{ vector: [Number.NaN, 0, 0] }, "has no direction"],
    [{ model: "large" }, 'is not embedded by the model "large"'],
    [{ collection: "notes.others" }, 'nothing is registered as the collection "notes.others"'],
    [{ limit: 0 }, "1 to 1000 rows, not 0"],
  ])("a search with %j is refused", async (wrong, sentence) => {
    const search = { ...asAnn, model, vector, ...wrong };
    await expect(searchByVector(notes.client, search)).rejects.toThrow(sentence);
  });

  test("vectors of extreme length have a direction too", async () => {
    for (const length of [1e-40, 1e37]) {
      const [best] = await searchByVector(notes.client, {
        ...asAnn,
        model,
        vector: [length, length * 0.1, 1e-44],
      });
      expect(best?.key).toBe(keys[0]);
    }
  });

  test("similar rows are found without the row itself, and none where it is not visible", async () => {
    const similar = async (place: number) =>
      keysOf(await similarTo(notes.client, { ...asAnn, model, key: keys[place] ?? "" }));
    expect(await similar(1)).toEqual(pick(0, 4));
    expect(await similar(2)).toEqual([]);
    expect(await similar(3)).toEqual([]);
  });

  test("a row that moves to another tenant is found there only", async () => {
    const [key = ""] = await notes.write({ title: "[0, 1, 0]" });
    const move = "UPDATE notes.notes SET tenant_id = $2 WHERE id = $1";
    await notes.database.owner.query(move, [key, globex]);
    await embedPending(notes.worker, { model, embed: embedAsWritten });
    const search = { collection, viewer: null, model, vector: [0, 1, 0], limit: 1 };
    expect(keysOf(await searchByVector(notes.client, { ...search, tenant: globex }))).toEqual([
      key,
    ]);
    expect(keysOf(await searchByVector(notes.client, { ...search, tenant: acme }))).not.toContain(
      key,
    );
    await notes.database.owner.query("DELETE FROM notes.notes WHERE id = $1", [key]);
  });

  test("only who may read the table may search it", async () => {
    const role = `reader_${randomUUID().slice(0, 8)}`;
    const connection = await notes.database.owner.connect();
    const search = () =>
      connection.query(
        "SELECT * FROM search.by_vector('notes.notes', $1, NULL, 'small', '{1,0,0}')",
        [acme],
      );
    try {
      await connection.query(`CREATE ROLE ${role}; GRANT USAGE ON SCHEMA search TO ${role};
        GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA search TO ${role}; SET ROLE ${role}`);
      await expect(search()).rejects.toThrow(`the role ${role} may not read notes.notes`);
      await expect(connection.query("SELECT * FROM search.vectors")).rejects.toThrow(
        "permission denied",
      );
      await expect(
        connection.query("SELECT search.take_pending('small', 1, '1s', 5)"),
      ).rejects.toThrow("permission denied");
      await connection.query(
        `RESET ROLE; GRANT SELECT (id) ON notes.notes TO ${role}; SET ROLE ${role}`,
      );
      expect((await search()).rows).toHaveLength(2);
      await connection.query(`CREATE TEMPORARY TABLE stolen (id uuid, tenant_id uuid, title text);
        CREATE TRIGGER search_keep_document AFTER INSERT ON stolen
        FOR EACH ROW EXECUTE FUNCTION search.keep_document('notes.notes')`);
      await expect(
        connection.query("INSERT INTO stolen VALUES (gen_random_uuid(), gen_random_uuid(), 'x')"),
      ).rejects.toThrow('is not the table of the collection "notes.notes"');
    } finally {
      await connection.query(
        `RESET ROLE; DROP TABLE IF EXISTS stolen; DROP OWNED BY ${role}; DROP ROLE ${role}`,
      );
      connection.release();
    }
  });

  test("forced row security of the table holds in the search too", async () => {
    const search = { ...asAnn, model, vector };
    await notes.asMigrator(`ALTER TABLE notes.notes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY tenants ON notes.notes
        USING (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)`);
    try {
      expect(await searchByVector(notes.client, search)).toEqual([]);
      await expect(notes.asMigrator("SELECT search.fill('notes.notes')")).rejects.toThrow(
        "row security hides rows",
      );
    } finally {
      await notes.asMigrator(`DROP POLICY tenants ON notes.notes;
        ALTER TABLE notes.notes NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`);
    }
    expect(keysOf(await searchByVector(notes.client, search))).toEqual(pick(0, 1, 4));
  });
});

describe("by text", () => {
  const found = async (text: string, who: object = {}) =>
    (await searchByText(notes.client, { ...asAnn, text, ...who })).map(({ key }) => key);

  test("words of the title come before those of the description and of the content", async () => {
    const [third = "", first = "", second = ""] = await notes.write(
      { body: { parts: [{ text: "about zebras" }], tags: ["x"] } },
      { title: "Zebra" },
      { summary: "zebras" },
    );
    expect(await found("zebra")).toEqual([first, second, third]);
  });

  test("phrases, alternatives and exclusions are understood, and nothing typed is an error", async () => {
    const [lion = "", tiger = ""] = await notes.write(
      { title: "A sleeping lion" },
      { title: "A tiger" },
    );
    expect(await found('"sleeping lion"')).toEqual([lion]);
    expect((await found("lion or tiger")).sort()).toEqual([lion, tiger].sort());
    expect(await found("tiger -lion")).toEqual([tiger]);
    for (const odd of ["", "'", "& | !", '"', "the", "\\", "$9 %I"])
      expect(await found(odd)).toEqual([]);
  });

  test("neither another tenant's rows are found nor those that the viewer may not see", async () => {
    const [own = ""] = await notes.write(
      { title: "giraffe", owner_id: ann },
      { title: "giraffe", owner_id: bob },
      { title: "giraffe", tenant_id: globex },
    );
    expect(await found("giraffe")).toEqual([own]);
    expect(await found("giraffe", { viewer: null })).toEqual([]);
    expect(await found("giraffe", { kinds: ["memo"] })).toEqual([]);
  });

  test("rows are found by their language while they are rewritten in another, and after", async () => {
    const [key = ""] = await notes.write({ title: "Die Häuser" });
    expect(await found("Haus")).toEqual([]);
    await notes.client.$queryRawUnsafe("SELECT search.set_language('notes.notes', 'german')::text");
    const [written = ""] = await notes.write({ title: "Viele Häuser" });
    expect(await found("Haus")).toEqual([written]);
    expect(await found("zebras")).toHaveLength(3);
    await setLanguage(notes.worker, collection, "german");
    expect((await found("Haus")).sort()).toEqual([key, written].sort());
    await setLanguage(notes.worker, collection, "english");
    expect(await found("Haus")).toEqual([]);
    await expect(setLanguage(notes.worker, collection, "klingon")).rejects.toThrow(
      'there is no text search configuration "klingon"',
    );
  });

  test("a long text is written and found by what it begins with", async () => {
    const words = Array.from({ length: 200_000 }, (_, n) => `word${n}`).join(" ");
    const [key = ""] = await notes.write({ title: "endless", body: `okapi ${words}` });
    expect(await found("okapi")).toEqual([key]);
  });

  test("rows that were there before are found once the collection is filled", async () => {
    await notes.asMigrator(`CREATE TABLE notes.old (id bigint PRIMARY KEY, tenant text, title text);
      INSERT INTO notes.old SELECT n, 'a', 'quagga ' || n FROM generate_series(1, 25) AS n;
      CREATE FUNCTION notes.visible_old(viewer text) RETURNS SETOF notes.old LANGUAGE sql STABLE
        AS 'SELECT o.* FROM notes.old AS o';
      SELECT search.register('notes.old', key => 'id', tenant => 'tenant', visible => 'notes.visible_old(text)',
        title => 'title', fill => false)`);
    const search = {
      collection: "notes.old",
      tenant: "a",
      viewer: null,
      text: "quagga",
      limit: 100,
    };
    expect(await searchByText(notes.client, search)).toEqual([]);
    await fillCollection(notes.client, "notes.old", { batch: 10 });
    expect(await searchByText(notes.client, search)).toHaveLength(25);
    await notes.asMigrator("TRUNCATE notes.old");
    expect(
      await notes.database.query("SELECT FROM search.documents WHERE collection = 'notes.old'"),
    ).toEqual([]);
    await notes.asMigrator(
      "SELECT search.unregister('notes.old'); INSERT INTO notes.old VALUES (1, 'a', 'x')",
    );
    await expect(searchByText(notes.client, search)).rejects.toThrow("nothing is registered");
  });

  test("each of many rows is kept without reading all others", async () => {
    await notes.asMigrator(`CREATE TABLE notes.many (id bigint PRIMARY KEY, tenant text, title text);
      INSERT INTO notes.many SELECT n, 'a', 'numbat ' || n FROM generate_series(1, 3000) AS n;
      CREATE FUNCTION notes.visible_many(viewer text) RETURNS SETOF notes.many LANGUAGE sql STABLE
        AS 'SELECT m.* FROM notes.many AS m';
      SELECT search.register('notes.many', key => 'id', tenant => 'tenant', visible => 'notes.visible_many(text)',
        title => 'title', fill => false);
      SELECT search.add_model('notes.many', 'tiny', 2);
      SELECT search.fill('notes.many');
      SELECT pg_stat_force_next_flush()`);
    const { rows } = await notes.database.owner.query(
      `SELECT (seq_tup_read + idx_tup_fetch)::integer AS read, n_tup_ins::integer AS written
         FROM pg_stat_user_tables WHERE relid = 'search.documents'::regclass`,
    );
    const [{ read, written }] = rows;
    expect(written).toBeGreaterThanOrEqual(3000);
    // A small table is read whole, a large one never: by far less than 3,000 times 3,000.
    expect(read).toBeLessThan(1_500_000);
  });

  test("a row of a partitioned table is found, also when it has moved to another partition", async () => {
    await notes.asMigrator(`CREATE TABLE notes.parted (id integer, tenant text, part text, title text)
        PARTITION BY LIST (part);
      CREATE TABLE notes.parted_a PARTITION OF notes.parted FOR VALUES IN ('a');
      CREATE TABLE notes.parted_b PARTITION OF notes.parted FOR VALUES IN ('b');
      CREATE FUNCTION notes.visible_parted(viewer text) RETURNS SETOF notes.parted LANGUAGE sql STABLE
        AS 'SELECT p.* FROM notes.parted AS p';
      SELECT search.register('notes.parted', key => 'id', tenant => 'tenant',
        visible => 'notes.visible_parted(text)', title => 'title', kind => 'part');
      INSERT INTO notes.parted VALUES (1, 't', 'a', 'tapir');
      UPDATE notes.parted SET part = 'b'`);
    const search = { collection: "notes.parted", tenant: "t", viewer: null, text: "tapir" };
    const inPart = (part: string) => searchByText(notes.client, { ...search, kinds: [part] });
    expect(await inPart("a")).toEqual([]);
    expect(await inPart("b")).toHaveLength(1);
  });

  test("a rule of visibility that would read the whole table is refused", async () => {
    const wrong = `CREATE FUNCTION notes.slow(viewer uuid) RETURNS SETOF notes.notes LANGUAGE sql
      AS 'SELECT n.* FROM notes.notes AS n';
      SELECT search.register('notes.notes', key => 'id', tenant => 'tenant_id', visible => 'notes.slow(uuid)')`;
    await expect(notes.asMigrator(wrong)).rejects.toThrow(
      "cannot say which rows of notes.notes a viewer may see",
    );
    const misspelt = `SELECT search.register('notes.notes', key => 'id', tenant => 'tenant_id',
      visible => 'notes.visible(uuid)', title => 'tittle')`;
    await expect(notes.asMigrator(misspelt)).rejects.toThrow('notes.notes has no column "tittle"');
  });
});

test("a combined search puts ahead what both found, by reciprocal ranks", async () => {
  const embed = async (texts: readonly string[]) =>
    texts.map((text) =>
      text === "chamois ibex" ? [0, 1, 0] : text === "ibex" ? [0, 1, 1] : [1, 0, 0],
    );
  const [both = "", near = "", alone = ""] = await notes.write(
    { title: "chamois ibex" },
    { title: "ibex" },
    { title: "chamois chamois" },
  );
  await embedPending(notes.worker, { model: "small", embed });
  const search = {
    ...asAnn,
    model: "small",
    vector: [0, 1, 0],
    text: "chamois",
    keys: [both, near, alone],
  };
  const found = await searchCombined(notes.client, search);
  expect(found.map(({ key, rank }) => [key, rank])).toEqual([
    [both, 1],
    [alone, 2],
    [near, 3],
  ]);
  for (const { score, textRank, vectorRank } of found)
    expect(score).toBeCloseTo(
      (textRank ? 1 / (60 + textRank) : 0) + (vectorRank ? 1 / (60 + vectorRank) : 0),
      12,
    );
  expect(await searchCombined(notes.client, { ...search, limit: 1 })).toHaveLength(1);
  for (const limit of [0, 1001])
    await expect(searchCombined(notes.client, { ...search, limit })).rejects.toThrow(
      "1 to 1000 rows",
    );
});
