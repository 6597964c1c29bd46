/** @type {typeof import("./index.js").defineMapping} */
export function defineMapping(mapping) {
  return mapping;
}

/** @type {typeof import("./index.js").conversionNames} */
export const conversionNames = {
  toBoolean: "to_boolean",
  toNumber: "to_number",
  toInteger: "to_integer",
  toMoment: "to_moment",
  toDay: "to_day",
  toDocument: "to_document",
};

export const begunAtName = "begun_at";
export const begunAt = `_reorganize.${begunAtName}()`;

const call = (name, ...values) => `_reorganize.${conversionNames[name]}(${values.join(", ")})`;

export const toBoolean = (text) => call("toBoolean", text);
export const toNumber = (text) => call("toNumber", text);
export const toInteger = (text) => call("toInteger", text);
export const toMoment = (text, zone = "UTC") =>
  call("toMoment", text, `'${zone.replaceAll("'", "''")}'`);
export const toDay = (text) => call("toDay", text);
export const toDocument = (text) => call("toDocument", text);

// Valid by itself, so that a query can be read before the engine puts the answers there.
export const allDecided = (decision) =>
  `'{"decided": ${JSON.stringify(decision).replaceAll("'", "''")}}'::jsonb`;
export const decided = (decision, value) => `(${allDecided(decision)} -> (${value}))`;
