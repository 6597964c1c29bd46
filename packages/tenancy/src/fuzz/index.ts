export {
  type FuzzedDatabase,
  type FuzzOptions,
  fuzzPatience,
  fuzzTenants,
} from "./fuzz-tenants.js";
