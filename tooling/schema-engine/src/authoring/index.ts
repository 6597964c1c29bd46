export {
  type AuthoringDatabase,
  openAuthoringDatabase,
  replayMigrations,
} from "./authoring-database.js";
export { type AuthoringTask, draftNext, loadAuthoring, tryDraft } from "./draft-files.js";
export { readHandovers } from "./handovers.js";
