import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createServer, type HttpServer, SettingError } from "../../src/index.js";
import { openServer } from "../use-server.js";

const addRoute = (server: HttpServer) => {
  server.get(
    "/users/:id",
    { schema: { response: { 200: z.object({}) } } },
    async ({ log, headers }) => {
      log.info({ headers }, "all headers");
      return {};
    },
  );
};

describe("the log", () => {
  it("has one line for an answer: the route, the status, the caller, and no more of the request", async () => {
    const env = { TRUST_IDENTITY_HEADERS: "1" };
    const { get, logged, log } = await openServer(addRoute, { env });
    await get("/users/4711?token=s3cret", {
      authorization: "Bearer s3cret",
      cookie: "sid=s3cret",
      "x-user-id": "ada",
      "x-request-id": "from-the-gateway",
    });
    const [line] = await logged("answered");
    expect(line).toMatchObject({
      method: "GET",
      route: "/users/:id",
      status: 200,
      caller: "ada",
      requestId: "from-the-gateway",
    });
    expect(log()).toContain('"authorization":"[redacted]"');
    expect(log()).not.toMatch(/s3cret|4711/);
  });

  it("has no line for a probe", async () => {
    const { get, logged, log } = await openServer(addRoute);
    await get("/healthz");
    await get("/users/1");
    await logged("answered");
    expect(log()).not.toContain("/healthz");
  });

  it("says only what LOG_LEVEL lets it", async () => {
    const { get, log } = await openServer(addRoute, { env: { LOG_LEVEL: "warn" } });
    await get("/users/1");
    await get("/users/1");
    expect(log()).toBe("");
  });

  it("is refused for a level that there is not", async () => {
    const options = { info: { title: "", version: "" }, identify: () => undefined };
    const created = createServer({ ...options, check: async () => {}, env: { LOG_LEVEL: "loud" } });
    await expect(created).rejects.toThrow(SettingError);
  });
});

describe("the id of a request", () => {
  it.each(["a b", "x".repeat(200), '{"a":1}'])("is not taken over when it is %s", async (id) => {
    const { get } = await openServer(addRoute);
    const { headers } = await get("/users/1", { "x-request-id": id });
    expect(headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
  });
});
