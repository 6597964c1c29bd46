import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Relation } from "../catalog/relations.js";
import type { SavedRole } from "../catalog/roles.js";
import type { SequenceValue } from "../catalog/sequences.js";
import { BackupTooNew, FileDamaged, NotABackup } from "../errors.js";
import type { PackagePart } from "../selection/package-part.js";

/** The newest form of the folder that this version reads. */
const newestFormat = 2;
export const manifestFile = "manifest.json";
export const definitionsFile = "definitions.sql";
export const outlinesFile = "definitions.json";
export const largeObjectsFile = "large-objects.copy";

/** A file of the backup, and what was written to it. */
export interface SavedFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The rows of a table. */
export interface SavedTable extends SavedFile {
  readonly schema: string;
  readonly name: string;
  /** In the order of the file. */
  readonly columns: readonly string[];
  readonly rows: number;
  /** Sum over the rows of PostgreSQL's 64-bit hash of each row's text: the same for the same rows in any order. */
  readonly checksum: string;
}

/** The large objects of a database, with their owners, rights and comments. */
export interface SavedLargeObjects extends SavedFile {
  readonly objects: number;
  /** As that of a table's rows, over the parts that each is saved in. */
  readonly checksum: string;
}

/** What a backup holds, and by what it is checked. */
export interface Manifest {
  /** 2 of one with large objects, which those who know 1 alone would leave out; 1 of others. */
  readonly format: number;
  /** When its snapshot was taken, ISO 8601 in UTC. */
  readonly takenAt: string;
  readonly server: { readonly version: string; readonly encoding: string };
  readonly database: string;
  /** False when schemas or packages were chosen. */
  readonly isWhole: boolean;
  readonly packages: readonly PackagePart[];
  readonly schemas: readonly string[];
  readonly relations: readonly Relation[];
  readonly definitions: SavedFile;
  /** What each of the definitions is about; backups of older versions of this tool have none. */
  readonly outlines?: SavedFile;
  readonly tables: readonly SavedTable[];
  /** Of a whole database that has any. */
  readonly largeObjects?: SavedLargeObjects;
  readonly sequences: readonly SequenceValue[];
  /** Materialized views that held rows, in the order in which they can be filled. */
  readonly filledViews: readonly { readonly schema: string; readonly name: string }[];
  readonly roles: readonly SavedRole[];
  /** Statements that give the rights on the database itself; none for a part. */
  readonly databaseRights: readonly string[];
  /** What is in the database and not here, in words. */
  readonly unsaved: readonly string[];
  /** Only some rows of each table, and those that they refer to. */
  readonly sample?: { readonly rows: number; readonly seed: number };
  /** Columns whose values were replaced, as `"schema"."table"."column"`. */
  readonly masked?: readonly string[];
}

/** The files beside those of tables. */
export function otherFiles({ definitions, outlines, largeObjects }: Manifest): SavedFile[] {
  return [definitions, outlines, largeObjects].filter((one) => one !== undefined);
}

/** The manifest as text, with a digest of itself. */
export function writtenManifest(manifest: Manifest): string {
  const whole = { ...manifest, digest: digestOf(manifest) };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

/**
 * Reads the manifest of a backup.
 *
 * @throws NotABackup, BackupTooNew
 * @throws FileDamaged when it is not as it was written
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, manifestFile);
  const text = await readFile(path, "utf8").catch((cause) => {
    throw new NotABackup(
      `"${folder}" is no backup, or one that was not finished: it has no readable ${manifestFile}.`,
      { cause },
    );
  });
  const { digest, ...manifest } = parse(text, path);
  if (manifest.format > newestFormat)
    throw new BackupTooNew(
      `"${folder}" has the form ${manifest.format} of a backup; this version reads those up to ${newestFormat}. Restore it with the version that wrote it, or a newer one.`,
    );
  if (digest !== digestOf(manifest))
    throw new FileDamaged(
      `"${path}" is not as it was written: its digest differs. Take another copy of the backup.`,
    );
  return manifest;
}

function parse(text: string, path: string): Manifest & { readonly digest?: string } {
  try {
    const parsed = JSON.parse(text);
    if (typeof parsed?.format === "number") return parsed;
  } catch {}
  throw new FileDamaged(
    `"${path}" cannot be read as the manifest of a backup. Take another copy of the backup.`,
  );
}

function digestOf(manifest: Manifest): string {
  return createHash("sha256").update(JSON.stringify(manifest)).digest("hex");
}
