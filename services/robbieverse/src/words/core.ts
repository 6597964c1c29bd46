/** What an organization is. */
export const organizationTypes = ["personal", "corporate", "nonprofit", "government"] as const;
/** One of {@link organizationTypes}. */
export type OrganizationType = (typeof organizationTypes)[number];

/** How an organization stands; members of one that is inactive or suspended do not sign in. */
export const organizationStatuses = ["active", "inactive", "suspended", "trial"] as const;
/** One of {@link organizationStatuses}. */
export type OrganizationStatus = (typeof organizationStatuses)[number];

/** What a member is in his organization. */
export const membershipRoles = ["owner", "admin", "member", "viewer"] as const;
/** One of {@link membershipRoles}. */
export type MembershipRole = (typeof membershipRoles)[number];

/** What a user is in the whole installation. */
export const userRoles = ["admin", "user", "mentor", "ai", "developer"] as const;
/** One of {@link userRoles}. */
export type UserRole = (typeof userRoles)[number];

/** How far a task is. */
export const taskStatuses = ["todo", "doing", "done", "blocked"] as const;
/** One of {@link taskStatuses}. */
export type TaskStatus = (typeof taskStatuses)[number];

/** How much a task matters, least first. */
export const taskPriorities = ["low", "medium", "high", "urgent"] as const;
/** One of {@link taskPriorities}. */
export type TaskPriority = (typeof taskPriorities)[number];
