/** States of a lease's document, from upload to archive. */
export const leaseStatuses = ["PENDING", "PROCESSING", "COMPLETED", "ERROR", "ARCHIVED"] as const;
/** One of {@link leaseStatuses}. */
export type LeaseStatus = (typeof leaseStatuses)[number];

/** States of a contract's document, from upload to archive. */
export const contractStatuses = [
  "PENDING",
  "PROCESSING",
  "COMPLETED",
  "ERROR",
  "ARCHIVED",
] as const;
/** One of {@link contractStatuses}. */
export type ContractStatus = (typeof contractStatuses)[number];

/** States of an obligation. `COMPLETED` and `CANCELLED` are final. */
export const obligationStatuses = [
  "PENDING",
  "IN_PROGRESS",
  "COMPLETED",
  "OVERDUE",
  "CANCELLED",
] as const;
/** One of {@link obligationStatuses}. */
export type ObligationStatus = (typeof obligationStatuses)[number];

/** What an obligation is about. */
export const obligationTypes = [
  "PAYMENT",
  "MAINTENANCE",
  "NOTIFICATION",
  "COMPLIANCE",
  "RENEWAL",
  "TERMINATION",
  "INSURANCE",
  "TAX",
  "UTILITY",
  "REPAIR",
  "INSPECTION",
  "DELIVERY",
  "PERFORMANCE",
  "CONFIDENTIALITY",
  "OTHER",
] as const;
/** One of {@link obligationTypes}. */
export type ObligationType = (typeof obligationTypes)[number];

/** How one obligation acts on another. */
export const dependencyTypes = [
  "TRIGGERS",
  "BLOCKS",
  "MODIFIES",
  "REQUIRES",
  "PRECEDES",
  "CONFLICTS",
] as const;
/** One of {@link dependencyTypes}. */
export type DependencyType = (typeof dependencyTypes)[number];
