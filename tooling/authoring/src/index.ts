export { type Ask, Decisions, type Said } from "./decision/decisions.js";
export { describeQuestion, explainQuestions } from "./decision/describe-question.js";
export type { DropQuestion, MoveQuestion, Question } from "./decision/question.js";
export {
  type Draft,
  draftMigration,
  remainingDifference,
  type Scratch,
} from "./draft-migration.js";
export * from "./errors.js";
export { filesOf, type MigrationFile } from "./files.js";
export { formatName, type Name, parseName } from "./names.js";
export type { DraftStatement, Part } from "./rewrite/part.js";
export type { Session } from "./session.js";
export { writeFiles } from "./write-files.js";
