export {
  applyGrants,
  type GrantOutcome,
  type GrantPlan,
  isGranted,
  outcomeOf,
  planGrants,
  type StrangerRight,
} from "./apply-grants.js";
export { applyGrantsPatiently } from "./apply-patiently.js";
export { forAdministrator } from "./for-administrator.js";
export { type GrantOptions, grant, previewGrants } from "./grant.js";
export { readOwners, readRights } from "./remembered-rights.js";
export { computeRights, type ObjectName, type Rights, type TableRight } from "./rights.js";
export { type GrantChange, type GrantStatement, grantSql } from "./statement.js";
