import { Unauthenticated } from "../problem/problem.js";
import { callerSchema, type Identify } from "./caller.js";

/**
 * Believes `x-user-id`, `x-user-roles` (separated by commas) and `x-tenant-id` as they stand: anybody may be
 * anyone. For development.
 */
export const byHeaders: Identify = (headers) => {
  const [id, roles, tenant] = ["x-user-id", "x-user-roles", "x-tenant-id"].map((name) =>
    headers[name]?.toString(),
  );
  if (id === undefined) return undefined;
  const { data } = callerSchema.safeParse({ id, roles: listed(roles), tenant });
  if (data === undefined) throw new Unauthenticated("The headers that say who asks are not valid.");
  return data;
};

function listed(text = ""): string[] {
  return text
    .split(",")
    .map((role) => role.trim())
    .filter((role) => role !== "");
}
