import type { Model, ModelField } from "@deepiri/workspace";

/**
 * What a `///` comment of a Prisma file says to people. Lines such as `uses: select` or `words: Status`
 * are for tools.
 */
export function proseOf({ documentation = "" }: Pick<Model | ModelField, "documentation">): string {
  return documentation
    .split("\n")
    .filter((line) => !/^\s*\w+:/.test(line))
    .join(" ")
    .trim();
}
