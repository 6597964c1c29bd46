export { acceptedWords } from "./accepted-words.js";
export { fillEveryTable, tablesOf } from "./any-factories.js";
export { testFactories } from "./test-factories.js";
export { type ForeignKey, testForeignKeys } from "./test-foreign-keys.js";
export { testReadme } from "./test-readme.js";
export { testRequiredColumns } from "./test-required-columns.js";
export { type Breach, type Breaches, testRules } from "./test-rules.js";
export { testTimes } from "./test-times.js";
