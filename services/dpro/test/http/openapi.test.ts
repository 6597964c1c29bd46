import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, it } from "vitest";
import { useDpro } from "../use-dpro.js";
import { openService } from "./open-service.js";

const { db } = useDpro();

const committed = path.join(import.meta.dirname, "../../openapi.json");

it("/openapi.json is the document that is committed; `vitest --update` writes it", async () => {
  const { get } = await openService({ url: db.url });
  const document = await (await get("/openapi.json")).json();
  await expect(`${JSON.stringify(document, undefined, 2)}\n`).toMatchFileSnapshot(committed);
  expect(await new Validator().validate(document)).toEqual({ valid: true });
  expect(Object.keys(document.paths)).toEqual([
    "/healthz",
    "/readyz",
    "/marketplace/tools",
    "/system/configurations",
    "/users/{id}/settings",
  ]);
});
