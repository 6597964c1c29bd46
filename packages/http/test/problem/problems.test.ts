import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CheckViolation,
  ForeignKeyViolation,
  PermissionDenied,
  PoolExhausted,
  ServerUnreachable,
  UniqueViolation,
} from "@deepiri/database";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { Forbidden, type HttpServer, NotFound } from "../../src/index.js";
import { openServer } from "../use-server.js";

const response = { 200: z.object({}) };

const failing = (error: unknown) => (server: HttpServer) => {
  server.get("/fails", { schema: { response } }, async () => {
    throw error;
  });
};

const at = '"public"."sessions"';

describe("a failure", () => {
  it.each([
    ["a refused row that others have", new UniqueViolation(`${at} has one`), 409, `${at} has one`],
    ["a row that is needed", new ForeignKeyViolation(`${at} needs it`), 409, `${at} needs it`],
    ["a refused value", new CheckViolation(`${at}: not so`), 422, `${at}: not so`],
    ["a database that is away", new ServerUnreachable("no 10.0.0.1"), 503, "does not answer"],
    ["a pool that is used up", new PoolExhausted("none of 10"), 503, "too busy"],
    ["what is not there", new NotFound("No tool 7."), 404, "No tool 7."],
    ["what is not allowed", new Forbidden("Not yours."), 403, "Not yours."],
    ["a row that Prisma missed", Object.assign(new Error("q"), { code: "P2025" }), 404, "no such"],
    ["a right that is missing", new PermissionDenied("no right on x"), 500, "Something went wrong"],
    ["our own mistake", new Error("user ada@x.org"), 500, "Something went wrong"],
    ["what is not even an error", "user ada@x.org", 500, "Something went wrong"],
  ])("%s is answered as a problem", async (_what, error, status, detail) => {
    const { get } = await openServer(failing(error));
    const answer = await get("/fails");
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    const body = await answer.json();
    expect(body).toEqual({
      type: "about:blank",
      title: expect.any(String),
      status,
      detail: expect.stringContaining(detail),
      requestId: answer.headers.get("x-request-id"),
    });
    expect(JSON.stringify(body)).not.toMatch(/10\.0\.0\.1|ada@|right on x|none of/);
  });

  it("that may pass says when to try again", async () => {
    const { get } = await openServer(failing(new ServerUnreachable("away")));
    expect((await get("/fails")).headers.get("retry-after")).toBe("1");
  });

  it("that nobody foresaw is logged with its place and without what it quotes", async () => {
    const { get, logged, log } = await openServer(failing(new Error("password is s3cret")));
    await get("/fails");
    const [line] = await logged("Something went wrong here.");
    expect(line).toMatchObject({
      err: { type: "Error", stack: expect.stringContaining("problems.test") },
    });
    expect(log()).not.toContain("s3cret");
  });

  it("of our own code is logged with its message", async () => {
    const { get, logged } = await openServer(failing(new TypeError("x is undefined")));
    await get("/fails");
    const [line] = await logged("Something went wrong here.");
    expect(line).toMatchObject({ err: { message: "x is undefined" } });
  });
});

describe("a request that is not valid", () => {
  const querystring = z.object({ limit: z.coerce.number().max(100), password: z.string().max(3) });
  const body = z.strictObject({ who: z.object({ age: z.int() }) });

  it("is told which fields, and never what they held", async () => {
    const { get, log, logged } = await openServer((server) => {
      server.get("/list", { schema: { querystring, response } }, async () => ({}));
    });
    const answer = await get("/list?limit=999&password=hunter22");
    expect(answer.status).toBe(400);
    const problem = await answer.text();
    expect(JSON.parse(problem).errors.map(({ field }: { field: string }) => field)).toEqual([
      "query.limit",
      "query.password",
    ]);
    await logged("answered");
    expect(problem + log()).not.toMatch(/hunter22|999/);
  });

  it.each([
    ["a field of its body", '{"who":{"age":"hunter22"}}', 400, "body.who.age"],
    ["a field that there is not", '{"who":{"age":1},"more":"hunter22"}', 400, '"body"'],
    ["a body that is no JSON", '{"who": hunter22', 400, "cannot be read"],
    ["a body that is too large", `"hunter22${"x".repeat(300)}"`, 413, "larger than"],
  ])("is told %s", async (_what, text, status, saying) => {
    const { url, log, logged } = await openServer(
      (server) => {
        server.post("/one", { schema: { body, response } }, async () => ({}));
      },
      { bodyLimit: 300 },
    );
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/one`, { method: "POST", headers, body: text });
    const problem = await answer.text();
    expect([answer.status, problem]).toEqual([status, expect.stringContaining(saying)]);
    await logged("answered");
    expect(problem + log()).not.toContain("hunter22");
  });

  it("is told of another type than JSON, of a path that cannot be read and of one that is none", async () => {
    const { url, get } = await openServer((server) => {
      server.post("/one", { schema: { body, response } }, async () => ({}));
    });
    const headers = { "content-type": "text/csv" };
    const csv = await fetch(`${url}/one`, { method: "POST", headers, body: "a,b" });
    const answers = [csv, await get("/%zz"), await get("/none?token=hunter22")];
    expect(answers.map(({ status }) => status)).toEqual([415, 400, 404]);
    for (const answer of answers) {
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect(await answer.text()).not.toMatch(/zz|hunter22/);
    }
  });
});

describe("a request that does not arrive", () => {
  it("is given up", async () => {
    const { url } = await openServer(() => {}, { requestTimeoutMs: 300 });
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.write("GET /healthz HTTP/1.1\r\nHost: here\r\n");
    const [chunk] = await once(socket, "data");
    expect(String(chunk)).toContain("408 Request Timeout");
    await once(socket, "close");
  });
});

describe("a handler that takes too long", () => {
  it("is a 503, and learns of it", async () => {
    let wasTold = false;
    const { get } = await openServer(
      (server) => {
        server.get("/slow", { schema: { response } }, async (request) => {
          request.signal.addEventListener("abort", () => {
            wasTold = true;
          });
          await sleep(400);
          return {};
        });
      },
      { handlerTimeoutMs: 50 },
    );
    const answer = await get("/slow");
    expect([answer.status, (await answer.json()).detail]).toEqual([
      503,
      expect.stringContaining("too long"),
    ]);
    expect(wasTold).toBe(true);
  });
});
