export { type Freshness, readModel, readModels } from "./read-model.js";
export { type RefreshOutcome, refresh, refreshDue } from "./refresh.js";
