export type { Breach } from "./breach.js";
export { checkStructure } from "./check-structure.js";
