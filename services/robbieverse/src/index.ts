export type { Organization, OrganizationMembership, Town, User } from "./generated/client.js";
