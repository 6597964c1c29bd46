import { describe, expect, it } from "vitest";
import {
  addFavorite,
  compareVersions,
  createEntity,
  EditConflict,
  editEntity,
  NotAllowed,
  NotFound,
  NothingToDo,
  publishEntity,
  readEntity,
  readEntityAsOf,
  readEntityEvents,
  readFavorites,
  readGraph,
  readHistory,
  readSharedWithMe,
  relateEntities,
  rollBackEntity,
  setVisibility,
  shareEntity,
  unshareEntity,
  WrongContent,
} from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, users, entities } = usePromptcraft();

const greeting = {
  entityType: "template",
  title: "A greeting",
  content: { text: "Hello" },
  tags: ["kind"],
} as const;

async function greetingOfAda() {
  const ada = await users.create();
  const { id } = await as(ada, () =>
    createEntity(open.client, { ...greeting, tags: [...greeting.tags] }),
  );
  return { ada, id };
}

describe("an edit", () => {
  it("is a new version under the same id, and what refers to it stays", async () => {
    const { ada, id } = await greetingOfAda();
    const bruno = await users.create();
    const other = await entities.create({ ownerId: ada.id });
    await as(ada, async () => {
      await addFavorite(open.client, id);
      await shareEntity(open.client, id, bruno.id);
      await relateEntities(open.client, { source: id, target: other.id, type: "derived_from" });
      const edited = await editEntity(open.client, id, { content: { text: "Ahoy" } }, 1);
      expect(edited).toMatchObject({ id, version: 2, content: { text: "Ahoy" } });

      expect(await readFavorites(open.client)).toMatchObject([{ id, version: 2 }]);
      const { nodes } = await readGraph(open.client, id);
      expect(nodes).toMatchObject([{ id, version: 2 }, { id: other.id }]);
    });
    const shared = await as(bruno, () => readSharedWithMe(open.client));
    expect(shared).toMatchObject([{ id, content: { text: "Ahoy" } }]);
  });

  it("of another version than was read is refused, and nothing of it is kept", async () => {
    const { ada, id } = await greetingOfAda();
    await as(ada, async () => {
      await editEntity(open.client, id, { title: "First" }, 1);
      const late = editEntity(open.client, id, { title: "Second" }, 1);
      await expect(late).rejects.toBeInstanceOf(EditConflict);
      await expect(late).rejects.toMatchObject({ expected: 1, actual: 2 });
      expect(await readEntity(open.client, id)).toMatchObject({ title: "First", version: 2 });
      expect(await readEntityEvents(open.client, id)).toHaveLength(2);
    });
  });

  it("that changes nothing is refused and leaves no event", async () => {
    const { ada, id } = await greetingOfAda();
    await as(ada, async () => {
      for (const change of [
        () => editEntity(open.client, id, {}, 1),
        () => editEntity(open.client, id, { title: "A greeting" }, 1),
        () => rollBackEntity(open.client, id, 1),
        () => setVisibility(open.client, id, "private"),
      ])
        await expect(change()).rejects.toBeInstanceOf(NothingToDo);
      expect(await readEntityEvents(open.client, id)).toHaveLength(1);
    });
  });

  it("by two at once is made by one of them", async () => {
    const { ada, id } = await greetingOfAda();
    const edits = ["One", "Two", "Three"].map((title) =>
      as(ada, () => editEntity(open.client, id, { title }, 1)),
    );
    const outcomes = await Promise.allSettled(edits);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await as(ada, () => readHistory(open.client, id))).toHaveLength(2);
  });

  it("is for the owner and who has a share for that", async () => {
    const { ada, id } = await greetingOfAda();
    const [reader, editor, stranger] = await users.createMany(3);
    await as(ada, async () => {
      await shareEntity(open.client, id, reader.id, { permission: "comment" });
      await shareEntity(open.client, id, editor.id, { permission: "edit" });
    });
    const edit = () => editEntity(open.client, id, { title: "Mine" }, 1);
    await expect(as(stranger, edit)).rejects.toBeInstanceOf(NotFound);
    await expect(as(reader, edit)).rejects.toBeInstanceOf(NotAllowed);
    expect(await as(editor, edit)).toMatchObject({ title: "Mine", ownerId: ada.id });
    const [newest] = await as(ada, () => readHistory(open.client, id));
    expect(newest).toMatchObject({ editor: editor.id, ownerId: ada.id });
    await expect(as(editor, () => setVisibility(open.client, id, "public"))).rejects.toBeInstanceOf(
      NotAllowed,
    );
  });

  it("says which field of a content is wrong", async () => {
    const { ada, id } = await greetingOfAda();
    const edit = () => editEntity(open.client, id, { content: { text: 1, prompt: "" } }, 1);
    const wrong = await as(ada, edit).catch((error: unknown) => error);
    expect(wrong).toBeInstanceOf(WrongContent);
    expect(String(wrong)).toMatch(/text: .*string.*prompt/);
  });
});

describe("the history of an entity", () => {
  it("has every version with its editor and its time, and all that differs between two", async () => {
    const { ada, id } = await greetingOfAda();
    await as(ada, async () => {
      await editEntity(open.client, id, { title: "A salute", tags: [] }, 1);
      await editEntity(open.client, id, { content: { text: "Ahoy" } }, 2);
      const history = await readHistory(open.client, id);
      expect(history.map(({ version }) => version)).toEqual([3, 2, 1]);
      expect(history.map(({ validTo }) => validTo)).toEqual([
        null,
        history[0]?.validFrom,
        history[1]?.validFrom,
      ]);
      expect(history.map(({ title }) => title)).toEqual(["A salute", "A salute", "A greeting"]);
      const differences = await compareVersions(open.client, id, 1, 3);
      expect(differences).toContainEqual({
        path: ["content", "text"],
        kind: "changed",
        before: "Hello",
        after: "Ahoy",
      });
      expect(differences.map(({ path }) => path[0]).sort()).toEqual(["content", "tags", "title"]);
      await expect(compareVersions(open.client, id, 1, 4)).rejects.toThrow("version 4");
    });
  });

  it("tells what an entity was at an instant, that at which a version began included", async () => {
    const { ada, id } = await greetingOfAda();
    await as(ada, async () => {
      await editEntity(open.client, id, { title: "A salute" }, 1);
      const [second, first] = await readHistory(open.client, id);
      if (!first || !second) throw new Error("there are two versions");
      const between = new Date(second.validFrom.getTime() - 1);
      expect(await readEntityAsOf(open.client, id, between)).toMatchObject({ version: 1 });
      expect(await readEntityAsOf(open.client, id, second.validFrom)).toMatchObject({ version: 2 });
      const before = new Date(first.validFrom.getTime() - 1);
      await expect(readEntityAsOf(open.client, id, before)).rejects.toBeInstanceOf(NotFound);
    });
  });

  it("is for who may read the entity, and what happened to it for who may edit it", async () => {
    const { ada, id } = await greetingOfAda();
    const [bruno, reader] = await users.createMany(2);
    await as(ada, () => shareEntity(open.client, id, reader.id));
    await expect(as(reader, () => readHistory(open.client, id))).resolves.toHaveLength(1);
    const events = () => readEntityEvents(open.client, id);
    await expect(as(reader, events)).rejects.toBeInstanceOf(NotAllowed);
    for (const read of [
      () => readHistory(open.client, id),
      () => readEntityAsOf(open.client, id, new Date()),
      () => compareVersions(open.client, id, 1, 1),
      () => readEntityEvents(open.client, id),
    ])
      await expect(as<unknown>(bruno, read)).rejects.toBeInstanceOf(NotFound);
  });

  it("is shared with the entity: what it said before, as a draft too, is read as long as the entity is", async () => {
    const { ada, id } = await greetingOfAda();
    const [bruno, chidi] = await users.createMany(2);
    await as(ada, () => editEntity(open.client, id, { content: { text: "Ahoy" } }, 1));
    const [second, first] = await as(ada, () => readHistory(open.client, id));
    if (!first || !second) throw new Error("there are two versions");
    const before = new Date(second.validFrom.getTime() - 1);
    const said = { version: 1, status: "draft", content: { text: "Hello" } };
    const everyWay = async (reader: Parameters<typeof as>[0]) =>
      as(reader, async () => {
        expect(await readHistory(open.client, id)).toContainEqual(expect.objectContaining(said));
        expect(await readEntityAsOf(open.client, id, before)).toMatchObject(said);
        expect(await compareVersions(open.client, id, 1, 2)).toMatchObject([{ before: "Hello" }]);
      });

    await as(ada, () => shareEntity(open.client, id, bruno.id));
    await everyWay(bruno);
    await as(ada, async () => {
      await unshareEntity(open.client, id, bruno.id);
      await setVisibility(open.client, id, "public");
      await publishEntity(open.client, id);
    });
    await everyWay(chidi);
    await as(ada, () => setVisibility(open.client, id, "private"));
    for (const reader of [bruno, chidi])
      await expect(as(reader, () => readHistory(open.client, id))).rejects.toBeInstanceOf(NotFound);
  });
});

describe("rolling back", () => {
  it("makes a new version of what was said, and leaves whose and how visible it is", async () => {
    const { ada, id } = await greetingOfAda();
    await as(ada, async () => {
      await editEntity(open.client, id, { title: "A salute", content: { text: "Ahoy" } }, 1);
      await setVisibility(open.client, id, "public");
      const back = await rollBackEntity(open.client, id, 1, 3);
      expect(back).toMatchObject({
        version: 4,
        title: "A greeting",
        content: { text: "Hello" },
        tags: ["kind"],
        visibility: "public",
      });
      expect(await readHistory(open.client, id)).toHaveLength(4);
      await expect(rollBackEntity(open.client, id, 9)).rejects.toThrow("version 9");
    });
  });
});

it("each change leaves its event with who made it, in the order of versions", async () => {
  const { ada, id } = await greetingOfAda();
  const events = await as(ada, async () => {
    await editEntity(open.client, id, { title: "A salute" }, 1);
    await rollBackEntity(open.client, id, 1);
    return await readEntityEvents(open.client, id);
  });
  expect(events).toMatchObject([
    { type: "entity.created", data: { version: 1 }, actor: ada.id, version: 1 },
    { type: "entity.edited", data: { version: 2, fields: ["title"] }, actor: ada.id, version: 2 },
    { type: "entity.rolled_back", data: { version: 3, toVersion: 1 }, actor: ada.id, version: 3 },
  ]);
});

it("a change of which the event fails is not made", async () => {
  const { ada, id } = await greetingOfAda();
  await db.owner.query(
    `CREATE FUNCTION promptcraft.fail() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
     CREATE TRIGGER fail BEFORE INSERT ON event_log.events FOR EACH ROW WHEN (NEW.type = 'entity.edited')
       EXECUTE FUNCTION promptcraft.fail()`,
  );
  const edit = () => editEntity(open.client, id, { title: "A salute" }, 1);
  await expect(as(ada, edit)).rejects.toThrow();
  await db.owner.query("DROP FUNCTION promptcraft.fail() CASCADE");
  expect(await as(ada, () => readHistory(open.client, id))).toHaveLength(1);
});
