import { expect, it } from "vitest";
import {
  addFavorite,
  NothingToDo,
  readEntityEvents,
  readFavorites,
  removeFavorite,
} from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { open, as, users, entities } = usePromptcraft();

it("a user marks an entity once, the latest mark is first, and a mark can be taken away", async () => {
  const ada = await users.create();
  const [one, two] = await entities.createMany(2, { owner: ada });
  await as(ada, async () => {
    await addFavorite(open.client, one.id);
    await addFavorite(open.client, two.id);
    await expect(addFavorite(open.client, one.id)).rejects.toBeInstanceOf(NothingToDo);
    const ids = async () => (await readFavorites(open.client)).map(({ id }) => id);
    expect(await ids()).toEqual([two.id, one.id]);
    await removeFavorite(open.client, one.id);
    await expect(removeFavorite(open.client, one.id)).rejects.toBeInstanceOf(NothingToDo);
    expect(await ids()).toEqual([two.id]);
    const types = (await readEntityEvents(open.client, one.id)).map(({ type }) => type);
    expect(types).toEqual(["entity.favorited", "entity.unfavorited"]);
  });
});

it("a mark is of who made it alone", async () => {
  const [ada, bruno] = await users.createMany(2);
  const { id } = await entities.create({ owner: ada, visibility: "public", status: "published" });
  await as(ada, () => addFavorite(open.client, id));
  expect(await as(bruno, () => readFavorites(open.client))).toEqual([]);
  await expect(as(bruno, () => removeFavorite(open.client, id))).rejects.toBeInstanceOf(
    NothingToDo,
  );
});
