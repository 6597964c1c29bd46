import { describe, expect, it } from "vitest";
import { useDpro } from "../use-dpro.js";
import { openService, readPages } from "./open-service.js";

const { db, tools } = useDpro();

interface Tool {
  readonly id: string;
  readonly name: string;
  readonly rating: number;
  readonly downloadCount: number;
}

/** A category that no other test has rows in. */
let categories = 0;
const newCategory = () => `category ${++categories}`;

const path = (category: string, rest = "") =>
  `/marketplace/tools?category=${encodeURIComponent(category)}${rest}`;

describe("GET /marketplace/tools", () => {
  it("answers with what anybody may see of a tool, and no configuration", async () => {
    const category = newCategory();
    const tool = await tools.create({
      category,
      name: "Scales",
      rating: 4.35,
      downloadCount: 7,
      config: { api_key: "s3cret" },
      legacyExtra: { note: "s3cret" },
    });
    const { get, log } = await openService({ url: db.url });
    const answer = await get(path(category));
    expect(await answer.clone().json()).toEqual({
      items: [
        {
          id: String(tool.id),
          name: "Scales",
          description: "",
          category,
          version: "1.0.0",
          isVerified: false,
          rating: 4.35,
          downloadCount: 7,
          createdAt: tool.createdAt.toISOString(),
          updatedAt: tool.updatedAt.toISOString(),
        },
      ],
      next: null,
    });
    expect((await answer.text()) + log()).not.toContain("s3cret");
  });

  it("shows no tool that is not active", async () => {
    const category = newCategory();
    await tools.create({ category, isActive: false });
    const { get } = await openService({ url: db.url });
    expect((await (await get(path(category))).json()).items).toEqual([]);
  });

  it("finds part of a name or description, in capital or small letters, and takes % and _ as they are", async () => {
    const category = newCategory();
    await tools.create({ category, name: "Kalkül", description: "Reckons" });
    await tools.create({ category, name: "100%_sure \\o/" });
    const { get } = await openService({ url: db.url });
    const found = async (search: string) => {
      const answer = await get(path(category, `&search=${encodeURIComponent(search)}`));
      return (await answer.json()).items.map(({ name }: Tool) => name);
    };
    expect(await found("LKÜ")).toEqual(["Kalkül"]);
    expect(await found(" reckon ")).toEqual(["Kalkül"]);
    for (const part of ["%", "_", "\\", "0%_S"])
      expect(await found(part)).toEqual(["100%_sure \\o/"]);
    expect(await found("k%l")).toEqual([]);
  });

  it.each([
    ["rating", (tool: Tool) => tool.rating],
    ["downloads", (tool: Tool) => tool.downloadCount],
  ])("sorts by %s, the latest first among equals, page after page", async (sort, by) => {
    const category = newCategory();
    for (let index = 0; index < 23; index += 1)
      await tools.create({
        category,
        rating: ((index * 7) % 4) + 0.1,
        downloadCount: (index * 5) % 3,
      });
    const { get } = await openService({ url: db.url });
    const all = await readPages<Tool>(get, path(category, `&sort=${sort}&limit=4`));
    const sorted = [...all].sort((a, b) => by(b) - by(a) || Number(BigInt(b.id) - BigInt(a.id)));
    expect(all).toHaveLength(23);
    expect(all).toEqual(sorted);
  });

  it("neither repeats nor hides a tool while others are added and removed", async () => {
    const category = newCategory();
    const first = await tools.createMany(20, { category, rating: 3 });
    const { get } = await openService({ url: db.url });
    const others: bigint[] = [];
    const all = await readPages<Tool>(get, path(category, "&limit=3"), async () => {
      for (const rating of [5, 3, 1]) others.push((await tools.create({ category, rating })).id);
      await db.query("DELETE FROM marketplace.tools WHERE id = $1", [others.shift()]);
    });
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => first.some((tool) => String(tool.id) === id)).toSorted()).toEqual(
      first.map(({ id }) => String(id)).toSorted(),
    );
  });

  it("refuses a cursor that was changed, or is of another list, and says which field", async () => {
    const category = newCategory();
    await tools.createMany(3, { category });
    const { get } = await openService({ url: db.url });
    const { next } = await (await get(path(category, "&limit=1"))).json();
    expect((await get(path(category, `&cursor=${next}`))).status).toBe(200);
    const changed = `${next.slice(0, -2)}${next.at(-2) === "A" ? "B" : "A"}${next.at(-1)}`;
    const refused = [
      path(category, `&cursor=${changed}`),
      path(category, "&cursor=eyJpZCI6MX0"),
      path(category, `&cursor=${next}&sort=downloads`),
      path(newCategory(), `&cursor=${next}`),
    ];
    for (const one of refused) {
      const answer = await get(one);
      expect(answer.status).toBe(400);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect((await answer.json()).errors).toEqual([
        { field: "query.cursor", message: "Not a cursor of this list" },
      ]);
    }
  });

  it.each([
    ["limit=0", "query.limit"],
    ["limit=101", "query.limit"],
    ["sort=price", "query.sort"],
    ["search=%20", "query.search"],
    ["search=a%00b", "query.search"],
    ["categry=a", "query"],
  ])("refuses ?%s", async (query, field) => {
    const { get } = await openService({ url: db.url });
    const answer = await get(`/marketplace/tools?${query}`);
    expect([answer.status, (await answer.json()).errors[0].field]).toEqual([400, field]);
  });

  it("is a 304 until a tool changes, comes or goes", async () => {
    const category = newCategory();
    const [one, two] = await tools.createMany(2, { category });
    const { get } = await openService({ url: db.url });
    const changes = [
      () => tools.create({ category }),
      () => db.query("UPDATE marketplace.tools SET rating = 5 WHERE id = $1", [one?.id]),
      () => db.query("DELETE FROM marketplace.tools WHERE id = $1", [two?.id]),
    ];
    for (const change of changes) {
      const etag = (await get(path(category))).headers.get("etag") ?? "";
      expect((await get(path(category), { "if-none-match": etag })).status).toBe(304);
      await change();
      expect((await get(path(category), { "if-none-match": etag })).status).toBe(200);
    }
  });
});
