export { type DescribeOptions, describeDatabase } from "./describe/describe-database.js";
export { describeMigrations } from "./describe/describe-migrations.js";
export { DocsError, InvalidPlanError } from "./errors.js";
export { renderPage } from "./html/render-page.js";
export { type WrittenMarkdown, writeMarkdown } from "./markdown/write-markdown.js";
export type * from "./model/model.js";
export { comparePlan } from "./plan/compare.js";
export { type PlanFile, readPlan } from "./plan/read-plan.js";
export { writeWhole } from "./write-whole.js";
