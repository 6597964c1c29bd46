import type { Entity, EntityVersion } from "../generated/client.js";

const columns = [
  "id",
  "tenantId",
  "ownerId",
  "entityType",
  "version",
  "validFrom",
  "title",
  "description",
  "status",
  "visibility",
  "content",
  "tags",
  "metadata",
  "createdAt",
  "publishedAt",
  "deletedAt",
  "purgeAt",
] as const satisfies readonly (keyof Entity & keyof EntityVersion)[];

/** The columns of an entity in SQL, named as the client names them, of the table or alias `of`. */
export function entityColumns(of: string): string {
  return [...columns, "updatedAt"].map((field) => asField(of, field)).join(", ");
}

/** The columns of a version of an entity, likewise. */
export function versionColumns(of: string): string {
  return [...columns, "editor", "operation"].map((field) => asField(of, field)).join(", ");
}

function asField(of: string, field: string): string {
  const column = field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return `${of}.${column} AS "${field}"`;
}
