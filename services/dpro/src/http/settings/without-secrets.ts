import { namesSecret } from "@deepiri/database";

/**
 * A JSON value without the members whose name says that they hold a secret, however deep. Numbers and booleans of
 * such a name stay: `max_tokens` is none.
 */
export function withoutSecrets<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutSecrets) as Value;
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name, one]) => !isSecret(name, one));
  return Object.fromEntries(members.map(([name, one]) => [name, withoutSecrets(one)])) as Value;
}

function isSecret(name: string, value: unknown): boolean {
  return namesSecret(name) && typeof value !== "number" && typeof value !== "boolean";
}
