import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { Unauthenticated } from "../problem/problem.js";

/** Who asks, as the gateway says. */
export interface Caller {
  /** Id of the user: the token's `sub`. */
  readonly id: string;
  readonly roles: readonly string[];
  readonly tenant?: string | undefined;
}

/** Reads from the headers who asks: undefined when they say nothing of it. Throws Unauthenticated. */
export type Identify = (
  headers: FastifyRequest["headers"],
) => Caller | undefined | Promise<Caller | undefined>;

const word = z.string().min(1).max(255);

/** What a caller has to be like, from whatever source. */
export const callerSchema = z.object({
  id: word,
  roles: z.array(word).max(100).default([]),
  tenant: word.optional(),
}) satisfies z.ZodType<Caller>;

/** The caller of a route that needs one. Throws Unauthenticated where nobody said who asks. */
export function callerOf({ caller }: Pick<FastifyRequest, "caller">): Caller {
  if (caller === undefined) throw new Unauthenticated("Say who you are.");
  return caller;
}

/** Whether the caller holds the role; nobody holds any. */
export function hasRole({ caller }: Pick<FastifyRequest, "caller">, role: string): boolean {
  return caller?.roles.includes(role) ?? false;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; undefined where nobody said. */
    caller: Caller | undefined;
  }
}
