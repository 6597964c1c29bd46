export { type BackupOptions, backUp } from "./backup.js";
export type { SavedRole } from "./catalog/roles.js";
export * from "./errors.js";
export type { Manifest, SavedTable } from "./folder/manifest.js";
export { type MaskSecret, maskSecret } from "./mask/mask-key.js";
export { type Restored, type RestoreOptions, restore } from "./restore.js";
export type { OnTable } from "./rows/on-table.js";
export type { SampleSize } from "./sample/sample-rows.js";
export type { Choice } from "./selection/selection.js";
