import { rawClient } from "@deepiri/database";
import { beforeAll, describe, expect, it } from "vitest";
import {
  createEntity,
  editEntity,
  embedEntities,
  findByMeaning,
  findByText,
  findSimilar,
  NotFound,
} from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { db, open, as, tenants, users } = usePromptcraft();

const titles = {
  invoice: "Reading an invoice",
  invoices: "Checking invoices for sums",
  poem: "A poem about the sea",
  sea: "Sailing on the open sea",
} as const;

let ada: Awaited<ReturnType<typeof users.create>>;
const ids = new Map<string, string>();

beforeAll(async () => {
  ada = await users.create();
  for (const [name, title] of Object.entries(titles)) {
    const given = { entityType: "context", title, content: { text: `All of ${name}` } } as const;
    const { id } = await as(ada, () => createEntity(open.client, given));
    ids.set(id, name);
  }
  await embedEntities(rawClient(db.owner));
});

const names = (found: readonly { readonly id: string }[]) => found.map(({ id }) => ids.get(id));
const idOf = (name: string) => [...ids].find(([, other]) => other === name)?.[0] as string;

describe("entities", () => {
  it("are found by forms of their words, those of the title first", async () => {
    const found = await as(ada, () => findByText(open.client, "invoices"));
    expect(names(found).sort()).toEqual(["invoice", "invoices"]);
    expect(names(await as(ada, () => findByText(open.client, "sea -poem")))).toEqual(["sea"]);
  });

  it("are found by meaning though a word is missing, and of a type if that is asked for", async () => {
    const found = await as(ada, () =>
      findByMeaning(open.client, "sums of an invoice", { limit: 2 }),
    );
    expect(names(found)).toContain("invoices");
    const templates = () => findByMeaning(open.client, "invoice", { types: ["template"] });
    expect(await as(ada, templates)).toEqual([]);
  });

  it("are near to what has words in common, and the one itself is left out", async () => {
    const [nearest] = await as(ada, () => findSimilar(open.client, idOf("poem")));
    expect(names(nearest ? [nearest] : [])).toEqual(["sea"]);
  });

  it("are found by what they say now", async () => {
    const title = "A hymn to mountains";
    await as(ada, async () => {
      await editEntity(open.client, idOf("poem"), { title, content: { text: "peaks" } }, 1);
      expect(names(await findByText(open.client, "mountain"))).toEqual(["poem"]);
      await embedEntities(rawClient(db.owner));
      expect(names(await findByMeaning(open.client, "mountain peaks", { limit: 1 }))).toEqual([
        "poem",
      ]);
    });
  });

  it("are found by nobody of another tenant, nor by a colleague while they are private", async () => {
    const colleague = await users.create();
    const stranger = await users.create({ tenant: await tenants.create() });
    for (const person of [colleague, stranger])
      await as(person, async () => {
        expect(await findByText(open.client, "sea")).toEqual([]);
        expect(await findByMeaning(open.client, "sea")).toEqual([]);
        await expect(findSimilar(open.client, idOf("sea"))).rejects.toBeInstanceOf(NotFound);
      });
  });
});
