export * from "./errors.js";
export type { Organization, OrganizationMembership, Town, User } from "./generated/client.js";
export * from "./words.js";
