import { sqlName } from "../../catalog/catalog.js";
import { literal } from "../../session/literal.js";
import type { CompatibilityView } from "../shared/compatibility-view.js";

/** SQL that gives the view this comment; null takes it away. */
export function commentSql({ table }: CompatibilityView, comment: string | null): string {
  return `COMMENT ON VIEW ${sqlName(table)} IS ${literal(comment)}`;
}
