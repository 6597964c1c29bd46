/** What an entity is. */
export const entityTypes = ["context", "template", "workflow", "library"] as const;
/** One of {@link entityTypes}. */
export type EntityType = (typeof entityTypes)[number];

/** How far an entity is. */
export const entityStatuses = ["draft", "published", "archived"] as const;
/** One of {@link entityStatuses}. */
export type EntityStatus = (typeof entityStatuses)[number];

/** Who may read an entity: its owner, those whom it is shared with, or the whole tenant. */
export const entityVisibilities = ["private", "shared", "public"] as const;
/** One of {@link entityVisibilities}. */
export type EntityVisibility = (typeof entityVisibilities)[number];

/** What the source of a relationship has to do with its target. */
export const relationshipTypes = [
  "depends_on",
  "part_of",
  "derived_from",
  "suggests",
  "conflicts",
  "replaces",
] as const;
/** One of {@link relationshipTypes}. */
export type RelationshipType = (typeof relationshipTypes)[number];

/** What who has a share may do, least first; each may do what those before it may. */
export const sharePermissions = ["view", "comment", "edit"] as const;
/** One of {@link sharePermissions}. */
export type SharePermission = (typeof sharePermissions)[number];

/** What a suggestion rests on. */
export const suggestionTypes = ["semantic_match", "usage_pattern", "collaborative_filter"] as const;
/** One of {@link suggestionTypes}. */
export type SuggestionType = (typeof suggestionTypes)[number];

/** What the user said to a suggestion; all but `pending` are final. */
export const suggestionStatuses = ["pending", "accepted", "rejected", "dismissed"] as const;
/** One of {@link suggestionStatuses}. */
export type SuggestionStatus = (typeof suggestionStatuses)[number];
