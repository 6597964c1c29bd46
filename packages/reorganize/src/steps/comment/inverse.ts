import type { Run } from "../../plan/step.js";
import type { CompatibilityView } from "../shared/compatibility-view.js";
import { commentSql } from "./sql.js";

/** Gives the view the comment that it had before. */
export function inverseOf(view: CompatibilityView, before: string | null): Run[] {
  return [{ how: "transaction", sql: [commentSql(view, before)] }];
}
