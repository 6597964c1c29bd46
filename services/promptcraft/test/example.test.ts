import { expect, test } from "vitest";
import { usePromptcraft } from "./use-promptcraft.js";

const { open, examples } = usePromptcraft();

test("an example has a title", async () => {
  const { id } = await examples.create({ title: "The first" });
  const found = await open.client.example.findUniqueOrThrow({ where: { id } });
  expect(found.title).toBe("The first");
});
