import { expect, it } from "vitest";
import { editEntity, findByText, readEntity, readGraph, readHistory } from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, users, entities } = usePromptcraft();

it("entities are read and written as before when a migration has given them a column more", async () => {
  const ada = await users.create();
  const { id } = await entities.create({ owner: ada });
  await db.owner.query(
    `ALTER TABLE promptcraft.entity ADD COLUMN note text;
     SELECT temporal.keep_versions('promptcraft.entity', excluded => '{updated_at}')`,
  );
  await as(ada, async () => {
    expect(await readEntity(open.client, id)).toMatchObject({ id, version: 1 });
    await editEntity(open.client, id, { title: "A salute" }, 1);
    expect(await findByText(open.client, "salute")).toMatchObject([{ id, version: 2 }]);
    expect((await readGraph(open.client, id)).nodes).toHaveLength(1);
    expect(await readHistory(open.client, id)).toHaveLength(2);
  });
});
