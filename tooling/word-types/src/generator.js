import { generate } from "./generate.js";

/** @type {typeof import("../index.js").generator} */
export const generator = {
  name: "word-types",
  getManifest: async () => ({ prettyName: "word types", defaultOutput: "." }),
  generate,
};
