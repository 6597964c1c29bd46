import type { AiMemory } from "../generated/client.js";

const columns = [
  "id",
  "organizationId",
  "userId",
  "category",
  "subject",
  "content",
  "confidenceLevel",
  "importanceLevel",
  "evidenceCount",
  "evidenceExamples",
  "sourceType",
  "sourceReferences",
  "emotionalWeight",
  "associatedPeople",
  "contextualTags",
  "createdAt",
  "lastAccessed",
  "lastConfirmed",
  "accessCount",
  "decayRate",
  "isCoreMemory",
  "expiresAt",
] as const satisfies readonly (keyof AiMemory)[];

/** The columns of a memory in SQL, named as the client names them, of the table or composite value `of`. */
export function memoryColumns(of: string): string {
  return columns.map((field) => `${of}.${columnOf(field)} AS "${field}"`).join(", ");
}

function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
