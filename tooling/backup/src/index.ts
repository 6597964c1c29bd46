export { type BackupOptions, backUp } from "./backup.js";
export * from "./errors.js";
export type { Manifest, SavedRole, SavedTable } from "./folder/manifest.js";
export { type MaskSecret, maskSecret } from "./mask/mask-key.js";
export { type Restored, type RestoreOptions, restore } from "./restore.js";
export type { OnTable } from "./rows/save-tables.js";
export type { SampleSize } from "./sample/sample-rows.js";
export type { Choice } from "./selection.js";
