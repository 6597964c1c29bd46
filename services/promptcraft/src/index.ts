export {
  EditConflict,
  NobodyAsks,
  NotAllowed,
  NotFound,
  NothingToDo,
  Refusal,
} from "@deepiri/database";
export {
  createPromptcraftClient,
  type PromptcraftClient,
  type PromptcraftTransaction,
} from "./client.js";
export { archiveEntity } from "./entity/archive-entity.js";
export { compareVersions } from "./entity/compare-versions.js";
export { type ContentOf, contentSchemas } from "./entity/content.js";
export { createEntity, type NewEntity } from "./entity/create-entity.js";
export { deleteEntity } from "./entity/delete-entity.js";
export { type Edit, editEntity } from "./entity/edit-entity.js";
export { handOverEntities } from "./entity/hand-over-entities.js";
export { type Listing, listEntities, type Page } from "./entity/list-entities.js";
export { publishEntity } from "./entity/publish-entity.js";
export { purgeDue } from "./entity/purge-due.js";
export { readEntity } from "./entity/read-entity.js";
export { readEntityAsOf } from "./entity/read-entity-as-of.js";
export { readEntityEvents } from "./entity/read-entity-events.js";
export { type PastVersion, readHistory } from "./entity/read-history.js";
export { recoverEntity } from "./entity/recover-entity.js";
export { rollBackEntity } from "./entity/roll-back-entity.js";
export { setVisibility } from "./entity/set-visibility.js";
export { WrongContent } from "./errors.js";
export type { EntityEvents } from "./event/record-event.js";
export { addFavorite, readFavorites, removeFavorite } from "./favorite/favorites.js";
export { type Graph, type GraphQuery, readGraph } from "./relationship/read-graph.js";
export {
  type NewRelationship,
  relateEntities,
  unrelateEntities,
} from "./relationship/relate-entities.js";
export { embedEntities } from "./search/embed-entities.js";
export {
  type Embedding,
  type Finding,
  type FoundEntity,
  findByMeaning,
  findByText,
  findSimilar,
} from "./search/find-entities.js";
export {
  endSessions,
  findSession,
  type NewSession,
  openSession,
  type SessionOwner,
  type SessionTokens,
} from "./session/sessions.js";
export { openLink } from "./share/open-link.js";
export { readSharedWithMe, type SharedEntity } from "./share/read-shared-with-me.js";
export {
  type PublicLink,
  type Sharing,
  shareEntity,
  sharePublicly,
  unshareEntity,
} from "./share/share-entity.js";
export { answerSuggestion, readSuggestions } from "./suggestion/suggestions.js";
export { type EntityStats, readEntityStats } from "./usage/read-entity-stats.js";
export {
  type Period,
  readUsage,
  readUsageBy,
  type UsageGrouping,
  type UsageTotal,
} from "./usage/read-usage.js";
export { readUsageSummary, type UsageSummary } from "./usage/read-usage-summary.js";
export { type NewUsage, recordUsage } from "./usage/record-usage.js";
export * from "./words.js";
