import type { Node } from "libpg-query";
import { deparseSync } from "pgsql-deparser";

/** The SQL of a parse tree, on one line and without a semicolon: for trees that were changed. */
export function writeStatement(node: Node): string {
  return deparseSync(node as Parameters<typeof deparseSync>[0], { pretty: false }).trim();
}
