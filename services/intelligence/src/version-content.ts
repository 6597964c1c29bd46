import type { Prisma } from "./generated/client.js";

/** What one reading of a document found. Times of the reading are milliseconds. */
export interface VersionContent {
  readonly documentUrl: string;
  readonly rawText: string;
  readonly abstractedTerms: Prisma.InputJsonValue;
  readonly changes?: Prisma.InputJsonValue;
  readonly changeSummary?: string;
  readonly changeType?: string;
  readonly significantChanges?: boolean;
  readonly processingTimeMs?: number;
  readonly metadata?: Prisma.InputJsonValue;
  /** Uuid of the user who asked for it; no key, so it may be of a user who is gone. */
  readonly createdBy?: string;
}

/** The part of a version that the lease or contract itself shows as its present state. */
export function currentContent(content: VersionContent) {
  return {
    documentUrl: content.documentUrl,
    rawText: content.rawText,
    abstractedTerms: content.abstractedTerms,
  };
}
