export { formatName, type Name, parseName } from "./catalog/names.js";
export type { Session } from "./catalog/session.js";
export { type Ask, Decisions, type Said } from "./decision/decisions.js";
export {
  type Draft,
  draftMigration,
  remainingDifference,
  type Scratch,
} from "./draft-migration.js";
export * from "./errors.js";
export { filesOf, type MigrationFile } from "./files.js";
export { tablesMadeBy } from "./handover/made-tables.js";
export { describeQuestion, explainQuestions } from "./question/describe-question.js";
export type { DropQuestion, MoveQuestion, Question } from "./question/question.js";
export type { DraftStatement, Part } from "./rewrite/part.js";
export { writeFiles } from "./write-files.js";
