export { type FuzzedDatabase, type FuzzOptions, fuzzTenants } from "./fuzz-tenants.js";
