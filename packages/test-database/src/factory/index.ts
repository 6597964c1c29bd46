export type { Connection, Place } from "./connection-for.js";
export {
  type AnyFactory,
  defineFactory,
  type FactoryDefinition,
  type Given,
} from "./define-factory.js";
export { type AnyFactories, type Factories, type Factory, factoriesOn } from "./factories-on.js";
export { inOneTenant, type Tenants } from "./in-one-tenant.js";
export type { WrittenRow } from "./insert-row.js";
