export { NotMigratedError } from "./not-migrated.js";
export { largestScale, ScaleError } from "./scale.js";
export { type Progress, type SeedOptions, type SeedResult, seed } from "./seed.js";
export { peoplePerPart } from "./story/person.js";
