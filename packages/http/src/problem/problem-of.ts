import { DatabaseError } from "@deepiri/database";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { databaseProblem } from "./database-problem.js";
import { HttpProblem, InvalidRequest, NotFound, type RefusedField } from "./problem.js";

/** Prisma's code for a row that was to be there. */
const rowNotFound = "P2025";

/** The answer to a failure of any kind. What nobody foresaw is a 500 that says nothing of itself. */
export function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return new InvalidRequest(refusedFields(error));
  const known = error instanceof DatabaseError ? databaseProblem(error) : serversOwn(error);
  return known ?? new HttpProblem(500, "Something went wrong here.", { cause: error });
}

function serversOwn(error: unknown): HttpProblem | undefined {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  if (code === rowNotFound) return new NotFound("There is no such row.");
  // Its message may quote the request.
  const isOfServer = String(code).startsWith("FST_") || error instanceof SyntaxError;
  if (!isOfServer || typeof statusCode !== "number" || statusCode < 400) return undefined;
  if (statusCode === 500) return undefined;
  return new HttpProblem(statusCode, explanations[statusCode] ?? "", { cause: error });
}

const explanations: Readonly<Record<number, string>> = {
  400: "The request cannot be read.",
  413: "The body is larger than is accepted here.",
  414: "The path is longer than is accepted here.",
  415: "The body has to be application/json.",
  503: "The answer took too long; try again.",
};

const places: Readonly<Record<string, string>> = { querystring: "query" };

type ValidationError = Parameters<typeof hasZodFastifySchemaValidationErrors>[0] & {
  readonly validation: readonly { instancePath: string; message?: string }[];
  readonly validationContext?: string;
};

function refusedFields(error: unknown): RefusedField[] {
  const { validation, validationContext = "request" } = error as ValidationError;
  const place = places[validationContext] ?? validationContext;
  return validation.map(({ instancePath, message = "is not valid" }) => ({
    field: [place, ...instancePath.split("/").filter((part) => part !== "")].join("."),
    message,
  }));
}
