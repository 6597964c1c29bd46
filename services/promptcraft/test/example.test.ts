import { expect, test } from "vitest";
import { createEntity, publishEntity, readEntity } from "../src/index.js";
import { usePromptcraft } from "./use-promptcraft.js";

const { open, as, users } = usePromptcraft();

test("a colleague reads an entity that is public once it is published", async () => {
  const [ada, bruno] = await users.createMany(2);
  const { id } = await as(ada, () =>
    createEntity(open.client, {
      entityType: "template",
      title: "A greeting",
      content: { text: "Hello, {name}" },
      visibility: "public",
    }),
  );
  await expect(as(bruno, () => readEntity(open.client, id))).rejects.toThrow("that you may see");

  await as(ada, () => publishEntity(open.client, id));
  const read = await as(bruno, () => readEntity(open.client, id));
  expect(read).toMatchObject({ title: "A greeting", version: 2, status: "published" });
});
