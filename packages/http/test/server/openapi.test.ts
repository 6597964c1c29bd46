import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { z } from "zod";
import { callersOnly, id } from "../../src/index.js";
import { openServer } from "../use-server.js";

it("/openapi.json is an OpenAPI 3.1 document of the same schemas that requests and answers are held to", async () => {
  const { get } = await openServer((server) => {
    server.get(
      "/things/:id",
      {
        schema: {
          security: callersOnly,
          params: z.object({ id }),
          querystring: z.object({ limit: z.coerce.number().max(100).default(20) }),
          response: { 200: z.object({ id, at: z.date(), name: z.string().nullable() }) },
        },
      },
      async () => ({ id: 1n, at: new Date(0), name: null }),
    );
  });
  const document = await (await get("/openapi.json")).json();
  expect(document.openapi).toBe("3.1.0");
  expect(await new Validator().validate(document)).toEqual({ valid: true });
  expect(Object.keys(document.paths)).toEqual(["/healthz", "/readyz", "/things/{id}"]);
  const { parameters, responses, security } = document.paths["/things/{id}"].get;
  expect(parameters.map(({ name, in: place }: Record<string, string>) => [place, name])).toEqual([
    ["query", "limit"],
    ["path", "id"],
  ]);
  expect(responses["200"].content["application/json"].schema).toMatchObject({
    properties: { id: { type: "string" }, at: { type: "string", format: "date-time" } },
    additionalProperties: false,
  });
  expect(responses.default).toEqual({ $ref: "#/components/responses/Problem" });
  expect(Object.keys(document.components.responses.Problem.content)).toEqual([
    "application/problem+json",
  ]);
  expect(security).toEqual([{ gateway: [] }]);
  expect(document.components.securitySchemes.gateway).toMatchObject({ scheme: "bearer" });
});
