export {
  acrossTenants,
  type CrossingReason,
  type TransactingClient,
} from "./across-tenants.js";
export { type Breach, readBreaches } from "./breaches.js";
export { enforceIsolation } from "./enforce.js";
