import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { selectOf } from "../../src/index.js";
import { openServer } from "../use-server.js";

const user = z.object({
  id: z.int(),
  name: z.string(),
  tags: z.array(z.object({ name: z.string() })),
});
const stored = { id: 1, name: "Ada", hash: "s3cret", tags: [{ name: "a", token: "s3cret" }] };

describe("an answer", () => {
  it("goes out without the fields that its schema lacks, however deep", async () => {
    const { get } = await openServer((server) => {
      server.get("/user", { schema: { response: { 200: user } } }, async () => stored);
    });
    const answer = await get("/user");
    expect(await answer.json()).toEqual({ id: 1, name: "Ada", tags: [{ name: "a" }] });
  });

  it("that is not as its schema says is a 500 that quotes nothing of it, nor does the log", async () => {
    const { get, log, logged } = await openServer((server) => {
      server.get("/user", { schema: { response: { 200: user } } }, async () => {
        return { ...stored, name: ["s3cret"] } as never;
      });
    });
    const answer = await get("/user");
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("s3cret");
    await logged("answered");
    expect(log()).toContain("FST_ERR_RESPONSE_SERIALIZATION");
    expect(log()).not.toContain("s3cret");
  });

  it("needs a schema, or its route is refused when it is added", async () => {
    const { server } = await openServer(() => {}).catch((error) => error);
    expect(server).toBeDefined();
    await expect(
      openServer((open) => {
        open.get("/bare", async () => stored);
      }),
    ).rejects.toThrow("GET /bare has no schema of its answer");
  });

  it("with a status that has no schema does not go out", async () => {
    const { get } = await openServer((server) => {
      server.get("/user", { schema: { response: { 200: user } } }, async (_request, reply) => {
        return reply.code(202 as 200).send(stored);
      });
    });
    const answer = await get("/user");
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toContain("s3cret");
  });
});

describe("a select of a schema", () => {
  it("names its fields and no others", () => {
    const select = selectOf(user);
    expect(select).toEqual({ id: true, name: true, tags: true });
    expectTypeOf(select).toEqualTypeOf<{ id: true; name: true; tags: true }>();
  });
});
