import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { HttpProblem } from "./problem.js";
import { problemOf } from "./problem-of.js";

export const problemType = "application/problem+json";

/** A failure as it goes out: RFC 9457, with `requestId` and `errors` beside the standard's members. */
export const problemSchema = z.object({
  type: z.literal("about:blank"),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().optional(),
  /** Names what the log says of this request. */
  requestId: z.string(),
  errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
});

/** Makes the server answer every failure as a problem, and log those that are its own. */
export function answerProblems(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => answerFailure(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    answerFailure(new HttpProblem(404, "There is nothing at this path."), request, reply),
  );
}

/** Answers one failure; what an error handler does. */
export function answerFailure(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error);
  if (problem.status >= 500) {
    const level = problem.status === 500 ? "error" : "warn";
    request.log[level](problem.cause === undefined ? {} : { err: problem.cause }, problem.message);
  }
  return (
    reply
      .code(problem.status)
      .headers(problem.headers)
      .type(problemType)
      // Of a string the type would be said to have a charset, which it does not.
      .send(Buffer.from(JSON.stringify(bodyOf(problem, request.id))))
  );
}

function bodyOf(
  { status, title, message, errors }: HttpProblem,
  requestId: string,
): z.infer<typeof problemSchema> {
  return {
    type: "about:blank",
    title,
    status,
    ...(message !== "" && { detail: message }),
    requestId,
    ...(errors.length > 0 && { errors: [...errors] }),
  };
}
