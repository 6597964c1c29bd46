import swagger from "@fastify/swagger";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import type { OpenAPIV3_1 } from "openapi-types";
import { z } from "zod";
import { problemSchema, problemType } from "../problem/answer-problems.js";
import type { HttpServer } from "./http-server.js";

/** What the document says of the service as a whole. */
export interface ServiceInfo {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
}

/** Serves `/openapi.json`, an OpenAPI 3.1 document of the routes that are added afterwards. */
export async function describeRoutes(server: HttpServer, info: ServiceInfo): Promise<void> {
  await server.register(swagger, {
    openapi: { openapi: "3.1.0", info: { ...info }, components: { securitySchemes } },
    transform: jsonSchemaTransform,
    transformObject: (document) =>
      "openapiObject" in document
        ? withProblems(document.openapiObject as OpenAPIV3_1.Document)
        : document.swaggerObject,
  });
  server.get(
    "/openapi.json",
    { schema: { hide: true, response: { 200: z.looseObject({}) } } },
    async () => ({ ...server.swagger() }),
  );
}

const securitySchemes: Record<string, OpenAPIV3_1.SecuritySchemeObject> = {
  gateway: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "A token that the gateway has signed for this service.",
  },
};

/** Every operation may fail, and always in the same form. */
function withProblems(document: OpenAPIV3_1.Document): OpenAPIV3_1.Document {
  const { $schema: _, ...schema } = z.toJSONSchema(problemSchema, { io: "output" });
  const problem = {
    description: "A failure, as RFC 9457 writes it.",
    content: { [problemType]: { schema: schema as OpenAPIV3_1.SchemaObject } },
  };
  const components = { ...document.components, responses: { Problem: problem } };
  return { ...document, components, paths: withDefaults(document.paths ?? {}) };
}

function withDefaults(paths: OpenAPIV3_1.PathsObject): OpenAPIV3_1.PathsObject {
  const problem = { $ref: "#/components/responses/Problem" };
  return mapValues(paths, (path) =>
    mapValues(path as Record<string, OpenAPIV3_1.OperationObject>, (operation) => ({
      ...operation,
      responses: { ...operation.responses, default: problem },
    })),
  );
}

function mapValues<In, Out>(object: Readonly<Record<string, In>>, change: (value: In) => Out) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
