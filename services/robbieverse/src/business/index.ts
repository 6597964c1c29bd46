export { changeStage, type Loss } from "./change-stage.js";
export type { ActivityFigures, CompanyFigures, ContactFigures, DealFigures } from "./figures.js";
export {
  type HubspotActivity,
  type HubspotBatch,
  type HubspotCompany,
  type HubspotContact,
  type HubspotDeal,
  type HubspotImport,
  importFromHubspot,
} from "./import-from-hubspot.js";
export { type DealMove, moveDeal } from "./move-deal.js";
export { listOpenDeals, readPipeline, type StageTotal } from "./pipeline.js";
export {
  type CompanyListing,
  type CompanyWithFigures,
  listCompanies,
  readCompany,
} from "./read-company.js";
export { type ContactWithFigures, findContacts, readContact } from "./read-contact.js";
export { type NewActivity, recordActivity } from "./record-activity.js";
