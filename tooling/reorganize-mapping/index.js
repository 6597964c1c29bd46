/** @type {typeof import("./index.js").defineMapping} */
export function defineMapping(mapping) {
  return mapping;
}
