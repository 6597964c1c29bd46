import { checkProperty } from "@deepiri/test-database";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  NotAllowed,
  NotFound,
  readEntityEvents,
  readGraph,
  relateEntities,
  unrelateEntities,
} from "../../src/index.js";
import { usePromptcraft } from "../use-promptcraft.js";

const { open, as, users, entities, relationships } = usePromptcraft();

/** A row of entities of one user, by letter, and relationships such as "ab" from the first to the second. */
async function graphOf(letters: string, edges: readonly string[]) {
  const owner = await users.create();
  const ids = new Map<string, string>();
  for (const letter of letters)
    ids.set(letter, (await entities.create({ owner, title: letter })).id);
  const idOf = (letter = "") => ids.get(letter) as string;
  for (const [from, to] of edges)
    await relationships.create({ sourceId: idOf(from), targetId: idOf(to) });
  const read = (start: string, query: Parameters<typeof readGraph>[2]) =>
    as(owner, () => readGraph(open.client, idOf(start), query));
  const depths = async (start: string, query: Parameters<typeof readGraph>[2]) =>
    (await read(start, query)).nodes.map(({ title, depth }) => `${title}${depth}`).join(" ");
  return { owner, idOf, read, depths };
}

describe("the graph of an entity", () => {
  it("has each entity once with the least number of steps, however many ways and circles there are", async () => {
    const { depths } = await graphOf("abcd", ["ab", "ba", "bc", "ac", "cd", "db"]);
    expect(await depths("a", { depth: 4, direction: "outgoing" })).toBe("a0 b1 c1 d2");
    expect(await depths("a", { depth: 1, direction: "incoming" })).toBe("a0 b1");
    expect(await depths("d", { depth: 1 })).toBe("d0 b1 c1");
  });

  it("goes as far as it is asked to, and along the types that are", async () => {
    const { owner, idOf, depths, read } = await graphOf("abc", ["ab", "bc"]);
    await as(owner, () =>
      relateEntities(open.client, { source: idOf("a"), target: idOf("c"), type: "suggests" }),
    );
    expect(await depths("a", { depth: 1 })).toBe("a0 b1 c1");
    expect(await depths("a", { depth: 1, types: ["depends_on"] })).toBe("a0 b1");
    const { relationships: found } = await read("a", { depth: 2, types: ["depends_on"] });
    expect(found.map(({ sourceId, targetId }) => [sourceId, targetId])).toEqual(
      expect.arrayContaining([
        [idOf("a"), idOf("b")],
        [idOf("b"), idOf("c")],
      ]),
    );
    expect(found).toHaveLength(2);
    await expect(depths("a", { depth: 11 })).rejects.toBeInstanceOf(RangeError);
  });

  it("does not lead through what the viewer may not see, nor begin there", async () => {
    const { owner, idOf } = await graphOf("abc", ["ab"]);
    const colleague = await users.create();
    const [hidden] = await entities.createMany(1, { owner: colleague });
    const beyond = await entities.create({ owner });
    await relationships.create({ sourceId: idOf("b"), targetId: hidden.id });
    await relationships.create({ sourceId: hidden.id, targetId: beyond.id });
    const { nodes } = await as(owner, () => readGraph(open.client, idOf("a"), { depth: 9 }));
    expect(nodes.map(({ id }) => id)).toEqual([idOf("a"), idOf("b")]);
    await expect(as(owner, () => readGraph(open.client, hidden.id))).rejects.toBeInstanceOf(
      NotFound,
    );
  });

  it("is that of a walk by hand, whatever the relationships", async () => {
    const letters = "abcdefg";
    const letter = fc.constantFrom(...letters);
    const edge = fc.tuple(letter, letter).filter(([from, to]) => from !== to);
    const anyGraph = fc.uniqueArray(
      edge.map((ends) => ends.join("")),
      { maxLength: 12 },
    );
    const anyDirection = fc.constantFrom("outgoing" as const, "incoming" as const, "both" as const);
    await checkProperty(
      fc.asyncProperty(
        anyGraph,
        letter,
        fc.integer({ min: 1, max: 5 }),
        anyDirection,
        async (edges, start, depth, direction) => {
          const { read } = await graphOf(letters, edges);
          const { nodes } = await read(start, { depth, direction });
          const found = Object.fromEntries(nodes.map((node) => [node.title, node.depth]));
          expect(found).toEqual(walk(edges, start, depth, direction));
          expect(nodes).toHaveLength(Object.keys(found).length);
        },
      ),
      40,
    );
  });
});

function walk(edges: readonly string[], start: string, depth: number, direction: string) {
  const depths: Record<string, number> = { [start]: 0 };
  for (let step = 1; step <= depth; step += 1) {
    const before = { ...depths };
    for (const [from = "", to = ""] of edges) {
      if (direction !== "incoming" && from in before) depths[to] ??= step;
      if (direction !== "outgoing" && to in before) depths[from] ??= step;
    }
  }
  return depths;
}

describe("a relationship", () => {
  it("is made by who may edit its source, to what he may see", async () => {
    const { owner, idOf } = await graphOf("ab", []);
    const colleague = await users.create();
    const secret = await entities.create({ owner: colleague });
    const relate = (source: string, target: string) => () =>
      relateEntities(open.client, { source, target, type: "part_of", strength: 0.5 });
    await expect(as(owner, relate(idOf("a"), secret.id))).rejects.toBeInstanceOf(NotFound);
    await expect(as(owner, relate(secret.id, idOf("a")))).rejects.toBeInstanceOf(NotFound);
    await expect(as(owner, relate(idOf("a"), idOf("a")))).rejects.toThrow("relationship to itself");
    await as(owner, relate(idOf("a"), idOf("b")));
    const { relationships: found } = await as(owner, () => readGraph(open.client, idOf("a")));
    expect(found).toMatchObject([{ relationshipType: "part_of", createdBy: owner.id }]);
    expect(String(found[0]?.strength)).toBe("0.5");
  });

  it("needs more than a share to read", async () => {
    const [ada, bruno] = await users.createMany(2);
    const entity = await entities.create({ owner: ada, visibility: "public", status: "published" });
    const own = await entities.create({ owner: bruno });
    const relate = () =>
      relateEntities(open.client, { source: entity.id, target: own.id, type: "suggests" });
    await expect(as(bruno, relate)).rejects.toBeInstanceOf(NotAllowed);
  });

  it("ends, and both leave their events in the source's stream", async () => {
    const { owner, idOf } = await graphOf("ab", []);
    const relationship = { source: idOf("a"), target: idOf("b"), type: "replaces" } as const;
    await as(owner, async () => {
      await relateEntities(open.client, relationship);
      await unrelateEntities(open.client, relationship);
      await expect(unrelateEntities(open.client, relationship)).rejects.toBeInstanceOf(NotFound);
      const events = await readEntityEvents(open.client, idOf("a"));
      const data = { target: idOf("b"), type: "replaces" };
      expect(events).toMatchObject([
        { type: "entity.related", data },
        { type: "entity.unrelated", data },
      ]);
    });
  });
});
