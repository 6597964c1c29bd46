export {
  addContractVersion,
  type ContractVersionContent,
  type NewClause,
} from "./add-contract-version.js";
export { addLeaseVersion } from "./add-lease-version.js";
export { DocumentNotFound } from "./errors.js";
export type { VersionContent } from "./version-content.js";
export * from "./words.js";
